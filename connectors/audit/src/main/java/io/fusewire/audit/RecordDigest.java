package io.fusewire.audit;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of the bytes of a record. */
final class RecordDigest {

    private final MessageDigest sha256;
    private final byte[] hash = new byte[32];

    RecordDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Takes the bytes that the answers from now on are about. */
    void take(byte[] bytes, int from, int to) {
        sha256.update(bytes, from, to - from);
        try {
            sha256.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 fills 32 bytes", e);
        }
    }

    /** The first eight bytes. */
    long beginning() {
        return ByteBuffer.wrap(hash).getLong();
    }

    /** All of it in lower-case hex. */
    String hex() {
        return HexFormat.of().formatHex(hash);
    }
}
