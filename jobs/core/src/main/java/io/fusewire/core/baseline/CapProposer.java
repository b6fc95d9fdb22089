package io.fusewire.core.baseline;

import io.fusewire.core.policy.Caps;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * its {@link HighestRuns}:
 *
 * <pre>
 * cap = u · (n / allowed)<sup>ξ</sup>,   ξ = (Σ ln(x / u) + .5 + 16 ξ') / (n + 16)
 * </pre>
 *
 * <p>ξ' is the exponent of all classes together. The exponent of one class, from some thirty runs,
 * is off by a fifth and more, and what is extrapolated a hundredfold by it is off by factors: as
 * much as another sixteen runs each class is drawn to all. At one in 10,000 the benchmark lost 0.30
 * over all plays with it, for 52 false trips, and 0.33 with the exponent of sixteen runs alone, for
 * 46.
 *
 * <p>Strict mode answers for every class, so it draws none to thinner tails than its own, and below
 * one run takes ξ · (1 + 1 / √n): what the estimate may err by. Else the budget is the fleet's,
 * where too wide a cap of one class makes up for too narrow a one of another; before tails were
 * drawn together widening them all lost a sixth more at one in 10,000, for 41 false trips instead
 * of 46.
 *
 * <p>The detector specification gives each of three caps .4 / 3, has none of bursts, and takes the
 * highest run times a margin where the past allows none. Over the benchmark's calibration fleet a
 * cap of bursts alone, set on the runs it was judged by, lost 0.22 where those three and the
 * ladders lost 0.43.
 */
final class CapProposer {

    private static final double STRICT_SHARE = 0.25;

    private static final double COUNTED_FROM = 2;
    private static final double PRIOR_EXCESS = 0.5;

    /** How many runs the exponent of all classes counts as. */
    private static final double RUNS_OF_ALL = 16;

    /** What is capped, and its share of the budget. */
    private enum Figure {
        BURST(AgentDay::burst, 0.6),
        WEEK(AgentDay::week, 0.1),
        MONTH(AgentDay::month, 0.1),
        STRIKE(AgentDay::strike, 0.1);

        private final ToDoubleFunction<AgentDay> of;
        private final double share;

        Figure(ToDoubleFunction<AgentDay> of, double share) {
            this.of = of;
            this.share = share;
        }
    }

    private final List<AgentHistory> histories;
    private final long agentDays;
    private final Map<Figure, HighestRuns> highest = new EnumMap<>(Figure.class);
    private final Map<Figure, Double> exponentOfAll = new EnumMap<>(Figure.class);

    /**
     * Proposes by one past alone.
     *
     * @param agentDays of the histories together
     */
    CapProposer(List<AgentHistory> histories, long agentDays) {
        this.histories = histories;
        this.agentDays = agentDays;
        for (Figure figure : Figure.values()) {
            highest.put(figure, HighestRuns.of(histories, figure.of));
        }
        drawTogether(List.of(this));
    }

    /** Draws the exponent of each class to that of all of them. */
    static void drawTogether(Collection<CapProposer> classes) {
        for (Figure figure : Figure.values()) {
            double exponent =
                    HighestRuns.exponentOf(
                            classes.stream()
                                    .map(proposer -> known(proposer.highest, figure))
                                    .toList());
            classes.forEach(proposer -> proposer.exponentOfAll.put(figure, exponent));
        }
    }

    /**
     * @param budget A, agent-days per false trip
     */
    ProposedCaps propose(double budget, boolean strict) {
        double allowed = agentDays / budget * (strict ? STRICT_SHARE : 1);
        return new ProposedCaps(
                budget,
                strict,
                new Caps(
                        cap(Figure.BURST, allowed, strict),
                        cap(Figure.WEEK, allowed, strict),
                        cap(Figure.MONTH, allowed, strict),
                        cap(Figure.STRIKE, allowed, strict),
                        true));
    }

    /**
     * @param allowedRuns runs of days that the whole budget allows to all of the histories
     */
    private double cap(Figure figure, double allowedRuns, boolean strict) {
        double allowed = allowedRuns * figure.share;
        return allowed >= COUNTED_FROM
                ? leastExceededBy(Math.rint(allowed), figure)
                : extrapolated(allowed, figure, strict);
    }

    private double leastExceededBy(double allowed, Figure figure) {
        int step = 0;
        while (step < HarmGrid.STEPS
                && Runs.countOfAll(histories, figure.of, HarmGrid.level(step)) > allowed) {
            step++;
        }
        return HarmGrid.level(step);
    }

    private double extrapolated(double allowed, Figure figure, boolean strict) {
        HighestRuns runs = known(highest, figure);
        if (runs.count() <= allowed) {
            return runs.from();
        }
        double excess = runs.logExcess() + PRIOR_EXCESS;
        double ofAll = known(exponentOfAll, figure);
        double own = excess / runs.count();
        double drawn = (excess + RUNS_OF_ALL * ofAll) / (runs.count() + RUNS_OF_ALL);
        double margin = strict && allowed < 1 ? 1 + 1 / StrictMath.sqrt(runs.count()) : 1;
        double exponent = (strict ? Math.max(own, drawn) : drawn) * margin;
        double cap = runs.from() * StrictMath.pow(runs.count() / allowed, exponent);
        return Math.min(
                HarmGrid.level(HarmGrid.STEPS),
                Math.max(cap, leastExceededBy(COUNTED_FROM, figure)));
    }

    private static <T> T known(Map<Figure, T> values, Figure figure) {
        return Objects.requireNonNull(values.get(figure));
    }
}
