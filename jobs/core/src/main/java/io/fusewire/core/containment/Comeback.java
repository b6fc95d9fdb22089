package io.fusewire.core.containment;

import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.identity.SessionRef;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Whether a call in a session that is not denied shows that a contained agent has come back.
 *
 * <p>An agent may have sessions that took no part in what it was tripped for, and their work is
 * spared: only a session that was opened after the trip, or one that goes on doing harm, counts.
 */
final class Comeback {

    private Comeback() {}

    static boolean is(Observation call, Trip trip) {
        return call.outcome() == Outcome.SUCCESS
                && call.atMillis() > trip.atMillis()
                && (isOpenedAfter(call.session(), trip.atMillis()) || isHarm(call));
    }

    private static boolean isOpenedAfter(String session, long atMillis) {
        String createdAt = SessionRef.parse(session).createdAt();
        try {
            return createdAt != null && Instant.parse(createdAt).toEpochMilli() > atMillis;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isHarm(Observation call) {
        return call.foreignLost() > 0
                || call.effect() == Effect.PROTECTION_REMOVAL
                || call.effect() == Effect.AUDIT_TAMPERING
                || call.effect() == Effect.PRIVILEGE_CHANGE;
    }
}
