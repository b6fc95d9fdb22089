package io.fusewire.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * How much harm many agents may do together before each of them answers for all, in points by the
 * shipped weights.
 *
 * <p>What ships is an estimate for twenty to forty agents in an environment, not a calibration: a
 * person who knows better signs other numbers.
 *
 * @param roleHour most harm of one role's agents, in one hour of event time; positive
 * @param roleDay most harm of one role's agents, in one UTC day; positive
 * @param environmentHour most harm of all agents in one account and region, in one hour; positive
 * @param environmentDay most harm of all agents in one account and region, in one day; positive
 * @param agentsMin agents that it takes, from 2 to {@value #AGENTS_KEPT}: of each, no more counts
 *     than this part of a limit, so that a single agent, however bad, is left to its own limits
 * @param newcomersMin agents that begin to do harm in one account within two hours and are too
 *     many, from 2 to {@value #AGENTS_KEPT}, and within one hour one fewer, but at least two;
 *     {@link #SHIPPED} has half as many again as ever began together in 96 simulated organisations
 *     of some twenty agents, in 60 days, where no two began within an hour
 * @param unsigned whether at least one of the limits is a shipped one that no person has adopted in
 *     a policy
 */
public record SwarmLimits(
        double roleHour,
        double roleDay,
        double environmentHour,
        double environmentDay,
        int agentsMin,
        int newcomersMin,
        boolean unsigned) {

    /** Agents, and sessions, that are kept of one hour or day. */
    public static final int AGENTS_KEPT = 256;

    /** What holds where no policy says otherwise. */
    public static final SwarmLimits SHIPPED = new SwarmLimits(64, 128, 96, 192, 3, 3, true);

    /**
     * @throws IllegalArgumentException if a limit is not positive and finite, or fewer than two
     *     agents or newcomers, or more than are kept, are to make a swarm
     */
    public SwarmLimits {
        requirePositive("roleHour", roleHour);
        requirePositive("roleDay", roleDay);
        requirePositive("environmentHour", environmentHour);
        requirePositive("environmentDay", environmentDay);
        requireMany("agentsMin", agentsMin);
        requireMany("newcomersMin", newcomersMin);
    }

    private static void requireMany(String name, int value) {
        if (value < 2 || value > AGENTS_KEPT) {
            throw new IllegalArgumentException(
                    name + " must be from 2 to " + AGENTS_KEPT + ", but was " + value);
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    name + " must be a positive, finite number, but was " + value);
        }
    }

    /**
     * The shipped limits with a policy's in their place; null leaves one as it is.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public static SwarmLimits over(
            @Nullable Double roleHour,
            @Nullable Double roleDay,
            @Nullable Double environmentHour,
            @Nullable Double environmentDay,
            @Nullable Integer agentsMin,
            @Nullable Integer newcomersMin) {
        boolean unsigned =
                roleHour == null
                        || roleDay == null
                        || environmentHour == null
                        || environmentDay == null
                        || newcomersMin == null;
        return new SwarmLimits(
                roleHour == null ? SHIPPED.roleHour : roleHour,
                roleDay == null ? SHIPPED.roleDay : roleDay,
                environmentHour == null ? SHIPPED.environmentHour : environmentHour,
                environmentDay == null ? SHIPPED.environmentDay : environmentDay,
                agentsMin == null ? SHIPPED.agentsMin : agentsMin,
                newcomersMin == null ? SHIPPED.newcomersMin : newcomersMin,
                unsigned);
    }
}
