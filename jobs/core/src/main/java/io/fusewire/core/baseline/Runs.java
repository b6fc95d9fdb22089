package io.fusewire.core.baseline;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Runs of consecutive days on which a figure stayed at or above a level: what would have been one
 * trip.
 */
final class Runs {

    private Runs() {}

    /** How many runs all of the histories have. */
    static int countOfAll(
            List<AgentHistory> histories, ToDoubleFunction<AgentDay> figure, double level) {
        int runs = 0;
        for (AgentHistory history : histories) {
            runs += count(history.days(), figure, level);
        }
        return runs;
    }

    /** How many runs one agent's days have. */
    static int count(List<AgentDay> days, ToDoubleFunction<AgentDay> figure, double level) {
        int runs = 0;
        long previous = Long.MIN_VALUE;
        for (AgentDay day : days) {
            if (figure.applyAsDouble(day) >= level) {
                if (previous == Long.MIN_VALUE || day.epochDay() > previous + 1) {
                    runs++;
                }
                previous = day.epochDay();
            }
        }
        return runs;
    }

    /** Sum over the runs of the logarithm of the highest figure over the level. */
    static double logExcesses(
            List<AgentDay> days, ToDoubleFunction<AgentDay> figure, double level) {
        double sum = 0;
        double highest = 0;
        long previous = Long.MIN_VALUE;
        for (AgentDay day : days) {
            double value = figure.applyAsDouble(day);
            if (value < level) {
                continue;
            }
            boolean begins = previous == Long.MIN_VALUE || day.epochDay() > previous + 1;
            if (begins && highest > 0) {
                sum += StrictMath.log(highest / level);
                highest = 0;
            }
            highest = Math.max(highest, value);
            previous = day.epochDay();
        }
        return highest > 0 ? sum + StrictMath.log(highest / level) : sum;
    }
}
