package io.fusewire.cli.report;

import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.Outcome;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an agent did after a decision.
 *
 * @param first the first observations in order of time, then of event id
 * @param calls how many there were in all
 * @param lost foreign resources that they destroyed, all together
 * @param recreated identities that they made again
 * @param refused those that were denied or failed
 * @param patterns names of patterns that they completed, in alphabetical order
 */
public record Aftermath(
        List<Observation> first,
        long calls,
        long lost,
        long recreated,
        long refused,
        List<String> patterns) {

    /** Nothing. */
    public static final Aftermath NONE = new Aftermath(List.of(), 0, 0, 0, 0, List.of());

    private static final Comparator<Observation> IN_ORDER =
            Comparator.comparingLong(Observation::atMillis).thenComparing(Observation::eventId);

    /** Gathers observations in any order, keeping a bounded number of them. */
    public static final class Builder {

        private final int keptMax;
        private final PriorityQueue<Observation> latestFirst =
                new PriorityQueue<>(IN_ORDER.reversed());
        private long calls;
        private long lost;
        private long recreated;
        private long refused;
        // As many as there are patterns.
        private final SortedSet<String> patterns = new TreeSet<>();

        /**
         * @param keptMax most observations kept; of more the latest are only counted
         */
        public Builder(int keptMax) {
            this.keptMax = keptMax;
        }

        public void add(Observation observation) {
            calls++;
            lost += observation.foreignLost();
            recreated += observation.recreated();
            refused += observation.outcome() == Outcome.SUCCESS ? 0 : 1;
            patterns.addAll(observation.patterns());
            latestFirst.add(observation);
            if (latestFirst.size() > keptMax) {
                latestFirst.remove();
            }
        }

        public Aftermath build() {
            return new Aftermath(
                    latestFirst.stream().sorted(IN_ORDER).toList(),
                    calls,
                    lost,
                    recreated,
                    refused,
                    List.copyOf(patterns));
        }
    }
}
