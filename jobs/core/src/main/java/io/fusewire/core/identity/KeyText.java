package io.fusewire.core.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keeps keys short: they are stored once per agent, session and resource. */
final class KeyText {

    /**
     * Longest key, in characters; real ones stay well below. Of a longer one the start is kept, and
     * a hash of the whole stands for the rest.
     */
    static final int LENGTH_LIMIT = 1024;

    private static final int HASH_LENGTH = 16;

    private KeyText() {}

    static String bounded(String key) {
        if (key.length() <= LENGTH_LIMIT) {
            return key;
        }
        return key.substring(0, LENGTH_LIMIT - HASH_LENGTH - 1) + '~' + hash(key);
    }

    private static String hash(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
