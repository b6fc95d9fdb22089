package io.fusewire.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.policy.ControlMessageReader;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.SignedText;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What people sign: a control message with a name of its own and the time of its signature. */
public final class Messages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Messages() {}

    /** A message of a type, to be filled. */
    public static ObjectNode begin(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    /**
     * The payload to sign.
     *
     * @throws UsageException if the detector would not understand it
     */
    public static String payload(ObjectNode message, Instant now) {
        message.put("jti", UUID.randomUUID().toString()).put("iat", now.getEpochSecond());
        String payload = message.toString();
        read(payload);
        return payload;
    }

    /**
     * The payload of a policy or of priors.
     *
     * @param effectiveFrom event time from which it holds or is tried, as an option gives it; null
     *     for now
     * @param staged whether it is only tried
     */
    static String version(
            String type, String text, @Nullable String effectiveFrom, boolean staged, Instant now) {
        Instant from = effectiveFrom == null ? now : Times.read("--effective-from", effectiveFrom);
        ObjectNode message = begin(type).put("effectiveFrom", from.toString()).put("text", text);
        return payload(staged ? message.put("stage", true) : message, now);
    }

    /**
     * The payload of a person's verdict on one decision.
     *
     * @param verdict {@code legitimate} or {@code harm}
     * @param to state of the breaker from then on: {@code HALF_OPEN} or {@code CLOSED}
     */
    public static String verdict(
            String agent, String decisionId, String verdict, String to, Instant now) {
        return payload(
                begin("verdict")
                        .put("agent", agent)
                        .put("decisionId", decisionId)
                        .put("verdict", verdict)
                        .put("to", to),
                now);
    }

    /**
     * Reads a payload as the detector will.
     *
     * @throws UsageException if it is no good one
     */
    static SignedText read(String payload) {
        try {
            return ControlMessageReader.readSigned(
                    payload, "message", 0, List.of("the first signer", "the second signer"));
        } catch (PolicyException e) {
            throw new UsageException(Terminal.plain(String.valueOf(e.getMessage())));
        }
    }
}
