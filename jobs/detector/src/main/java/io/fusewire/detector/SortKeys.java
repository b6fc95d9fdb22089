package io.fusewire.detector;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

/**
 * Keys that a replay sorts by in place of the names of accounts and agents: four bytes of a name's
 * SHA-256, so that names that are much alike rarely share one.
 *
 * <p>Not thread-safe.
 */
final class SortKeys {

    /** Names whose key is remembered; when there is one more, all are forgotten. */
    static final int REMEMBERED_MAX = 100_000;

    private final Map<String, Integer> remembered = new HashMap<>();
    private final MessageDigest sha256 = sha256();

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    int of(String name) {
        Integer known = remembered.get(name);
        if (known != null) {
            return known;
        }
        if (remembered.size() == REMEMBERED_MAX) {
            remembered.clear();
        }
        byte[] digest = sha256.digest(name.getBytes(StandardCharsets.UTF_8));
        int key = ByteBuffer.wrap(digest).getInt();
        remembered.put(name, key);
        return key;
    }
}
