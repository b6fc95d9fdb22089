package io.fusewire.detector;

import java.util.Arrays;

/**
 * Lower-case hex in half its room: event ids, which are UUIDs, and digests, a third of all that a
 * replay's records are.
 */
final class HexText {

    /** Length of a UUID's text. */
    static final int UUID_LENGTH = 36;

    /** Length of a UUID in bytes. */
    static final int UUID_BYTES = 16;

    /** Shorter text is not worth a look. */
    private static final int LENGTH_MIN = 16;

    private static final char DASH = '-';
    private static final int FIRST_DASH = 8;
    private static final int LAST_DASH = 23;
    private static final int DASHES_APART = 5;

    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private static final int NO_DIGIT = -1;
    private static final byte[] VALUES = values();

    private HexText() {}

    private static byte[] values() {
        byte[] values = new byte[Byte.MAX_VALUE + 1];
        Arrays.fill(values, (byte) NO_DIGIT);
        for (int value = 0; value < DIGITS.length; value++) {
            values[DIGITS[value]] = (byte) value;
        }
        return values;
    }

    /**
     * Packs text that is digits only.
     *
     * @param packed takes half as many bytes; undefined if the text is anything else
     * @return whether it is, and long enough
     */
    static boolean packDigits(char[] text, int length, byte[] packed) {
        return length >= LENGTH_MIN && length % 2 == 0 && packRun(text, 0, length, packed, 0);
    }

    /**
     * Packs a UUID.
     *
     * @param packed takes {@value #UUID_BYTES} bytes; undefined if the text is anything else
     * @return whether it is one
     */
    static boolean packUuid(char[] text, int length, byte[] packed) {
        if (length != UUID_LENGTH || text[FIRST_DASH] != DASH) {
            return false;
        }
        int from = 0;
        int to = 0;
        for (int dash = FIRST_DASH; dash <= LAST_DASH; dash += DASHES_APART) {
            if (text[dash] != DASH || !packRun(text, from, dash, packed, to)) {
                return false;
            }
            to += (dash - from) / 2;
            from = dash + 1;
        }
        return packRun(text, from, length, packed, to);
    }

    private static boolean packRun(char[] text, int from, int end, byte[] packed, int to) {
        int at = to;
        for (int i = from; i < end; i += 2) {
            int high = valueOf(text[i]);
            int low = valueOf(text[i + 1]);
            if ((high | low) < 0) {
                return false;
            }
            packed[at++] = (byte) (high << 4 | low);
        }
        return true;
    }

    private static int valueOf(char digit) {
        return digit < VALUES.length ? VALUES[digit] : NO_DIGIT;
    }

    /**
     * Writes digits out.
     *
     * @param text takes twice as many characters, in Latin-1
     */
    static void unpackDigits(byte[] packed, int count, byte[] text) {
        unpackRun(packed, 0, count, text, 0);
    }

    /**
     * Writes a UUID out.
     *
     * @param text takes {@value #UUID_LENGTH} characters, in Latin-1
     */
    static void unpackUuid(byte[] packed, byte[] text) {
        int from = 0;
        int to = 0;
        for (int dash = FIRST_DASH; dash <= LAST_DASH; dash += DASHES_APART) {
            int end = from + (dash - to) / 2;
            unpackRun(packed, from, end, text, to);
            text[dash] = DASH;
            from = end;
            to = dash + 1;
        }
        unpackRun(packed, from, UUID_BYTES, text, to);
    }

    private static void unpackRun(byte[] packed, int from, int end, byte[] text, int to) {
        int at = to;
        for (int i = from; i < end; i++) {
            text[at++] = DIGITS[packed[i] >> 4 & 0xF];
            text[at++] = DIGITS[packed[i] & 0xF];
        }
    }
}
