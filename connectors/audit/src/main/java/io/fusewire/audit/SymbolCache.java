package io.fusewire.audit;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Strings seen lately, found again by their characters, so that values which repeat from record to
 * record (sources, regions, principals, user agents) are allocated once.
 *
 * <p>Direct-mapped: a newcomer takes the place of whatever hashed to its slot, so memory is bounded
 * by {@value #SLOTS} strings of {@value #LENGTH_MAX} characters and hostile values can do no more
 * than evict.
 */
final class SymbolCache {

    static final int SLOTS = 8192;
    static final int LENGTH_MAX = 512;

    /** A longer text is hashed by this many characters of its start, middle and end each. */
    private static final int SAMPLE = 8;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    /** The characters of each slot, because arrays compare faster than a string by character. */
    private final char[][] texts = new char[SLOTS][];

    SymbolCache() {
        Arrays.fill(texts, new char[0]);
    }

    String get(char[] text, int offset, int length) {
        if (length == 0) {
            return "";
        }
        if (length > LENGTH_MAX) {
            return new String(text, offset, length);
        }
        int slot = slot(text, offset, length);
        String known = slots[slot];
        char[] same = texts[slot];
        if (known != null
                && same.length == length
                && Arrays.equals(same, 0, length, text, offset, offset + length)) {
            return known;
        }
        String fresh = new String(text, offset, length);
        slots[slot] = fresh;
        texts[slot] = Arrays.copyOfRange(text, offset, offset + length);
        return fresh;
    }

    private static int slot(char[] text, int offset, int length) {
        int hash = length;
        if (length <= 3 * SAMPLE) {
            hash = hash(hash, text, offset, offset + length);
        } else {
            int middle = offset + length / 2;
            int end = offset + length;
            hash = hash(hash, text, offset, offset + SAMPLE);
            hash = hash(hash, text, middle, middle + SAMPLE);
            hash = hash(hash, text, end - SAMPLE, end);
        }
        return (hash ^ (hash >>> 15)) & (SLOTS - 1);
    }

    private static int hash(int seed, char[] text, int from, int to) {
        int hash = seed;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash;
    }
}
