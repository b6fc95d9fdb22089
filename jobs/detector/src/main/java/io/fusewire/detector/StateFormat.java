package io.fusewire.detector;

import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The pieces that one value of keyed state is written in, small because there are millions of them.
 * A number takes as many bytes as it needs, a time is written by its distance from another one, and
 * a text that the value has had already by its place. An id such as AWS gives to events, 36
 * characters, takes 16 bytes.
 *
 * <p>What is read must be read in the order in which it was written, between one {@link #begin} and
 * the next. Not thread-safe: one instance per serializer.
 */
@SuppressWarnings("NullAway") // Text comes back as it was written, null where it was null.
final class StateFormat {

    // Headers of texts. After them come the places of texts that were there before, after those the
    // lengths of texts in Latin-1.
    private static final int NULL = 0;
    private static final int WIDE = 1;
    private static final int ID = 2;
    private static final int HEADERS = 3;

    /** Of one value; a text beyond that is written again when it comes again. */
    private static final int PLACES = 16;

    // Headers of times. A distance follows with this many added.
    private static final int EARLIEST = 0;
    private static final int LATEST = 1;
    private static final int FAR = 2;
    private static final int TIME_HEADERS = 3;

    private static final int ID_LENGTH = 36;
    private static final int ID_BYTES = 16;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;
    private static final int LATIN_MAX = 0xFF;

    private final String[] places = new String[PLACES];
    private int placed;
    private byte[] scratch = new byte[256];

    /** Before each value, written or read. */
    void begin() {
        placed = 0;
    }

    void writeText(@Nullable String text, DataOutputView out) throws IOException {
        if (text == null) {
            writeNumber(NULL, out);
            return;
        }
        for (int place = 0; place < placed; place++) {
            if (places[place].equals(text)) {
                writeNumber(HEADERS + place, out);
                return;
            }
        }
        if (isId(text)) {
            writeNumber(ID, out);
            writeId(text, out);
        } else {
            writeCharacters(text, out);
        }
        remember(text);
    }

    @Nullable String readText(DataInputView in) throws IOException {
        int header = (int) readNumber(in);
        if (header == NULL) {
            return null;
        }
        if (header >= HEADERS && header < HEADERS + placed) {
            return places[header - HEADERS];
        }
        String text =
                switch (header) {
                    case WIDE -> StringValue.readString(in);
                    case ID -> readId(in);
                    default -> readLatin(header - HEADERS - placed, in);
                };
        remember(text);
        return text;
    }

    private void remember(String text) {
        if (placed < PLACES) {
            places[placed++] = text;
        }
    }

    private void writeCharacters(String text, DataOutputView out) throws IOException {
        int length = text.length();
        byte[] bytes = scratch(length);
        int seen = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            seen |= c;
            bytes[i] = (byte) c;
        }
        if (seen > LATIN_MAX) {
            writeNumber(WIDE, out);
            StringValue.writeString(text, out);
        } else {
            writeNumber((long) HEADERS + placed + length, out);
            out.write(bytes, 0, length);
        }
    }

    private String readLatin(int length, DataInputView in) throws IOException {
        byte[] bytes = scratch(length);
        in.readFully(bytes, 0, length);
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean isId(String text) {
        if (text.length() != ID_LENGTH) {
            return false;
        }
        for (int i = 0; i < ID_LENGTH; i++) {
            char c = text.charAt(i);
            boolean fits = isDashAt(i) ? c == '-' : c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDashAt(int position) {
        return position == 8 || position == 13 || position == 18 || position == 23;
    }

    private void writeId(String text, DataOutputView out) throws IOException {
        byte[] bytes = scratch(ID_BYTES);
        int digits = 0;
        for (int i = 0; i < ID_LENGTH; i++) {
            if (!isDashAt(i)) {
                int digit = Character.digit(text.charAt(i), 16);
                int place = digits++ >> 1;
                bytes[place] = (byte) (bytes[place] << 4 | digit);
            }
        }
        out.write(bytes, 0, ID_BYTES);
    }

    private String readId(DataInputView in) throws IOException {
        byte[] bytes = scratch(ID_LENGTH + ID_BYTES);
        in.readFully(bytes, ID_LENGTH, ID_BYTES);
        int digits = 0;
        for (int i = 0; i < ID_LENGTH; i++) {
            if (isDashAt(i)) {
                bytes[i] = '-';
            } else {
                int pair = bytes[ID_LENGTH + (digits >> 1)];
                bytes[i] = HEX[(digits++ & 1) == 0 ? pair >> 4 & 0xF : pair & 0xF];
            }
        }
        return new String(bytes, 0, ID_LENGTH, StandardCharsets.ISO_8859_1);
    }

    /** Seven bits a byte, the lowest first; negative numbers take ten bytes. */
    void writeNumber(long number, DataOutputView out) throws IOException {
        long rest = number;
        while ((rest & ~SEVEN_BITS) != 0) {
            out.writeByte((int) (rest & SEVEN_BITS | MORE));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    long readNumber(DataInputView in) throws IOException {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            int read = in.readUnsignedByte();
            number |= (long) (read & SEVEN_BITS) << shift;
            if (read <= SEVEN_BITS) {
                return number;
            }
        }
    }

    /** A number that may be negative. */
    void writeSigned(long number, DataOutputView out) throws IOException {
        writeNumber(number << 1 ^ number >> 63, out);
    }

    long readSigned(DataInputView in) throws IOException {
        long number = readNumber(in);
        return number >>> 1 ^ -(number & 1);
    }

    /**
     * A time in milliseconds; the least and the greatest number are marks and take one byte.
     *
     * @param nearMillis a time that is probably near
     */
    void writeMillis(long millis, long nearMillis, DataOutputView out) throws IOException {
        long distance = millis - nearMillis;
        long folded = distance << 1 ^ distance >> 63;
        if (millis == Long.MIN_VALUE) {
            writeNumber(EARLIEST, out);
        } else if (millis == Long.MAX_VALUE) {
            writeNumber(LATEST, out);
        } else if (folded < 0) {
            writeNumber(FAR, out);
            out.writeLong(millis);
        } else {
            writeNumber(folded + TIME_HEADERS, out);
        }
    }

    /**
     * @param nearMillis the same as when it was written
     */
    long readMillis(long nearMillis, DataInputView in) throws IOException {
        long header = readNumber(in);
        if (header == EARLIEST) {
            return Long.MIN_VALUE;
        } else if (header == LATEST) {
            return Long.MAX_VALUE;
        } else if (header == FAR) {
            return in.readLong();
        }
        long folded = header - TIME_HEADERS;
        return nearMillis + (folded >>> 1 ^ -(folded & 1));
    }

    /** One byte if it is 0, else nine. */
    void writeDouble(double number, DataOutputView out) throws IOException {
        long bits = Double.doubleToRawLongBits(number);
        out.writeBoolean(bits != 0);
        if (bits != 0) {
            out.writeLong(bits);
        }
    }

    double readDouble(DataInputView in) throws IOException {
        return in.readBoolean() ? Double.longBitsToDouble(in.readLong()) : 0;
    }

    /** One byte if it is 0, else five. */
    void writeFloat(float number, DataOutputView out) throws IOException {
        int bits = Float.floatToRawIntBits(number);
        out.writeBoolean(bits != 0);
        if (bits != 0) {
            out.writeInt(bits);
        }
    }

    float readFloat(DataInputView in) throws IOException {
        return in.readBoolean() ? Float.intBitsToFloat(in.readInt()) : 0;
    }

    /**
     * A constant of an enum by its place among them, null as well; so new constants come last, and
     * none ever leaves.
     */
    void writeConstant(@Nullable Enum<?> constant, DataOutputView out) throws IOException {
        out.writeByte(constant == null ? 0 : constant.ordinal() + 1);
    }

    /**
     * @param constants of the enum, in their order
     */
    <E extends Enum<E>> @Nullable E readConstant(E[] constants, DataInputView in)
            throws IOException {
        int place = in.readUnsignedByte();
        return place == 0 ? null : constants[place - 1];
    }

    private byte[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, 2 * scratch.length)];
        }
        return scratch;
    }
}
