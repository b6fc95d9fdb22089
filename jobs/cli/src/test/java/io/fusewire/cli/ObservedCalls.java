package io.fusewire.cli;

import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;

import java.time.Instant;
import java.util.List;

/** What agents are seen to do after they tripped. */
final class ObservedCalls {

    private ObservedCalls() {}

    /** Audit is switched off, in a session of its own. */
    static Observation stopLogging(String decision, String agent, String trail) {
        return new Observation(
                decision,
                agent,
                "role:AROACODER:ci-2",
                null,
                "event-9",
                Instant.parse("2026-11-17T07:43:16Z").toEpochMilli(),
                "cloudtrail.amazonaws.com",
                "StopLogging",
                Effect.AUDIT_TAMPERING,
                Outcome.SUCCESS,
                0,
                0,
                List.of(),
                List.of(new ResourceRef(trail, "cloudtrail:trail", trail)),
                "eu-west-1",
                null,
                null,
                null);
    }
}
