package io.fusewire.bench.quality.peers;

import io.fusewire.bench.quality.Detector;
import io.fusewire.core.inventory.AccountEvent;

import java.util.HashMap;
import java.util.Map;

/**
 * How many standard deviations this hour's foreign losses lie above the agent's own past hours, on
 * a logarithmic scale, with past hours weighed by an exponential average. It is told which
 * resources are the agent's own, as Fusewire is.
 */
public final class ZScore implements Detector {

    /** Weight of one more hour in the average: about a week of active hours. */
    private static final double STEP = 0.02;

    /** No agent is so regular that less than this counts as a deviation. */
    private static final double DEVIATION_LEAST = 0.25;

    /** Pseudo-hours that a new agent starts with. */
    private static final double DEVIATION_AT_FIRST = 0.8;

    private static final class Habit {
        private double mean = 0.3;
        private double variance = DEVIATION_AT_FIRST * DEVIATION_AT_FIRST;
        private long hour = Long.MIN_VALUE;
        private int count;
    }

    private final Map<String, Habit> habits = new HashMap<>();

    @Override
    public double score(AccountEvent event) {
        if (!Deeds.isStoppable(event) || !event.event().isSuccessfulMutation()) {
            return 0;
        }
        Habit habit = habits.computeIfAbsent(event.chargedAgent(), agent -> new Habit());
        long hour = event.event().eventTimeMillis() / Deeds.HOUR_MILLIS;
        if (hour > habit.hour) {
            learn(habit);
            habit.hour = hour;
            habit.count = 0;
        }
        int foreign = Deeds.foreignDestroyed(event);
        if (foreign == 0) {
            return 0;
        }
        habit.count += foreign;
        double deviation = Math.max(DEVIATION_LEAST, Math.sqrt(habit.variance));
        return Math.max(0, (Math.log1p(habit.count) - habit.mean) / deviation);
    }

    private static void learn(Habit habit) {
        if (habit.hour == Long.MIN_VALUE) {
            return;
        }
        double difference = Math.log1p(habit.count) - habit.mean;
        habit.mean += STEP * difference;
        habit.variance = (1 - STEP) * (habit.variance + STEP * difference * difference);
    }
}
