package io.fusewire.detector;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.ResourceRef;

import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The pieces that events on their way between operators are written in. Most of an event is text of
 * one byte a character, which Flink's own format writes and reads character by character.
 *
 * <p>Not thread-safe: one instance per serializer.
 */
@SuppressWarnings("NullAway") // Text comes back as it was written, null where it was null.
final class WireFormat {

    private static final int NULL = 0;

    /** Text that has characters beyond Latin-1, in Flink's format. */
    private static final int WIDE = 1;

    /** The text that stood in this place before: see {@link RecurringParts}. */
    private static final int AGAIN = 2;

    /** Added to the length of text in Latin-1. */
    private static final int LATIN = 3;

    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;
    private static final int LATIN_MAX = 0xFF;

    private byte[] scratch = new byte[256];
    private char[] characters = new char[256];
    private @Nullable RecurringParts recurring;
    private RecurringParts.@Nullable Places single;
    private RecurringParts.@Nullable Places listed;

    /**
     * Turns to the next of several records that are written one after the other, and read in the
     * same order.
     *
     * @param parts of those before it, empty for the first; writer and reader have one each
     */
    void next(RecurringParts parts) {
        parts.begin();
        recurring = parts;
        single = parts.single();
        listed = parts.listed();
    }

    /** The event before this one; null for the first, and for one that stands alone. */
    @Nullable AuditEvent eventBefore() {
        return recurring == null ? null : recurring.event();
    }

    /** Keeps an event as the one before the next. */
    void note(AuditEvent event) {
        if (recurring != null) {
            recurring.event(event);
        }
    }

    void writeText(@Nullable String text, DataOutputView out) throws IOException {
        writeText(text, single, out);
    }

    private void writeText(
            @Nullable String text, RecurringParts.@Nullable Places places, DataOutputView out)
            throws IOException {
        if (places != null && places.recurs(text)) {
            out.writeByte(AGAIN);
        } else if (text == null) {
            out.writeByte(NULL);
        } else {
            writeInFull(text, out);
        }
    }

    private void writeInFull(String text, DataOutputView out) throws IOException {
        int length = text.length();
        byte[] bytes = scratch(length);
        // Taken out in one go: asking the text for each asks it each time how it is stored.
        text.getChars(0, length, characters, 0);
        int seen = 0;
        for (int i = 0; i < length; i++) {
            seen |= characters[i];
            bytes[i] = (byte) characters[i];
        }
        if (seen > LATIN_MAX) {
            out.writeByte(WIDE);
            StringValue.writeString(text, out);
        } else {
            writeCount(length + LATIN, out);
            out.write(bytes, 0, length);
        }
    }

    @Nullable String readText(DataInputView in) throws IOException {
        return readText(single, in);
    }

    private @Nullable String readText(RecurringParts.@Nullable Places places, DataInputView in)
            throws IOException {
        int header = readCount(in);
        if (header == AGAIN && places != null) {
            return places.again();
        }
        String text = readInFull(header, in);
        if (places != null) {
            places.recurs(text);
        }
        return text;
    }

    private @Nullable String readInFull(int header, DataInputView in) throws IOException {
        switch (header) {
            case NULL:
                return null;
            case WIDE:
                return StringValue.readString(in);
            default:
                int length = header - LATIN;
                byte[] bytes = scratch(length);
                in.readFully(bytes, 0, length);
                return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
    }

    /** Writes text whatever stood there before. */
    void writeWhole(@Nullable String text, DataOutputView out) throws IOException {
        writeText(text, null, out);
    }

    @Nullable String readWhole(DataInputView in) throws IOException {
        return readText(null, in);
    }

    void writeWholes(List<String> texts, DataOutputView out) throws IOException {
        writeTexts(texts, null, out);
    }

    List<String> readWholes(DataInputView in) throws IOException {
        return readTexts(null, in);
    }

    void writeTexts(List<String> texts, DataOutputView out) throws IOException {
        writeTexts(texts, listed, out);
    }

    private void writeTexts(
            List<String> texts, RecurringParts.@Nullable Places places, DataOutputView out)
            throws IOException {
        writeCount(texts.size(), out);
        for (int i = 0; i < texts.size(); i++) {
            writeText(texts.get(i), places, out);
        }
    }

    List<String> readTexts(DataInputView in) throws IOException {
        return readTexts(listed, in);
    }

    private List<String> readTexts(RecurringParts.@Nullable Places places, DataInputView in)
            throws IOException {
        int count = readCount(in);
        if (count == 0) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(readText(places, in));
        }
        return texts;
    }

