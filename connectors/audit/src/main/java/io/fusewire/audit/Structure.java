package io.fusewire.audit;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the way through JSON without reading it: to the end of a value, or to where reading may
 * begin again.
 */
final class Structure {

    /** How far {@link #endOfValue} looks for the end of a value that could not be read. */
    private static final int VALUE_BYTES_MAX = 4 << 20;

    /** With which CloudTrail itself begins each record of a file. */
    private static final byte[] RECORD_START = {
        '"', 'e', 'v', 'e', 'n', 't', 'V', 'e', 'r', 's', 'i', 'o', 'n', '"'
    };

    private long[] brackets = new long[16];

    /**
     * Where the value at the window's position ends, by its brackets and quotes alone.
     *
     * <p>Strict: outside strings only what JSON has there, inside them no control characters, and
     * brackets in pairs. A lost or doubled quote turns text into structure and is noticed by that,
     * so an end that is found can be relied on.
     *
     * @param depth how many objects are open already at the position
     * @return bytes from the position to the value's end, or -1 if there is no such end
     */
    int endOfValue(Window window, int depth) throws IOException {
        int nesting = 0;
        for (int i = 0; i < depth; i++) {
            push(nesting++, true);
        }
        boolean inString = false;
        int at = 0;
        while (true) {
            if (window.position + at == window.limit && !window.more(VALUE_BYTES_MAX)) {
                return -1;
            }
            byte b = window.bytes[window.position + at];
            if (nesting == 0 && at > 0 && !inString && endsScalar(b)) {
                return at;
            }
            at++;
            if (inString) {
                if (b == '\\') {
                    if (window.position + at == window.limit && !window.more(VALUE_BYTES_MAX)) {
                        return -1;
                    }
                    if (!isEscape(window.bytes[window.position + at])) {
                        return -1;
                    }
                    at++;
                } else if (b == '"') {
                    inString = false;
                    if (nesting == 0) {
                        return at;
                    }
                } else if (b >= 0 && b < ' ') {
                    return -1;
                }
                continue;
            }
            switch (b) {
                case '"' -> inString = true;
                case '{', '[' -> push(nesting++, b == '{');
                case '}', ']' -> {
                    if (nesting == 0 || isObject(--nesting) != (b == '}')) {
                        return -1;
                    }
                    if (nesting == 0) {
                        return at;
                    }
                }
                default -> {
                    if (!isOutsideStrings(b)) {
                        return -1;
                    }
                }
            }
        }
    }

    private static boolean endsScalar(byte b) {
        return b == ',' || b == ']' || b == '}' || JsonStrings.isSpace(b);
    }

    private void push(int nesting, boolean object) {
        int word = nesting >> 6;
        if (word == brackets.length) {
            brackets = Arrays.copyOf(brackets, word * 2);
        }
        long bit = 1L << nesting;
        brackets[word] = object ? brackets[word] | bit : brackets[word] & ~bit;
    }

    private boolean isObject(int nesting) {
        return (brackets[nesting >> 6] & 1L << nesting) != 0;
    }

    private static boolean isEscape(byte b) {
        return switch (b) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't', 'u' -> true;
            default -> false;
        };
    }

    private static boolean isOutsideStrings(byte b) {
        return switch (b) {
            case ' ', '\n', '\r', '\t', ',', ':', '+', '-', '.', 'E' -> true;
            case 't', 'r', 'u', 'e', 'f', 'a', 'l', 's', 'n' -> true;
            default -> b >= '0' && b <= '9';
        };
    }

    /**
     * Looks for the place where reading may begin again after something unreadable, byte by byte.
     *
     * <p>Inside an array of records that is {@code }, {"eventVersion"}: bytes which no JSON string
     * can contain, as a quote in a string is escaped. Anywhere it is the next line, unless that
     * line goes on with an indented value, {@code "name"} or a closing bracket. One instance
     * follows one region; feed it every byte after the region's first.
     */
    static final class Resync {

        private enum Anchor {
            NONE,
            CLOSED,
            SEPARATED,
            OPENED
        }

        private final boolean inArray;
        private final boolean everyLine;
        private Anchor anchor = Anchor.NONE;
        private int matched;
        private int sinceOpened;
        private boolean atLineStart;

        /**
         * @param inArray whether the region lies in an array of records
         * @param everyLine whether any line that is no continuation counts; else only one that
         *     opens an object or array
         */
        Resync(boolean inArray, boolean everyLine) {
            this.inArray = inArray;
            this.everyLine = everyLine;
        }

        /**
         * Takes the next byte.
         *
         * @return how many bytes back from the end of this one reading may begin again: 1 is this
         *     byte itself; 0 if not yet
         */
        int next(byte b) {
            if (atLineStart) {
                if (b == '{' || b == '[' || (everyLine && !isContinuation(b))) {
                    return 1;
                }
                atLineStart = false;
            }
            if (b == '\n') {
                atLineStart = true;
            }
            return inArray ? anchor(b) : 0;
        }

        /** Whether {@link #next} ended at a record of the array, not at a line. */
        boolean isAtRecord() {
            return matched == RECORD_START.length;
        }

        private static boolean isContinuation(byte b) {
            return b == '"' || b == '}' || b == ']' || JsonStrings.isSpace(b);
        }

        private int anchor(byte b) {
            if (matched > 0) {
                sinceOpened++;
                if (b == RECORD_START[matched]) {
                    matched++;
                    return matched == RECORD_START.length ? sinceOpened : 0;
                }
                matched = 0;
                anchor = Anchor.NONE;
            }
            if (b == '}') {
                anchor = Anchor.CLOSED;
            } else if (JsonStrings.isSpace(b)) {
                sinceOpened++;
            } else if (anchor == Anchor.CLOSED && b == ',') {
                anchor = Anchor.SEPARATED;
            } else if (anchor == Anchor.SEPARATED && b == '{') {
                anchor = Anchor.OPENED;
                sinceOpened = 1;
            } else if (anchor == Anchor.OPENED && b == RECORD_START[0]) {
                matched = 1;
                sinceOpened++;
            } else {
                anchor = Anchor.NONE;
            }
            return 0;
        }
    }
}
