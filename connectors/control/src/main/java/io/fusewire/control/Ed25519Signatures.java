package io.fusewire.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.util.Base64URL;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/**
 * EdDSA for the JOSE library by the JDK's Ed25519: the library's own asks for a second
 * cryptographic library, which the JDK made needless.
 */
final class Ed25519Signatures {

    private Ed25519Signatures() {}

    static final class Verifier extends EdDSAProvider implements JWSVerifier {
        private final PublicKey key;

        Verifier(PublicKey key) {
            this.key = key;
        }

        @Override
        public boolean verify(JWSHeader header, byte[] signed, Base64URL signature)
                throws JOSEException {
            try {
                Signature ed25519 = Signature.getInstance(Ed25519Keys.ALGORITHM);
                ed25519.initVerify(key);
                ed25519.update(signed);
                return ed25519.verify(signature.decode());
            } catch (GeneralSecurityException notASignature) {
                // The JDK throws where the bytes are of no signature at all.
                return false;
            }
        }
    }

    static final class Signer extends EdDSAProvider implements JWSSigner {
        private final PrivateKey key;

        Signer(PrivateKey key) {
            this.key = key;
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] signed) throws JOSEException {
            try {
                Signature ed25519 = Signature.getInstance(Ed25519Keys.ALGORITHM);
                ed25519.initSign(key);
                ed25519.update(signed);
                return Base64URL.encode(ed25519.sign());
            } catch (GeneralSecurityException e) {
                throw new JOSEException("the key must sign, but does not", e);
            }
        }
    }
}
