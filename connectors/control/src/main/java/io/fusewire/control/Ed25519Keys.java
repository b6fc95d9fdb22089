package io.fusewire.control;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Ed25519 keys between the 32 bytes of a JWK (RFC 8037) and the JDK's objects, by way of their
 * encodings in RFC 8410, whose beginnings are constant.
 */
final class Ed25519Keys {

    static final String ALGORITHM = "Ed25519";
    static final int BYTES = 32;

    private static final byte[] PUBLIC_START = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] PRIVATE_START =
            HexFormat.of().parseHex("302e020100300506032b657004220420");

    private Ed25519Keys() {}

    /**
     * @throws InvalidKeySpecException if the bytes are not those of a public key
     */
    static PublicKey publicKey(byte[] x) throws InvalidKeySpecException {
        return factory().generatePublic(new X509EncodedKeySpec(encoded(PUBLIC_START, x)));
    }

    /**
     * @throws InvalidKeySpecException if the bytes are not those of a private key
     */
    static PrivateKey privateKey(byte[] d) throws InvalidKeySpecException {
        return factory().generatePrivate(new PKCS8EncodedKeySpec(encoded(PRIVATE_START, d)));
    }

    /** The 32 bytes of a public or private key that the JDK made. */
    static byte[] bytes(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
    }

    private static byte[] encoded(byte[] start, byte[] key) throws InvalidKeySpecException {
        if (key.length != BYTES) {
            throw new InvalidKeySpecException("an Ed25519 key must have 32 bytes");
        }
        byte[] encoded = Arrays.copyOf(start, start.length + BYTES);
        System.arraycopy(key, 0, encoded, start.length, BYTES);
        return encoded;
    }

    static KeyFactory factory() {
        try {
            return KeyFactory.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }
}
