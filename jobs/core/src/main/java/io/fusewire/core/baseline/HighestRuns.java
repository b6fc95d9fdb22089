package io.fusewire.core.baseline;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The highest runs of days of a past in one figure, whose excess over the least of them is taken to
 * fall as a power (Hill's estimator, Annals of Statistics 3, 1975).
 *
 * @param from u, the level that all of them reach, in points
 * @param count n, {@value #RUNS} or a few more; fewer if the past has no more
 * @param logExcess Σ ln(x / u), of each run's highest figure x
 */
record HighestRuns(double from, int count, double logExcess) {

    static final int RUNS = 32;

    /** Of no past. */
    static final HighestRuns NONE = new HighestRuns(HarmGrid.level(0), 0, 0);

    static HighestRuns of(List<AgentHistory> histories, ToDoubleFunction<AgentDay> figure) {
        int step = HarmGrid.STEPS;
        while (step > 0 && Runs.count(histories, figure, HarmGrid.level(step)) < RUNS) {
            step--;
        }
        double from = HarmGrid.level(step);
        double excess = 0;
        for (AgentHistory history : histories) {
            excess += Runs.logExcesses(history.days(), figure, from);
        }
        return new HighestRuns(from, Runs.count(histories, figure, from), excess);
    }

    /** Those of two pasts, each over a level of its own; only their exponent means something. */
    HighestRuns and(HighestRuns other) {
        return new HighestRuns(from, count + other.count, logExcess + other.logExcess);
    }

    /** ξ, by which the tail falls: the mean logarithmic excess; 0 where there are no runs. */
    double exponent() {
        return count == 0 ? 0 : logExcess / count;
    }
}
