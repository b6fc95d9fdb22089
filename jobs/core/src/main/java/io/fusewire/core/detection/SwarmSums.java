package io.fusewire.core.detection;

import io.fusewire.core.inventory.AccountStore;
import io.fusewire.core.inventory.SwarmEntry;
import io.fusewire.core.inventory.SwarmShare;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What agents that have something in common did, by hour and by UTC day of event time.
 *
 * <p>How it works: a fixed number of slots, chosen by hash. Hours and days of one sum take turns in
 * four slots, and a slot is another's once its hour or day is over; so records that are four of
 * them late count nowhere, and of two sums with one slot the later one waits. A charge that a late
 * CREATE withdraws from its agent stays in the sum until the hour or day is over.
 *
 * <p>Not thread-safe.
 */
final class SwarmSums {

    /** Per account: of the sums of a hundred roles at a time about one finds its slot taken. */
    static final int SLOTS = 65_536;

    /** Hours (days) of one sum that are kept at a time. */
    static final int TURNS = 4;

    private final int kept;
    private final List<Sum> touched = new ArrayList<>();

    /** A sum that the event was added to. */
    private record Sum(int slot, SwarmEntry entry) {}

    /** Over how long harm is summed. */
    enum Window {
        HOUR(Duration.ofHours(1)),
        DAY(Duration.ofDays(1));

        private final long millis;

        Window(Duration length) {
            millis = length.toMillis();
        }

        long bucketOf(long eventTimeMillis) {
            return Math.floorDiv(eventTimeMillis, millis);
        }

        long startOf(long bucket) {
            return bucket * millis;
        }

        long endOf(long bucket) {
            return (bucket + 1) * millis;
        }
    }

    /**
     * @param kept agents, and sessions, that are kept of one hour or day; what others do beyond
     *     them counts without their names
     */
    SwarmSums(int kept) {
        this.kept = kept;
    }

    /** Turns to another event. */
    void begin() {
        touched.clear();
    }

    /**
     * Adds to one hour or day.
     *
     * @return the sum then; null if another's holds its slot
     */
    @Nullable SwarmEntry add(
            String key,
            Window window,
            long bucket,
            String agent,
            String session,
            long micros,
            AccountStore store) {
        long untilMillis = window.endOf(bucket);
        int slot = slotOf(key, bucket);
        SwarmEntry known = store.swarms().get(slot);
        if (known == null || known.untilMillis() <= window.startOf(bucket)) {
            known = SwarmEntry.empty(key, untilMillis);
        } else if (!isOf(known, key, untilMillis)) {
            return null;
        }
        SwarmEntry entry = with(known, agent, session, micros);
        store.swarms().put(slot, entry);
        touched.add(new Sum(slot, entry));
        return entry;
    }

    /** One hour or day of a sum; null if there is nothing in it. */
    @Nullable SwarmEntry of(String key, Window window, long bucket, AccountStore store) {
        SwarmEntry entry = store.swarms().get(slotOf(key, bucket));
        return entry != null && isOf(entry, key, window.endOf(bucket)) ? entry : null;
    }

    /**
     * Notes in every sum that the event was added to that somebody is told of them now: one swarm
     * breaks several limits, and whoever was told of one is not told again of the others.
     *
     * @return whether nobody had been told of any of them
     */
    boolean tell(AccountStore store) {
        boolean first = true;
        for (Sum sum : touched) {
            first &= !sum.entry().told();
        }
        for (Sum sum : touched) {
            if (!sum.entry().told()) {
                store.swarms().put(sum.slot(), sum.entry().asTold());
            }
        }
        return first;
    }

    private static int slotOf(String key, long bucket) {
        return Math.floorMod(key.hashCode() * TURNS + (int) Math.floorMod(bucket, TURNS), SLOTS);
    }

    private static boolean isOf(SwarmEntry entry, String key, long untilMillis) {
        return entry.untilMillis() == untilMillis && entry.key().equals(key);
    }

    private SwarmEntry with(SwarmEntry entry, String agent, String session, long micros) {
        List<SwarmShare> shares = new ArrayList<>(entry.shares());
        long rest = entry.restMicros();
        SwarmShare known = entry.shareOf(agent);
        if (known != null) {
            shares.set(shares.indexOf(known), new SwarmShare(agent, known.micros() + micros));
        } else if (shares.size() < kept) {
            shares.add(new SwarmShare(agent, micros));
        } else {
            rest += micros;
        }
        List<String> sessions = entry.sessions();
        if (sessions.size() < kept && !sessions.contains(session)) {
            List<String> more = new ArrayList<>(sessions);
            more.add(session);
            sessions = List.copyOf(more);
        }
        return new SwarmEntry(
                entry.key(),
                entry.untilMillis(),
                List.copyOf(shares),
                rest,
                sessions,
                entry.told());
    }
}
