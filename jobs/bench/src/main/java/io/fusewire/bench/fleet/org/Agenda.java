package io.fusewire.bench.fleet.org;

import java.util.PriorityQueue;

/** What happens when: acts in the order of their times, and of equal times in that of planning. */
public final class Agenda {

    private record Entry(long atMillis, long number, Runnable act) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(atMillis, other.atMillis);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long planned;
    private long now;

    /** Plans an act; one that lies in the past happens next. */
    public void at(long millis, Runnable act) {
        entries.add(new Entry(Math.max(millis, now), planned++, act));
    }

    public long now() {
        return now;
    }

    /**
     * Lets the next act happen if it is due before {@code endMillis}.
     *
     * @return whether there was one
     */
    boolean step(long endMillis) {
        Entry next = entries.peek();
        if (next == null || next.atMillis >= endMillis) {
            return false;
        }
        entries.remove();
        now = next.atMillis;
        next.act.run();
        return true;
    }
}
