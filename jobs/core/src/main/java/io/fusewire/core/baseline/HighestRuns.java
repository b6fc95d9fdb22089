package io.fusewire.core.baseline;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The highest runs of days of a past in one figure, whose excess over the least of them is taken to
 * fall as a power (Hill's estimator, Annals of Statistics 3, 1975).
 *
 * @param from u, the level that all of them reach, in points
 * @param count n, at least {@value #RUNS}; fewer if no more reach the grid's first level
 * @param logExcess Σ ln(x / u), of each run's highest figure x
 */
record HighestRuns(double from, int count, double logExcess) {

    static final int RUNS = 32;

    static HighestRuns of(List<AgentHistory> histories, ToDoubleFunction<AgentDay> figure) {
        int step = HarmGrid.STEPS;
        while (step > 0 && Runs.countOfAll(histories, figure, HarmGrid.level(step)) < RUNS) {
            step--;
        }
        double from = HarmGrid.level(step);
        double excess = 0;
        for (AgentHistory history : histories) {
            excess += Runs.logExcesses(history.days(), figure, from);
        }
        return new HighestRuns(from, Runs.countOfAll(histories, figure, from), excess);
    }

    /**
     * ξ, by which the tails of several pasts fall: the mean logarithmic excess, 0 where there are
     * no runs. No past counts as more than {@value #RUNS} runs, however many are as high as its
     * least.
     */
    static double exponentOf(Collection<HighestRuns> pasts) {
        double excess = 0;
        double runs = 0;
        for (HighestRuns past : pasts) {
            double share = past.count > RUNS ? RUNS / (double) past.count : 1;
            excess += share * past.logExcess;
            runs += share * past.count;
        }
        return runs == 0 ? 0 : excess / runs;
    }
}
