package io.fusewire.detector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gathers the records of one key and one timestamp and hands them out in the total order.
 *
 * <p>Batch execution sorts a key's records by time only, and audit records of one second are many.
 * What is gathered lives outside Flink's state: batch execution takes no checkpoints, and sees one
 * key at a time. It is as large as the busiest second of a key.
 */
final class Simultaneous<T> {

    /** Takes one record in its turn. */
    interface Receiver<T> {
        void accept(T record) throws Exception;
    }

    private final Comparator<T> order;
    private final Receiver<T> receiver;
    private final List<T> gathered = new ArrayList<>();
    private long timestamp;

    Simultaneous(Comparator<T> order, Receiver<T> receiver) {
        this.order = order;
        this.receiver = receiver;
    }

    /** Whether nothing waits: before a key's first record, and after {@link #flush}. */
    boolean isEmpty() {
        return gathered.isEmpty();
    }

    /** Takes a record; hands out those before it if it is later than they are. */
    void add(T record, long recordTimestamp) throws Exception {
        if (!gathered.isEmpty() && recordTimestamp != timestamp) {
            flush();
        }
        timestamp = recordTimestamp;
        gathered.add(record);
    }

    /** Hands out what waits: at a key's end. */
    void flush() throws Exception {
        gathered.sort(order);
        for (T record : gathered) {
            receiver.accept(record);
        }
        gathered.clear();
    }
}
