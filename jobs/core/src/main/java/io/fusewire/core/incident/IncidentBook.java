package io.fusewire.core.incident;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.PersonsWord;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * All incidents of one agent, or the one that is nobody's.
 *
 * @param breaker what was last heard of the agent's breaker; null if nothing was
 * @param breakerAtMillis when that changed, event time
 * @param word what a person said that changed it so; null where nobody did
 * @param incidents in the order in which they were first heard of, at most {@link
 *     IncidentDesk#INCIDENTS_MAX}
 */
public record IncidentBook(
        @Nullable BreakerState breaker,
        long breakerAtMillis,
        @Nullable PersonsWord word,
        List<Incident> incidents) {

    /** Of whom nothing was ever heard. */
    public static final IncidentBook EMPTY =
            new IncidentBook(null, Long.MIN_VALUE, null, List.of());

    public IncidentBook {
        incidents = List.copyOf(incidents);
    }
}
