package io.fusewire.core.baseline;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What one agent's past teaches about its class.
 *
 * @param agent agent key
 * @param agentClass its class from policy, else null
 * @param agentDays days from its first event to its last, at least 1
 * @param reached r[b] of each ladder, in the order of {@link Ladder}
 * @param days those on which something foreign was harmed, by day
 */
public record AgentHistory(
        String agent,
        @Nullable String agentClass,
        long agentDays,
        List<float[]> reached,
        List<AgentDay> days) {

    public AgentHistory {
        reached = List.copyOf(reached);
        days = List.copyOf(days);
    }

    /** The ladders of a baseline, for {@link #reached}. */
    public static List<float[]> reachedOf(Baseline baseline) {
        return List.of(
                baseline.ladder(Ladder.BURST_HARM).reached.clone(),
                baseline.ladder(Ladder.WEEK_HARM).reached.clone(),
                baseline.ladder(Ladder.BURST_BLAST).reached.clone());
    }
}
