package io.fusewire.core.baseline;

import io.fusewire.core.policy.Caps;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Proposes the fuse's caps for a class from its past (detector specification, section 4).
 *
 * <p>On a grid 4 · 2<sup>k/2</sup> the smallest cap at which the class's past would have tripped at
 * most share / A / 3 times per agent-day, rounded to whole trips; where that allows none, times a
 * margin. The share of the budget that the fuse may use is 0.4, in strict mode .3, .15 or .2 at A
 * up to 365, 1,000 and beyond; the margin is 1.5, in strict mode 2.
 */
final class CapProposer {

    private static final double GRID_FROM = 4;

    /** The last step of the grid: 4 · 2^20, more than four million points. */
    private static final int GRID_STEPS = 40;

    private static final int CAPS = 3;

    private CapProposer() {}

    static ProposedCaps propose(
            List<AgentHistory> histories, long agentDays, double budget, boolean strict) {
        double allowedPerDay = share(budget, strict) / budget / CAPS;
        long allowed = Math.round(allowedPerDay * agentDays);
        double margin = allowed > 0 ? 1 : strict ? 2 : 1.5;
        return new ProposedCaps(
                budget,
                strict,
                new Caps(
                        margin * least(histories, AgentDay::week, allowed),
                        margin * least(histories, AgentDay::month, allowed),
                        margin * least(histories, AgentDay::strike, allowed),
                        true));
    }

    private static double share(double budget, boolean strict) {
        if (!strict) {
            return 0.4;
        }
        return budget <= 365 ? 0.3 : budget <= 1_000 ? 0.15 : 0.2;
    }

    private static double least(
            List<AgentHistory> histories, ToDoubleFunction<AgentDay> figure, long allowed) {
        for (int step = 0; step < GRID_STEPS; step++) {
            double cap = GRID_FROM * StrictMath.pow(2, step / 2.0);
            long trips = 0;
            for (AgentHistory history : histories) {
                trips += Runs.count(history.days(), figure, cap);
            }
            if (trips <= allowed) {
                return cap;
            }
        }
        return GRID_FROM * StrictMath.pow(2, GRID_STEPS / 2.0);
    }
}
