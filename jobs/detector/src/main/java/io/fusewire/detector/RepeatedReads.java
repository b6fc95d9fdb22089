package io.fusewire.detector;

import io.fusewire.core.inventory.FirstSights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts repeated reads of one session, region and quarter of an hour of event time together in one
 * event with the ids of all.
 *
 * <p>Not thread-safe: one instance per reader.
 */
final class RepeatedReads {

    /** Reads that one event stands for at most; when there are more, it leaves early. */
    static final int GATHERED_MAX = 256;

    /** Groups at once; when there is one more, all leave early. */
    static final int GROUPS_MAX = 10_000;

    /**
     * Less than the half hour of silence that ends the session of a long-term key: between the
     * first and the last of a group none can have ended unseen.
     */
    static final long SPAN_MILLIS = 15 * 60_000;

    private final FirstSights sights = new FirstSights();
    private final Map<Key, Gathered> gathered = new LinkedHashMap<>();
    private final Consumer<StampedEvent> out;

    private record Key(String account, String region, String session, String agent, long span) {}

    private static final class Gathered {
        private StampedEvent latest;
        private long sinceMillis;
        private final List<String> ids = new ArrayList<>();

        Gathered(StampedEvent first) {
            latest = first;
            sinceMillis = first.event().eventTimeMillis();
        }

        void add(StampedEvent read) {
            long millis = read.event().eventTimeMillis();
            if (millis > latest.event().eventTimeMillis()) {
                latest = read;
            }
            sinceMillis = Math.min(sinceMillis, millis);
            ids.add(read.event().eventId());
        }

        StampedEvent asOne() {
            return new StampedEvent(
                    latest.event(),
                    latest.appendedAtMillis(),
                    new Repetitions(List.copyOf(ids), sinceMillis),
                    null);
        }
    }

    /**
     * @param out where groups go
     */
    RepeatedReads(Consumer<StampedEvent> out) {
        this.out = out;
    }

    /**
     * Takes an event if it is a repeated read.
     *
     * @return whether it was taken; otherwise it has to pass by itself
     */
    boolean gather(StampedEvent stamped) {
        if (!sights.isRepetition(stamped.event())) {
            return false;
        }
        Key key =
                new Key(
                        stamped.event().account(),
                        stamped.event().region(),
                        stamped.event().session(),
                        stamped.event().agent(),
                        Math.floorDiv(stamped.event().eventTimeMillis(), SPAN_MILLIS));
        if (gathered.size() == GROUPS_MAX && !gathered.containsKey(key)) {
            release();
        }
        Gathered reads = gathered.computeIfAbsent(key, absent -> new Gathered(stamped));
        reads.add(stamped);
        if (reads.ids.size() == GATHERED_MAX) {
            gathered.remove(key);
            out.accept(reads.asOne());
        }
        return true;
    }

    /** Lets go of all groups. */
    void release() {
        for (Gathered reads : gathered.values()) {
            out.accept(reads.asOne());
        }
        gathered.clear();
    }
}
