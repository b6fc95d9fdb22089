package io.fusewire.core.incident;

import io.fusewire.core.breaker.BreakerState;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * All incidents of one agent, or the one that is nobody's.
 *
 * @param breaker what was last heard of the agent's breaker; null if nothing was
 * @param breakerAtMillis when that changed, event time
 * @param incidents in the order in which they were first heard of, at most {@link
 *     IncidentDesk#INCIDENTS_MAX}
 */
public record IncidentBook(
        @Nullable BreakerState breaker, long breakerAtMillis, List<Incident> incidents) {

    /** Of whom nothing was ever heard. */
    public static final IncidentBook EMPTY = new IncidentBook(null, Long.MIN_VALUE, List.of());

    public IncidentBook {
        incidents = List.copyOf(incidents);
    }
}
