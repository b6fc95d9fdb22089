package io.fusewire.detector;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Takes the contents of parcels of one sort key in the order of their stamps, and hands them out
 * name by name, the records of each name in one total order.
 *
 * <p>No record of a parcel is before the parcel's stamp. So once a parcel comes, what lies before
 * its stamp in those that came earlier has its turn. What waits is what overlaps in time.
 *
 * <p>Not thread-safe.
 *
 * @param <T> a record
 */
final class Unpacking<T> {

    private final Comparator<T> order;
    private final Function<T, String> name;
    private final ToLongFunction<T> timeMillis;
    private final NameByName.Receiver<T> receiver;
    private final NameByName<Opened<T>> names = new NameByName<>(new OneName());
    private final PriorityQueue<Opened<T>> open;

    /**
     * @param order of records; by time before all else
     * @param name of the account or agent that a record goes to
     * @param timeMillis event time of a record
     */
    Unpacking(
            Comparator<T> order,
            Function<T, String> name,
            ToLongFunction<T> timeMillis,
            NameByName.Receiver<T> receiver) {
        this.order = order;
        this.name = name;
        this.timeMillis = timeMillis;
        this.receiver = receiver;
        open = new PriorityQueue<>(Comparator.comparing(Opened::head, order));
    }

    /** For accounts. */
    static Unpacking<StampedEvent> ofEvents(NameByName.Receiver<StampedEvent> receiver) {
        return new Unpacking<>(
                Orders.OF_ACCOUNT,
                stamped -> stamped.event().account(),
                stamped -> stamped.event().eventTimeMillis(),
                receiver);
    }

    /** For agents. */
    static Unpacking<GuardInput> ofInputs(NameByName.Receiver<GuardInput> receiver) {
        return new Unpacking<>(
                Orders.OF_AGENT, GuardInput::agent, GuardInput::timeMillis, receiver);
    }

    /** The records of a parcel, and whose turn it is. */
    private static final class Opened<T> {
        private final List<T> records;
        private int next;

        Opened(List<T> records) {
            this.records = records;
        }

        T head() {
            return records.get(next);
        }

        /** Turns to the next record; returns whether there is one. */
        boolean advance() {
            next++;
            return next < records.size();
        }
    }

    /** Whether there was no parcel yet: before a key's first, and after {@link #end}. */
    boolean isEmpty() {
        return names.isEmpty();
    }

    /**
     * Takes what was in the next parcel.
     *
     * @param records at least one, all of one name, in any order; sorts them
     */
    void add(List<T> records) throws Exception {
        records.sort(order);
        names.add(name.apply(records.get(0)), new Opened<>(records));
    }

    /** The key's parcels are over. */
    void end() throws Exception {
        names.end();
    }

    private final class OneName implements NameByName.Receiver<Opened<T>> {
        @Override
        public void accept(Opened<T> parcel) throws Exception {
            handOutBefore(stamp(parcel));
            open.add(parcel);
        }

        @Override
        public void end() throws Exception {
            handOutBefore(Long.MAX_VALUE);
            receiver.end();
        }
    }

    private void handOutBefore(long stamp) throws Exception {
        for (Opened<T> first = open.peek();
                first != null && stamp(first) < stamp;
                first = open.peek()) {
            open.remove();
            if (handOutRun(first, stamp)) {
                open.add(first);
            }
        }
    }

    /**
     * Hands out the records of a parcel whose turn it is, up to the first of another.
     *
     * @return whether there are more
     */
    private boolean handOutRun(Opened<T> parcel, long stamp) throws Exception {
        Opened<T> next = open.peek();
        do {
            receiver.accept(parcel.head());
            if (!parcel.advance()) {
                return false;
            }
        } while (stamp(parcel) < stamp
                && (next == null || order.compare(parcel.head(), next.head()) <= 0));
        return true;
    }

    private long stamp(Opened<T> parcel) {
        return Parcel.stamp(timeMillis.applyAsLong(parcel.head()));
    }
}
