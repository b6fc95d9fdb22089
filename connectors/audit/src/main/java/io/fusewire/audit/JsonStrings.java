package io.fusewire.audit;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON strings taken apart as bytes: a record that its container holds as a string is unescaped
 * straight into the bytes that it had before it was put there, with no detour over characters.
 */
final class JsonStrings {

    private static final byte[] RECORDS = "\"Records\"".getBytes(StandardCharsets.UTF_8);

    private JsonStrings() {}

    /**
     * Where a string ends.
     *
     * @param from the opening quote
     * @return the byte after the closing quote, or -1 if there is none before {@code to}
     */
    static int end(byte[] bytes, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            byte b = bytes[i];
            if (b == '\\') {
                i++;
            } else if (b == '"') {
                return i + 1;
            }
        }
        return -1;
    }

    /**
     * Whether a string, or another value, holds what may be JSON records: its first character that
     * is no white space opens an object or an array.
     *
     * @param from the value's first byte, which is the opening quote of a string
     */
    static boolean mayHoldRecords(byte[] bytes, int from, int to) {
        int at = bytes[from] == '"' ? from + 1 : from;
        while (at < to) {
            byte b = bytes[at];
            if (b == '{' || b == '[') {
                return true;
            }
            if (b == '\\' && at + 1 < to && isEscapedSpace(bytes[at + 1])) {
                at += 2;
            } else if (isSpace(b)) {
                at++;
            } else {
                return false;
            }
        }
        return false;
    }

    /**
     * Where the array of records begins in an object whose first field it is.
     *
     * @param from the object's opening brace
     * @return the array's opening bracket, or -1 if the object begins otherwise
     */
    static int startOfRecords(byte[] bytes, int from, int to) {
        int at = pastSpace(bytes, from + 1, to);
        if (to - at <= RECORDS.length
                || !Arrays.equals(bytes, at, at + RECORDS.length, RECORDS, 0, RECORDS.length)) {
            return -1;
        }
        at = pastSpace(bytes, at + RECORDS.length, to);
        if (at == to || bytes[at] != ':') {
            return -1;
        }
        at = pastSpace(bytes, at + 1, to);
        return at < to && bytes[at] == '[' ? at : -1;
    }

    private static int pastSpace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isEscapedSpace(byte b) {
        return b == 'n' || b == 'r' || b == 't';
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Bytes that grow as they are written; kept between records unless they grew very large. */
    static final class Buffer {
        private static final int KEPT_BYTES = 1 << 20;

        byte[] bytes = new byte[4096];
        int length;

        void clear() {
            length = 0;
            if (bytes.length > KEPT_BYTES) {
                bytes = new byte[4096];
            }
        }

        void append(int b) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, length * 2);
            }
            bytes[length++] = (byte) b;
        }

        void append(byte[] source, int from, int to) {
            int count = to - from;
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length * 2, length + count));
            }
            System.arraycopy(source, from, bytes, length, count);
            length += count;
        }
    }

    /**
     * Unescapes what stands between a string's quotes.
     *
     * @return null, or which rule of JSON the string breaks
     */
    static @Nullable String unescape(byte[] bytes, int from, int to, Buffer out) {
        int at = from;
        while (at < to) {
            int run = at;
            while (run < to && bytes[run] != '\\') {
                run++;
            }
            out.append(bytes, at, run);
            if (run == to) {
                return null;
            }
            if (run + 1 == to) {
                return "a string must not end within an escape";
            }
            byte escaped = bytes[run + 1];
            at = run + 2;
            switch (escaped) {
                case '"', '\\', '/' -> out.append(escaped);
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'u' -> {
                    int unit = hex4(bytes, at, to);
                    if (unit < 0) {
                        return "\\u must be followed by four hexadecimal digits";
                    }
                    at += 4;
                    if (Character.isHighSurrogate((char) unit)
                            && at + 1 < to
                            && bytes[at] == '\\'
                            && bytes[at + 1] == 'u') {
                        int low = hex4(bytes, at + 2, to);
                        if (low >= 0 && Character.isLowSurrogate((char) low)) {
                            at += 6;
                            utf8(Character.toCodePoint((char) unit, (char) low), out);
                            continue;
                        }
                    }
                    // Half a pair has no UTF-8 form; the replacement character keeps the record.
                    utf8(Character.isSurrogate((char) unit) ? 0xFFFD : unit, out);
                }
                default -> {
                    return "\\ must be followed by one of \"\\/bfnrtu";
                }
            }
        }
        return null;
    }

    private static int hex4(byte[] bytes, int from, int to) {
        if (from + 4 > to) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private static void utf8(int point, Buffer out) {
        if (point < 0x80) {
            out.append(point);
        } else if (point < 0x800) {
            out.append(0xC0 | point >> 6);
            out.append(0x80 | point & 0x3F);
        } else if (point < 0x10000) {
            out.append(0xE0 | point >> 12);
            out.append(0x80 | point >> 6 & 0x3F);
            out.append(0x80 | point & 0x3F);
        } else {
            out.append(0xF0 | point >> 18);
            out.append(0x80 | point >> 12 & 0x3F);
            out.append(0x80 | point >> 6 & 0x3F);
            out.append(0x80 | point & 0x3F);
        }
    }
}
