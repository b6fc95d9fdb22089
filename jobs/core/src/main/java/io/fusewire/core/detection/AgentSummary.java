package io.fusewire.core.detection;

import io.fusewire.core.baseline.ClassPriors;
import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderReading;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.event.AgentKind;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * One principal over a whole run: a line of {@code agents.jsonl}.
 *
 * @param sessions distinct sessions; a count, not a list
 * @param events records charged to it, reads included
 * @param destroyedUnits successfully destroyed, its own included; an unknown count counts one
 * @param maxScore largest ratio of a rule's score to its limit that it ever reached
 * @param maxReason that rule, as decisions name it; null if nothing foreign was ever harmed
 * @param maxAtMillis event time of that; {@link AgentState#NEVER} if there is none
 * @param trips decisions that opened its breaker, or would have
 * @param alerts decisions that paged only
 * @param burstsByHour closed bursts by UTC hour of their start, 24 of them
 * @param ladders how far its episodes climb, by {@link Ladder}
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
        double maxScore,
        @Nullable String maxReason,
        long maxAtMillis,
        int trips,
        int alerts,
        List<Integer> burstsByHour,
        List<LadderReading> ladders) {

    /**
     * The summary of a state; null if no event was ever charged to it.
     *
     * @param peers what is known of its class
     */
    public static @Nullable AgentSummary of(AgentState state, ClassPriors peers) {
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
                state.maxScore,
                state.maxReason,
                state.maxAtMillis,
                state.trips,
                state.alerts,
                Arrays.stream(state.baseline.burstsByHour).boxed().toList(),
                LadderReading.all(state.baseline, peers));
    }
}
