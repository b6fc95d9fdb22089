package io.fusewire.cli.report;

import io.fusewire.core.detection.Observation;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What an agent did after a decision.
 *
 * @param first the first observations in order of time, then of event id
 * @param calls how many there were in all
 * @param lost foreign resources that they destroyed, all together
 */
public record Aftermath(List<Observation> first, long calls, long lost) {

    /** Nothing. */
    public static final Aftermath NONE = new Aftermath(List.of(), 0, 0);

    private static final Comparator<Observation> IN_ORDER =
            Comparator.comparingLong(Observation::atMillis).thenComparing(Observation::eventId);

    /** Gathers observations in any order, keeping a bounded number of them. */
    public static final class Builder {

        private final int keptMax;
        private final PriorityQueue<Observation> latestFirst =
                new PriorityQueue<>(IN_ORDER.reversed());
        private long calls;
        private long lost;

        /**
         * @param keptMax most observations kept; of more the latest are only counted
         */
        public Builder(int keptMax) {
            this.keptMax = keptMax;
        }

        public void add(Observation observation) {
            calls++;
            lost += observation.foreignLost();
            latestFirst.add(observation);
            if (latestFirst.size() > keptMax) {
                latestFirst.remove();
            }
        }

        public Aftermath build() {
            return new Aftermath(latestFirst.stream().sorted(IN_ORDER).toList(), calls, lost);
        }
    }
}
