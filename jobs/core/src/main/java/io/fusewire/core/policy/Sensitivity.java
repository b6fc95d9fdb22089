package io.fusewire.core.policy;

/**
 * How much evidence a trip by the ladders takes.
 *
 * @param agentDaysPerFalseTrip A, the agent-days that the operator accepts per false trip; at least
 *     1
 * @param strict whether every class is held under its own bound, and not only the fleet
 */
public record Sensitivity(double agentDaysPerFalseTrip, boolean strict) {

    /** One false trip per 1,000 agent-days, over the fleet. */
    public static final Sensitivity DEFAULT = new Sensitivity(1_000, false);

    public Sensitivity {
        if (!(agentDaysPerFalseTrip >= 1) || Double.isInfinite(agentDaysPerFalseTrip)) {
            throw new IllegalArgumentException(
                    "agentDaysPerFalseTrip must be at least 1 and finite, but was "
                            + agentDaysPerFalseTrip);
        }
    }
}
