package io.fusewire.control;

import io.fusewire.core.baseline.Priors;
import io.fusewire.policy.PriorsWriter;

import java.time.Instant;
import java.util.List;

/** Payloads of signed messages. */
final class Said {

    static final Instant NOW = Instant.parse("2026-11-17T09:00:00Z");
    static final String AGENT = "aws:111122223333:role/Deploy/mei@example.com:agent";

    private Said() {}

    static String hold(String id, Instant at) {
        return command("hold", AGENT, id, at);
    }

    static String command(String type, String agent, String id, Instant at) {
        return "{\"type\":\"%s\",\"agent\":\"%s\",\"jti\":\"%s\",\"iat\":%d}"
                .formatted(type, agent, id, at.getEpochSecond());
    }

    static String verdict(String id, Instant at) {
        return "{\"type\":\"verdict\",\"agent\":\"%s\",\"decisionId\":\"0a1b\",\"verdict\":\"legitimate\",\"to\":\"HALF_OPEN\",\"jti\":\"%s\",\"iat\":%d}"
                .formatted(AGENT, id, at.getEpochSecond());
    }

    static String policy(String id, Instant at) {
        return "{\"type\":\"policy\",\"effectiveFrom\":\"2026-11-17T00:00:00Z\",\"policy\":{\"mode\":\"enforce\"},\"jti\":\"%s\",\"iat\":%d}"
                .formatted(id, at.getEpochSecond());
    }

    static String activate(String id, Instant at) {
        return "{\"type\":\"activate\",\"version\":\"0123456789ab\",\"jti\":\"%s\",\"iat\":%d}"
                .formatted(id, at.getEpochSecond());
    }

    static String priors(String id, Instant at) {
        String text =
                PriorsWriter.write(Priors.NONE, List.of())
                        .replace("\n", "\\n")
                        .replace("\"", "\\\"");
        return "{\"type\":\"priors\",\"effectiveFrom\":\"2026-11-17T00:00:00Z\",\"text\":\"%s\",\"jti\":\"%s\",\"iat\":%d}"
                .formatted(text, id, at.getEpochSecond());
    }

    static String approval(String id, String agent, Instant at) {
        return "{\"type\":\"approval\",\"id\":\"CHG-17\",\"agent\":\"%s\",\"effects\":[\"DESTROY\"],\"resources\":[\"*staging*\"],\"count\":12,\"notBefore\":\"2026-11-17T08:00:00Z\",\"expiry\":\"2026-11-17T23:00:00Z\",\"ticket\":\"CHG-17\",\"jti\":\"%s\",\"iat\":%d}"
                .formatted(agent, id, at.getEpochSecond());
    }
}
