package io.fusewire.core.baseline;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/**
 * What one agent's past teaches about its class.
 *
 * <p>Shipped between operators; rejects nothing.
 *
 * @param agent agent key
 * @param agentClass its class from policy, else null
 * @param agentDays days from its first event to its last, at least 1
 * @param burstHarm r[b] of {@link Ladder#BURST_HARM}
 * @param weekHarm r[b] of {@link Ladder#WEEK_HARM}
 * @param burstBlast r[b] of {@link Ladder#BURST_BLAST}
 * @param days those on which something foreign was harmed, by day
 * @param destroyedTypes types of the foreign things that it destroyed, each once
 */
public record AgentHistory(
        String agent,
        @Nullable String agentClass,
        long agentDays,
        float[] burstHarm,
        float[] weekHarm,
        float[] burstBlast,
        List<AgentDay> days,
        List<String> destroyedTypes) {

    private static final long DAY_MILLIS = 86_400_000;

    /** The history of an agent with a baseline. */
    public static AgentHistory of(
            String agent,
            @Nullable String agentClass,
            long firstSeenMillis,
            long lastSeenMillis,
            Baseline baseline,
            List<AgentDay> days,
            Collection<String> destroyedTypes) {
        return new AgentHistory(
                agent,
                agentClass,
                Math.max(1, (lastSeenMillis - firstSeenMillis) / DAY_MILLIS),
                baseline.ladder(Ladder.BURST_HARM).reached.clone(),
                baseline.ladder(Ladder.WEEK_HARM).reached.clone(),
                baseline.ladder(Ladder.BURST_BLAST).reached.clone(),
                List.copyOf(days),
                destroyedTypes.stream().sorted().toList());
    }

    /** r[b] of a ladder. */
    float[] reached(Ladder ladder) {
        return switch (ladder) {
            case BURST_HARM -> burstHarm;
            case WEEK_HARM -> weekHarm;
            case BURST_BLAST -> burstBlast;
        };
    }
}
