package io.fusewire.detector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Packs records of one session together, so that a replay sorts some dozens of them as one, and
 * writes what they have in common once. Each is written as it comes, in whatever order.
 *
 * <p>Not thread-safe.
 *
 * @param <T> a record
 */
final class Packing<T> {

    /** Records in one parcel. */
    static final int PACKED_MAX = 64;

    /** Records that wait for more of their session; when there are as many, all leave. */
    static final int HELD_MAX = 16_384;

    private final Map<Session, Parcels.Pack<T>> open = new LinkedHashMap<>();
    private final Supplier<Parcels.Pack<T>> packs;
    private final Consumer<Parcel> out;
    private int held;

    private record Session(String name, String session) {}

    /**
     * @param packs makes empty ones
     * @param out where parcels go
     */
    Packing(Supplier<Parcels.Pack<T>> packs, Consumer<Parcel> out) {
        this.packs = packs;
        this.out = out;
    }

    /**
     * Takes a record.
     *
     * @param name of the account or agent that it goes to
     * @param timeMillis its event time, milliseconds since the epoch
     */
    void add(String name, String session, long timeMillis, T record) {
        Parcels.Pack<T> pack =
                open.computeIfAbsent(new Session(name, session), absent -> packs.get());
        pack.add(name, timeMillis, record);
        held++;
        if (pack.size() == PACKED_MAX) {
            send(pack);
        }
        if (held == HELD_MAX) {
            release();
        }
    }

    /** Lets go of all. */
    void release() {
        for (Parcels.Pack<T> pack : open.values()) {
            if (pack.size() > 0) {
                send(pack);
            }
        }
        open.clear();
    }

    private void send(Parcels.Pack<T> pack) {
        held -= pack.size();
        out.accept(pack.seal());
    }
}