    void writeResources(List<ResourceRef> resources, DataOutputView out) throws IOException {
        writeCount(resources.size(), out);
        for (int i = 0; i < resources.size(); i++) {
            writeResource(resources.get(i), out);
        }
    }

    List<ResourceRef> readResources(DataInputView in) throws IOException {
        int count = readCount(in);
        if (count == 0) {
            return List.of();
        }
        List<ResourceRef> resources = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            resources.add(readResource(in));
        }
        return resources;
    }

    /**
     * Writes a resource. Its key goes on from where it parts from the one that stood in its place
     * before, for one session's resources share an account, a region and a kind; its id ends as its
     * key does, and where it is an ARN begins as the one before.
     */
    void writeResource(ResourceRef resource, DataOutputView out) throws IOException {
        String key = resource.key();
        writeKey(key, out);
        writeText(resource.type(), listed, out);
        String id = resource.id();
        int ending = commonEnding(id, key);
        writeText(id.substring(0, id.length() - ending), listed, out);
        writeCount(ending, out);
    }

    ResourceRef readResource(DataInputView in) throws IOException {
        String key = readKey(in);
        String type = readText(listed, in);
        String head = readText(listed, in);
        int ending = readCount(in);
        return new ResourceRef(key, type, head.concat(key.substring(key.length() - ending)));
    }

    private void writeKey(String key, DataOutputView out) throws IOException {
        String before = listed == null ? null : listed.before();
        if (listed != null && listed.recurs(key)) {
            out.writeByte(AGAIN);
            return;
        }
        int beginning = before == null ? 0 : commonBeginning(key, before);
        writeInFull(key.substring(beginning), out);
        writeCount(beginning, out);
    }

    private String readKey(DataInputView in) throws IOException {
        String before = listed == null ? null : listed.before();
        int header = readCount(in);
        if (header == AGAIN && listed != null) {
            return listed.again();
        }
        String rest = readInFull(header, in);
        int beginning = readCount(in);
        String key = before == null ? rest : before.substring(0, beginning).concat(rest);
        if (listed != null) {
            listed.recurs(key);
        }
        return key;
    }

    private static int commonBeginning(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int common = 0;
        while (common < most && one.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common;
    }

    private static int commonEnding(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int common = 0;
        while (common < most
                && one.charAt(one.length() - 1 - common)
                        == other.charAt(other.length() - 1 - common)) {
            common++;
        }
        return common;
    }

    /** Writes a constant of an enum; null as well. */
    void writeConstant(@Nullable Enum<?> constant, DataOutputView out) throws IOException {
        out.writeByte(constant == null ? 0 : constant.ordinal() + 1);
    }

    /**
     * @param constants of the enum, in their order
     */
    <E extends Enum<E>> @Nullable E readConstant(E[] constants, DataInputView in)
            throws IOException {
        int position = in.readUnsignedByte();
        return position == 0 ? null : constants[position - 1];
    }

    /** Seven bits a byte, the lowest first. */
    void writeCount(int count, DataOutputView out) throws IOException {
        int rest = count;
        while (rest > SEVEN_BITS) {
            out.writeByte(rest & SEVEN_BITS | MORE);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    int readCount(DataInputView in) throws IOException {
        int read = in.readUnsignedByte();
        int count = read & SEVEN_BITS;
        for (int shift = 7; read > SEVEN_BITS; shift += 7) {
            read = in.readUnsignedByte();
            count |= (read & SEVEN_BITS) << shift;
        }
        return count;
    }

    /** Writes a number that is likely to be near another one, on either side of it. */
    void writeDifference(long number, long other, DataOutputView out) throws IOException {
        long difference = number - other;
        // The sign last: what is near takes few bytes on both sides.
        long rest = difference << 1 ^ difference >> 63;
        while ((rest & ~SEVEN_BITS) != 0) {
            out.writeByte((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    long readDifference(long other, DataInputView in) throws IOException {
        long read = in.readUnsignedByte();
        long difference = read & SEVEN_BITS;
        for (int shift = 7; read > SEVEN_BITS; shift += 7) {
            read = in.readUnsignedByte();
            difference |= (read & SEVEN_BITS) << shift;
        }
        return other + (difference >>> 1 ^ -(difference & 1));
    }

    private byte[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, 2 * scratch.length)];
            characters = new char[scratch.length];
        }
        return scratch;
    }
}
