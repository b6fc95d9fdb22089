package io.fusewire.core.detection;

import io.fusewire.core.inventory.AccountStore;
import io.fusewire.core.inventory.FirstHarm;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Since when each agent does harm in its account: what it did before and nobody minded makes it no
 * newcomer.
 *
 * <p>How it works: a fixed number of slots, chosen by hash, with {@value #PROBES} of them to choose
 * from. An agent that did none for four weeks is forgotten. Where all are taken the first is taken
 * over, and the agent that held it counts as a newcomer the next time: whoever floods the slots
 * under many names makes others look newer than they are, never older.
 */
final class FirstHarms {

    /** Per account: of a thousand agents none finds all its slots taken. */
    static final int SLOTS = 65_536;

    static final int PROBES = 4;

    /** How long an agent is remembered that does no harm. */
    static final long REMEMBERED_MILLIS = Duration.ofDays(28).toMillis();

    private FirstHarms() {}

    /**
     * Notes that an agent does harm.
     *
     * @return event time since when it does, at most {@code atMillis}
     */
    static long note(String agent, long atMillis, AccountStore store) {
        int home = Math.floorMod(agent.hashCode(), SLOTS);
        int free = -1;
        for (int i = 0; i < PROBES; i++) {
            int slot = (home + i) % SLOTS;
            FirstHarm known = store.firstHarms().get(slot);
            if (known == null || known.lastMillis() < atMillis - REMEMBERED_MILLIS) {
                free = free < 0 ? slot : free;
            } else if (known.agent().equals(agent)) {
                return noteAgain(slot, known, atMillis, store);
            }
        }
        store.firstHarms().put(free < 0 ? home : free, new FirstHarm(agent, atMillis, atMillis));
        return atMillis;
    }

    /** What is remembered of an agent; null if nothing is, or its slot was taken over. */
    static @Nullable FirstHarm of(String agent, AccountStore store) {
        int home = Math.floorMod(agent.hashCode(), SLOTS);
        for (int i = 0; i < PROBES; i++) {
            FirstHarm known = store.firstHarms().get((home + i) % SLOTS);
            if (known != null && known.agent().equals(agent)) {
                return known;
            }
        }
        return null;
    }

    private static long noteAgain(int slot, FirstHarm known, long atMillis, AccountStore store) {
        long since = Math.min(known.sinceMillis(), atMillis);
        long last = Math.max(known.lastMillis(), atMillis);
        store.firstHarms().put(slot, new FirstHarm(known.agent(), since, last));
        return since;
    }
}
