package io.fusewire.cli.report;

import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.Episode;
import io.fusewire.core.baseline.Ladder;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * An agent's days and bursts with foreign harm outside incidents, the latest ones.
 *
 * @param days in order of time
 * @param daysLeftOut earlier ones that were not kept
 * @param bursts in order of time
 * @param burstsLeftOut earlier ones that were not kept
 */
public record Habits(
        List<AgentDay> days, long daysLeftOut, List<Episode> bursts, long burstsLeftOut) {

    /** Nothing. */
    public static final Habits NONE = new Habits(List.of(), 0, List.of(), 0);

    /** Days, and bursts, kept per agent. */
    public static final int KEPT_MAX = 120;

    /** Gathers in any order, keeping a bounded number. */
    public static final class Builder {

        private final PriorityQueue<AgentDay> days =
                new PriorityQueue<>(Comparator.comparingLong(AgentDay::epochDay));
        private final PriorityQueue<Episode> bursts =
                new PriorityQueue<>(Comparator.comparingLong(Episode::startMillis));
        private long daysLeftOut;
        private long burstsLeftOut;

        public void add(AgentDay day) {
            days.add(day);
            if (days.size() > KEPT_MAX) {
                days.remove();
                daysLeftOut++;
            }
        }

        /** Episodes of other ladders than the burst's harm are not drawn and not kept. */
        public void add(Episode episode) {
            if (episode.ladder() != Ladder.BURST_HARM) {
                return;
            }
            bursts.add(episode);
            if (bursts.size() > KEPT_MAX) {
                bursts.remove();
                burstsLeftOut++;
            }
        }

        public Habits build() {
            return new Habits(
                    days.stream().sorted(Comparator.comparingLong(AgentDay::epochDay)).toList(),
                    daysLeftOut,
                    bursts.stream().sorted(Comparator.comparingLong(Episode::startMillis)).toList(),
                    burstsLeftOut);
        }
    }
}
