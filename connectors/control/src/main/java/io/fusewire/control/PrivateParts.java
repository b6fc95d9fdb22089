package io.fusewire.control;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Takes private keys out of messages that are about to be stored because they were refused: the
 * file with the key lies beside the file with the message, and somebody will send the wrong one.
 */
public final class PrivateParts {

    /** The private members of a JWK, in JSON, JSON within a string, or YAML. */
    private static final Pattern MEMBER =
            Pattern.compile(
                    "((?<![A-Za-z0-9_])\\\\?[\"']?(?:d|p|q|dp|dq|qi|k)\\\\?[\"']?\\s*:\\s*\\\\?[\"']?)[A-Za-z0-9_+/=-]{16,}");

    private static final Pattern PEM =
            Pattern.compile(
                    "(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)",
                    Pattern.DOTALL);

    private PrivateParts() {}

    /** The message with {@code ***} in place of each private part. */
    public static byte[] masked(byte[] message) {
        // One character a byte, so that a message that is no UTF-8 stays what it is.
        String text = new String(message, StandardCharsets.ISO_8859_1);
        String masked = MEMBER.matcher(text).replaceAll("$1***");
        return PEM.matcher(masked).replaceAll("$1***$2").getBytes(StandardCharsets.ISO_8859_1);
    }
}
