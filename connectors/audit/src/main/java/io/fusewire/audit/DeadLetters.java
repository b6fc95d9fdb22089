package io.fusewire.audit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Makes dead letters: cut, masked, and as text where the bytes are text. */
public final class DeadLetters {

    private static final int SHOWN_CHARS = 256;

    private DeadLetters() {}

    /** A dead letter of a message that was read whole and refused. */
    public static DeadLetter ofMessage(String source, long offset, String reason, byte[] message) {
        int kept = Math.min(message.length, ReaderLimits.DEFAULT.deadLetterBytes());
        return of(source, offset, reason, message, 0, kept, message.length);
    }

    /**
     * A dead letter.
     *
     * @param bytes what was kept of the region, from its beginning
     * @param length how long the region is
     */
    static DeadLetter of(
            String source,
            long offset,
            String reason,
            byte[] bytes,
            int from,
            int to,
            long length) {
        boolean truncated = length > to - from;
        byte[] raw = CredentialMask.mask(bytes, from, to);
        int textEnd = truncated ? wholeCharacters(raw) : raw.length;
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(raw, 0, textEnd))
                            .toString();
            return new DeadLetter(source, offset, reason, text, null, truncated);
        } catch (CharacterCodingException e) {
            return new DeadLetter(
                    source,
                    offset,
                    reason,
                    Base64.getEncoder().encodeToString(raw),
                    "base64",
                    truncated);
        }
    }

    /** How many bytes remain without a character that the cut went through. */
    private static int wholeCharacters(byte[] raw) {
        int at = raw.length;
        int back = 0;
        while (at > 0 && back < 3 && (raw[at - 1] & 0xC0) == 0x80) {
            at--;
            back++;
        }
        if (at > 0 && (raw[at - 1] & 0x80) != 0) {
            int lead = raw[at - 1] & 0xFF;
            int expected = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
            return back < expected ? at - 1 : raw.length;
        }
        return raw.length;
    }

    /** A text from outside, fit for a reason: short, on one line, without credentials. */
    static String oneLine(String text) {
        String cut = text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "…" : text;
        StringBuilder line = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return CredentialMask.mask(line.toString());
    }
}
