package io.fusewire.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A person's private key. Never shows it but in {@link #privateJwk}. */
public final class SigningKey {

    private static final byte[] PROBE = {1};

    private final JWK jwk;
    private final JWSAlgorithm algorithm;
    private final JWSSigner signer;

    /** What kind of key. */
    public enum Kind {
        /** EdDSA: short, and needs no random number for a signature. */
        ED25519,
        /** ECDSA on P-256, for hardware and services that have no Ed25519. */
        ES256
    }

    private SigningKey(JWK jwk) throws UnfitKeyException {
        this.jwk = jwk;
        try {
            if (jwk instanceof ECKey elliptic && Curve.P_256.equals(elliptic.getCurve())) {
                this.algorithm = JWSAlgorithm.ES256;
                this.signer = new ECDSASigner(elliptic);
                return;
            }
            if (jwk instanceof OctetKeyPair octets && Curve.Ed25519.equals(octets.getCurve())) {
                this.algorithm = JWSAlgorithm.EdDSA;
                this.signer =
                        new Ed25519Signatures.Signer(Ed25519Keys.privateKey(octets.getDecodedD()));
                return;
            }
        } catch (JOSEException | GeneralSecurityException | IllegalStateException e) {
            throw new UnfitKeyException("must hold a private key that can sign");
        }
        throw new UnfitKeyException("must hold an Ed25519 or a P-256 key");
    }

    /**
     * Makes a key.
     *
     * @param id names it for ever; a new key gets a new id
     */
    public static SigningKey generate(Kind kind, String id) {
        try {
            return new SigningKey(
                    switch (kind) {
                        case ED25519 -> ed25519(id);
                        case ES256 -> p256(id);
                    });
        } catch (UnfitKeyException e) {
            throw new IllegalStateException("a key that was just made must be fit", e);
        }
    }

    private static JWK ed25519(String id) {
        KeyPair pair = pair(Ed25519Keys.ALGORITHM, null);
        return new OctetKeyPair.Builder(
                        Curve.Ed25519,
                        Base64URL.encode(Ed25519Keys.bytes(pair.getPublic().getEncoded())))
                .d(Base64URL.encode(Ed25519Keys.bytes(pair.getPrivate().getEncoded())))
                .keyID(id)
                .build();
    }

    private static JWK p256(String id) {
        KeyPair pair = pair("EC", new ECGenParameterSpec("secp256r1"));
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                .privateKey((ECPrivateKey) pair.getPrivate())
                .keyID(id)
                .build();
    }

    private static KeyPair pair(String algorithm, @Nullable ECGenParameterSpec curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve != null) {
                generator.initialize(curve);
            }
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("every JDK since 15 makes such keys", e);
        }
    }

    /**
     * Reads a private JWK.
     *
     * @throws UnfitKeyException if it is none that can sign; never quotes it
     */
    public static SigningKey read(String privateJwk) throws UnfitKeyException {
        JWK jwk;
        try {
            jwk = JWK.parse(privateJwk);
        } catch (ParseException | RuntimeException e) {
            throw new UnfitKeyException("must hold a JSON Web Key");
        }
        if (!jwk.isPrivate()) {
            throw new UnfitKeyException("must hold a private key, but holds a public one");
        }
        if (jwk.getKeyID() == null) {
            throw new UnfitKeyException("must hold the key's id as kid");
        }
        SigningKey key = new SigningKey(jwk);
        key.probe();
        return key;
    }

    /** A private and a public part that do not belong together would sign what nobody accepts. */
    private void probe() throws UnfitKeyException {
        JWSObject probe = signed(new Payload(PROBE));
        try {
            boolean fits =
                    jwk instanceof OctetKeyPair octets
                            ? probe.verify(
                                    new Ed25519Signatures.Verifier(
                                            Ed25519Keys.publicKey(octets.getDecodedX())))
                            : probe.verify(new ECDSAVerifier(jwk.toECKey().toPublicJWK()));
            if (!fits) {
                throw new UnfitKeyException("must hold a private key and the public one of it");
            }
        } catch (JOSEException | GeneralSecurityException e) {
            throw new UnfitKeyException("must hold a private key and the public one of it");
        }
    }

    /** The key's id. */
    public String id() {
        return jwk.getKeyID();
    }

    /** The algorithm with which it signs, as a header names it. */
    public String algorithm() {
        return algorithm.getName();
    }

    /** The members of the public key that a keys file wants: {@code kty}, {@code crv} and so on. */
    public Map<String, String> publicJwk() {
        Map<String, String> members = new LinkedHashMap<>();
        Map<String, Object> all = jwk.toPublicJWK().toJSONObject();
        for (String name : new String[] {"kty", "crv", "x", "y"}) {
            if (all.get(name) instanceof String value) {
                members.put(name, value);
            }
        }
        return members;
    }

    /** The whole key, to be kept where nobody else reads it. */
    public String privateJwk() {
        return jwk.toJSONString();
    }

    /** Signs, in compact form. */
    public String sign(String payload) {
        return signed(new Payload(payload)).serialize();
    }

    /**
     * Signs what is no control message, in compact form.
     *
     * @param type of the token, as its header names it; never that of control messages, or a
     *     signature of this key could pass for a person's word
     */
    public String signOther(String payload, String type) {
        if (type.equals(SignedForm.TYPE)) {
            throw new IllegalArgumentException(
                    "type must not be that of control messages, but was " + type);
        }
        return signed(new Payload(payload), type).serialize();
    }

    JWSObject signed(Payload payload) {
        return signed(payload, SignedForm.TYPE);
    }

    private JWSObject signed(Payload payload, String type) {
        JWSObject object =
                new JWSObject(
                        new JWSHeader.Builder(algorithm)
                                .keyID(id())
                                .type(new JOSEObjectType(type))
                                .build(),
                        payload);
        try {
            object.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a good key must sign, but does not", e);
        }
        return object;
    }

    /** Without anything secret. */
    @Override
    public String toString() {
        return id() + " " + algorithm;
    }
}
