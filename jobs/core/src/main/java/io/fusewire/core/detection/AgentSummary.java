package io.fusewire.core.detection;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.event.AgentKind;

import org.jspecify.annotations.Nullable;

/**
 * One principal over a whole run: a line of {@code agents.jsonl}.
 *
 * @param sessions distinct sessions; a count, not a list
 * @param events records charged to it, reads included
 * @param destroyedUnits successfully destroyed, its own included; an unknown count counts one
 * @param maxScore largest ratio of a rule's score to its limit that it ever reached
 */
public record AgentSummary(
        String agent,
        AgentKind agentKind,
        @Nullable String agentClass,
        String account,
        long sessions,
        long events,
        long destroyedUnits,
        long firstSeenMillis,
        long lastSeenMillis,
        BreakerState breaker,
        double maxScore) {

    /** The summary of a state; null if no event was ever charged to it. */
    public static @Nullable AgentSummary of(AgentState state) {
        if (state.agent == null) {
            return null;
        }
        return new AgentSummary(
                state.agent,
                state.kind,
                state.agentClass,
                state.account,
                state.sessions,
                state.events,
                state.destroyedUnits,
                state.firstSeenMillis,
                state.lastSeenMillis,
                state.breaker,
                state.maxScore);
    }
}
