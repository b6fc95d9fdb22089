package io.fusewire.core.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A policy on its way between operators: the text that people wrote, and from when it holds.
 *
 * <p>Flat, and rejects nothing, because it is shipped and stored; whoever needs the {@link Policy}
 * parses the text once.
 *
 * @param id the first 12 hex digits of the text's SHA-256
 * @param effectiveFromMillis event time from which it holds, milliseconds since the epoch
 * @param text the policy file, YAML or JSON
 */
public record PolicyVersion(String id, long effectiveFromMillis, String text) {

    private static final int ID_LENGTH = 12;

    /** A version under the id that its text gives. */
    public static PolicyVersion of(long effectiveFromMillis, String text) {
        return new PolicyVersion(idOf(text), effectiveFromMillis, text);
    }

    /** The id of a policy with this text. */
    public static String idOf(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
