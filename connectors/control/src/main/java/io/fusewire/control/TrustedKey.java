package io.fusewire.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;

import io.fusewire.core.control.Signer;
import io.fusewire.policy.KeyEntry;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A key that may sign control messages.
 *
 * <p>Each kind of key has one algorithm: Ed25519 has EdDSA, P-256 has ES256. A message that names
 * another one is refused before its signature is looked at, so that no key is ever used as
 * something that it is not.
 */
final class TrustedKey {

    private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";

    private final Signer signer;
    private final PublicKey key;
    private final JWSAlgorithm algorithm;
    private final JWSVerifier verifier;

    private TrustedKey(Signer signer, PublicKey key) throws UnfitKeyException {
        this.signer = signer;
        this.key = key;
        if (key instanceof ECPublicKey elliptic) {
            this.algorithm = JWSAlgorithm.ES256;
            this.verifier = ecdsa(elliptic);
        } else {
            this.algorithm = JWSAlgorithm.EdDSA;
            this.verifier = new Ed25519Signatures.Verifier(key);
        }
    }

    private static JWSVerifier ecdsa(ECPublicKey key) throws UnfitKeyException {
        if (!Curve.P_256.equals(Curve.forECParameterSpec(key.getParams()))) {
            throw new UnfitKeyException("must be an Ed25519 or a P-256 key");
        }
        try {
            // Through a JWK, which looks whether the point is on the curve.
            return new ECDSAVerifier(new ECKey.Builder(Curve.P_256, key).build());
        } catch (JOSEException | IllegalStateException | IllegalArgumentException e) {
            throw new UnfitKeyException("must be a key on the curve P-256");
        }
    }

    /**
     * @throws UnfitKeyException if the entry's key cannot be used; says why, without the key
     */
    static TrustedKey of(KeyEntry entry) throws UnfitKeyException {
        Map<String, String> jwk = entry.jwk();
        if (jwk == null) {
            return new TrustedKey(entry.signer(), ofPem(Objects.requireNonNull(entry.pem())));
        }
        String kid = jwk.get("kid");
        if (kid != null && !kid.equals(entry.signer().keyId())) {
            throw new UnfitKeyException("must have no kid, or the entry's id");
        }
        TrustedKey key = new TrustedKey(entry.signer(), ofJwk(jwk));
        String alg = jwk.get("alg");
        if (alg != null && !alg.equals(key.algorithm().getName())) {
            throw new UnfitKeyException("must have no alg, or " + key.algorithm());
        }
        return key;
    }

    private static PublicKey ofJwk(Map<String, String> jwk) throws UnfitKeyException {
        String curve = jwk.get("kty") + " " + jwk.get("crv");
        try {
            return switch (curve) {
                case "OKP Ed25519" ->
                        Ed25519Keys.publicKey(new Base64URL(jwk.getOrDefault("x", "")).decode());
                case "EC P-256" -> ECKey.parse(new HashMap<>(jwk)).toECPublicKey();
                default ->
                        throw new UnfitKeyException(
                                "must have kty OKP and crv Ed25519, or kty EC and crv P-256");
            };
        } catch (InvalidKeySpecException
                | ParseException
                | JOSEException
                | IllegalStateException
                | IllegalArgumentException e) {
            throw new UnfitKeyException("must be a public key in JWK form: " + curve);
        }
    }

    private static PublicKey ofPem(String pem) throws UnfitKeyException {
        String text = pem.strip();
        if (!text.startsWith(PEM_BEGIN) || !text.endsWith(PEM_END)) {
            throw new UnfitKeyException(
                    "must begin with " + PEM_BEGIN + " and end with " + PEM_END);
        }
        try {
            byte[] encoded =
                    Base64.getMimeDecoder()
                            .decode(
                                    text.substring(
                                            PEM_BEGIN.length(), text.length() - PEM_END.length()));
            X509EncodedKeySpec key = new X509EncodedKeySpec(encoded);
            try {
                return Ed25519Keys.factory().generatePublic(key);
            } catch (InvalidKeySpecException elliptic) {
                return KeyFactory.getInstance("EC").generatePublic(key);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnfitKeyException("must be an Ed25519 or a P-256 key");
        }
    }

    Signer signer() {
        return signer;
    }

    JWSAlgorithm algorithm() {
        return algorithm;
    }

    /** Whether both are one key, whatever they are called. */
    boolean isSameKey(TrustedKey other) {
        return key.equals(other.key);
    }

    /** Whether this key made the signature. */
    boolean verifies(JWSHeader header, byte[] signed, Base64URL signature) {
        try {
            return verifier.verify(header, signed, signature);
        } catch (JOSEException | RuntimeException notASignature) {
            return false;
        }
    }
}
