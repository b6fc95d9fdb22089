package io.fusewire.core.detection;

import io.fusewire.core.inventory.SwarmFinding.Scope;

import java.time.Duration;

/**
 * How much harm many agents may do together before each of them answers for all, in harm points as
 * {@link Swarm} counts them.
 *
 * <p>What ships is an estimate for twenty to forty agents in an environment, not a calibration: a
 * person who knows better signs other numbers.
 *
 * @param roleHour of one role's agents, in one hour of event time
 * @param roleDay of one role's agents, in one UTC day
 * @param environmentHour of all agents in one environment, in one hour
 * @param environmentDay of all agents in one environment, in one day
 * @param agentsMin agents that it takes: of each, no more counts than this part of a limit, so that
 *     a single agent, however bad, is left to its own limits
 * @param agentsMax agents, and sessions, that are kept of one hour or day; what others do beyond
 *     them counts without their names
 */
public record SwarmLimits(
        double roleHour,
        double roleDay,
        double environmentHour,
        double environmentDay,
        int agentsMin,
        int agentsMax) {

    /** What ships. */
    public static final SwarmLimits DEFAULT = new SwarmLimits(64, 128, 96, 192, 3, 256);

    /**
     * @throws IllegalArgumentException if a limit is not positive, fewer than two agents are to
     *     make a swarm, or fewer are kept than make one
     */
    public SwarmLimits {
        requirePositive("roleHour", roleHour);
        requirePositive("roleDay", roleDay);
        requirePositive("environmentHour", environmentHour);
        requirePositive("environmentDay", environmentDay);
        if (agentsMin < 2) {
            throw new IllegalArgumentException(
                    "agentsMin must be at least 2, but was " + agentsMin);
        }
        if (agentsMax < agentsMin) {
            throw new IllegalArgumentException(
                    "agentsMax must be at least agentsMin, "
                            + agentsMin
                            + ", but was "
                            + agentsMax);
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be positive, but was " + value);
        }
    }

    /** Over how long harm is summed. */
    enum Window {
        HOUR(Duration.ofHours(1)),
        DAY(Duration.ofDays(1));

        private final long millis;

        Window(Duration length) {
            millis = length.toMillis();
        }

        long millis() {
            return millis;
        }

        long bucketOf(long eventTimeMillis) {
            return Math.floorDiv(eventTimeMillis, millis);
        }

        long startOf(long bucket) {
            return bucket * millis;
        }

        long endOf(long bucket) {
            return (bucket + 1) * millis;
        }
    }

    double of(Scope scope, Window window) {
        return switch (scope) {
            case ROLE -> window == Window.HOUR ? roleHour : roleDay;
            case ENVIRONMENT -> window == Window.HOUR ? environmentHour : environmentDay;
        };
    }
}
