package io.fusewire.bench.quality;

import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Policy;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All detectors that watch one block: one for each entry, or one for all entries of a contestant
 * whose score does not depend on the budget.
 */
final class Panel {

    private final Map<String, Seat> seats = new LinkedHashMap<>();

    Panel(Iterable<Entry> entries, Map<Ablation, Training> trainings, Policy policy) {
        for (Entry entry : entries) {
            seats.computeIfAbsent(
                    entry.seat(),
                    seat -> {
                        Training training = trainings.get(entry.contestant().without());
                        if (training == null) {
                            throw new IllegalStateException("nothing was learned for " + seat);
                        }
                        return new Seat(
                                entry.contestant().maker().make(training, policy, entry.budget()));
                    });
        }
    }

    Seat seatOf(Entry entry) {
        Seat seat = seats.get(entry.seat());
        if (seat == null) {
            throw new IllegalStateException("no detector watches for " + entry.seat());
        }
        return seat;
    }

    /** Has every detector score an event, and notes what comes of it. */
    void note(AccountEvent event, String actor) {
        long day = Math.floorDiv(event.event().eventTimeMillis(), Watch.DAY_MILLIS);
        for (Seat seat : seats.values()) {
            double score = seat.score(event);
            if (score > 0) {
                seat.outcomes.note(actor, day, score);
            }
        }
    }

    /** A detector, what it noted, and what its thinking cost. */
    static final class Seat {
        private final Detector detector;
        private final Outcomes outcomes = new Outcomes();
        private long events;
        private long nanos;

        Seat(Detector detector) {
            this.detector = detector;
        }

        double score(AccountEvent event) {
            long start = System.nanoTime();
            double score = detector.score(event);
            nanos += System.nanoTime() - start;
            events++;
            return score;
        }

        Outcomes outcomes() {
            return outcomes;
        }

        long events() {
            return events;
        }

        /** Wall time spent in the detector; the clock's own reading, some 20 ns, included. */
        long nanos() {
            return nanos;
        }
    }
}
