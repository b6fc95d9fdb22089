package io.fusewire.audit;

import org.jspecify.annotations.Nullable;

/**
 * Strings seen lately, found again by their characters, so that values which repeat from record to
 * record (sources, regions, principals, user agents) are allocated once.
 *
 * <p>Direct-mapped: a newcomer takes the place of whatever hashed to its slot, so memory is bounded
 * by {@value #SLOTS} strings of {@value #LENGTH_MAX} characters and hostile values can do no more
 * than evict.
 */
final class SymbolCache {

    static final int SLOTS = 4096;
    static final int LENGTH_MAX = 512;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];
    private final int[] hashes = new int[SLOTS];

    String get(char[] text, int offset, int length) {
        if (length == 0) {
            return "";
        }
        if (length > LENGTH_MAX) {
            return new String(text, offset, length);
        }
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        String known = slots[slot];
        if (known != null && hashes[slot] == hash && same(known, text, offset, length)) {
            return known;
        }
        String fresh = new String(text, offset, length);
        slots[slot] = fresh;
        hashes[slot] = hash;
        return fresh;
    }

    private static boolean same(String known, char[] text, int offset, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != text[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
