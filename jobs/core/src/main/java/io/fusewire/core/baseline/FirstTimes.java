package io.fusewire.core.baseline;

import java.util.Arrays;

/**
 * When an agent first did something of a kind: a small sorted table from hashed keys to event
 * times.
 *
 * <p>Stored as it is. 16 bytes a key, at most {@value #KEYS_MAX}; at the bound a further key counts
 * as long known, for an agent that has done so many kinds of things is surprised by none. Two keys
 * of one hash count as one.
 */
public final class FirstTimes {

    /** Most keys of one agent. */
    public static final int KEYS_MAX = 512;

    /** Sorted. */
    public long[] keys = {};

    /** Event time of the first sight of the key in the same place. */
    public long[] firstMillis = {};

    FirstTimes copy() {
        FirstTimes copy = new FirstTimes();
        copy.keys = keys.clone();
        copy.firstMillis = firstMillis.clone();
        return copy;
    }

    /** A key of two words. Strings remember their hash, so this neither allocates nor scans. */
    static long keyOf(String first, String second) {
        return ((long) first.hashCode() << Integer.SIZE) | (second.hashCode() & 0xffff_ffffL);
    }

    /**
     * Whether, at an event time, the key was unknown until a while before.
     *
     * @param graceMillis how long a thing stays new
     */
    boolean isNewAt(long key, long atMillis, long graceMillis) {
        int place = Arrays.binarySearch(keys, key);
        return place < 0 ? keys.length < KEYS_MAX : atMillis - firstMillis[place] <= graceMillis;
    }

    /** Notes that the key was seen at an event time. */
    void note(long key, long atMillis) {
        int place = Arrays.binarySearch(keys, key);
        if (place >= 0) {
            firstMillis[place] = Math.min(firstMillis[place], atMillis);
        } else if (keys.length < KEYS_MAX) {
            keys = inserted(keys, -place - 1, key);
            firstMillis = inserted(firstMillis, -place - 1, atMillis);
        }
    }

    /** Forgets what was first seen at or after an event time. */
    void forgetSince(long sinceMillis) {
        int kept = 0;
        for (int i = 0; i < keys.length; i++) {
            if (firstMillis[i] < sinceMillis) {
                keys[kept] = keys[i];
                firstMillis[kept++] = firstMillis[i];
            }
        }
        if (kept < keys.length) {
            keys = Arrays.copyOf(keys, kept);
            firstMillis = Arrays.copyOf(firstMillis, kept);
        }
    }

    private static long[] inserted(long[] values, int place, long value) {
        long[] longer = Arrays.copyOf(values, values.length + 1);
        System.arraycopy(values, place, longer, place + 1, values.length - place);
        longer[place] = value;
        return longer;
    }
}
