package io.fusewire.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSObject;

import io.fusewire.core.control.Role;
import io.fusewire.policy.PolicyException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

class TrustedKeysTest {

    private static final String ENTRY =
            """
            version: 1
            keys:
              - id: lee-1
                person: lee@example.com
                roles: [responder, approver]
                notBefore: 2026-01-01T00:00:00Z
                expiry: 2027-01-01T00:00:00Z
                jwk: { kty: OKP, crv: Ed25519, x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }
            """;

    /** RFC 8037, appendix A.4: the same key, header and payload must verify here. */
    @Test
    void agreesWithTheRfcsExample() throws Exception {
        TrustedKey key = Objects.requireNonNull(TrustedKeys.read(ENTRY, "keys.yaml").get("lee-1"));
        String example =
                "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                        + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        JWSObject signed = JWSObject.parse(example);
        assertThat(
                        key.verifies(
                                signed.getHeader(),
                                signed.getSigningInput(),
                                signed.getSignature()))
                .isTrue();
    }

    @Test
    void saysWhoseTheyAreAndWhatTheyMay() throws Exception {
        assertThat(TrustedKeys.read(ENTRY, "keys.yaml").signers())
                .singleElement()
                .satisfies(
                        signer -> {
                            assertThat(signer.person()).isEqualTo("lee@example.com");
                            assertThat(signer.roles())
                                    .containsExactlyInAnyOrder(Role.RESPONDER, Role.APPROVER);
                        });
    }

    @ParameterizedTest
    @EnumSource(SigningKey.Kind.class)
    void aKeyMayBeGivenAsPem(SigningKey.Kind kind) throws Exception {
        KeyPairGenerator generator =
                KeyPairGenerator.getInstance(kind == SigningKey.Kind.ED25519 ? "Ed25519" : "EC");
        if (kind == SigningKey.Kind.ES256) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        String pem =
                "-----BEGIN PUBLIC KEY-----\n      "
                        + Base64.getEncoder()
                                .encodeToString(
                                        generator.generateKeyPair().getPublic().getEncoded())
                        + "\n      -----END PUBLIC KEY-----";
        String file = ENTRY.replaceAll("jwk: .*", "pem: |\n      " + pem);
        assertThat(TrustedKeys.read(file, "keys.yaml").get("lee-1")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roles: [responder, approver]  | roles: []          | roles must list at least one role",
                "responder                     | boss               | must be approver or policy-admin or responder, but was 'boss'",
                "id: lee-1                     | id: 'lee 1'        | id must be 1 to 128 of letters",
                "expiry: 2027                  | expiry: 2025       | expiry must be later than notBefore",
                "version: 1                    | version: 2         | version",
                "person:                       | human:             | human is no setting",
                "Ed25519                       | X25519             | must have kty OKP and crv Ed25519, or kty EC and crv P-256",
                "kty: OKP                      | kty: oct           | must have kty OKP and crv Ed25519, or kty EC and crv P-256",
                "11qYAYKx                      | 11qY               | must be a public key in JWK form",
                "kty: OKP,                     | kty: OKP, alg: ES256, | must have no alg, or EdDSA",
                "kty: OKP,                     | kty: OKP, kid: eve,   | must have no kid, or the entry's id",
            })
    void saysWhatIsWrongWithAnEntry(String good, String bad, String message) {
        assertThat(problem(ENTRY.replace(good.strip(), bad.strip()))).contains(message.strip());
    }

    @Test
    void aPointOffTheCurveIsNoKey() {
        SigningKey key = SigningKey.generate(SigningKey.Kind.ES256, "lee-1");
        Map<String, String> jwk = key.publicJwk();
        String off = TestingKeys.flow(jwk).replace(jwk.get("y"), jwk.get("x"));
        assertThat(problem(ENTRY.replaceAll("jwk: .*", "jwk: " + off)))
                .contains("must be a public key in JWK form: EC P-256");
    }

    @Test
    void oneKeyUnderTwoNamesWouldBeOnePersonWithTwoSignatures() {
        String twice =
                ENTRY
                        + ENTRY.substring(ENTRY.indexOf("  - id"))
                                .replace("lee-1", "ann-1")
                                .replace("lee@", "ann@");
        assertThat(problem(twice)).contains("must be a key of its own, but is that of lee-1");
    }

    @Test
    void anIdIsGivenOnce() {
        SigningKey other = SigningKey.generate(SigningKey.Kind.ED25519, "lee-1");
        String twice =
                ENTRY
                        + ENTRY.substring(ENTRY.indexOf("  - id"))
                                .replaceAll(
                                        "jwk: .*", "jwk: " + TestingKeys.flow(other.publicJwk()));
        assertThat(problem(twice)).contains("must be given once, but there are two keys lee-1");
    }

    @Test
    void aPrivateKeyIsRefusedAndNeverShown() {
        String secret = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
        String problem = problem(ENTRY.replace("kty: OKP", "kty: OKP, d: \"" + secret + "\""));
        assertThat(problem).contains("has the private part d").doesNotContain(secret);
    }

    private static String problem(String file) {
        return catchThrowableOfType(
                        PolicyException.class, () -> TrustedKeys.read(file, "keys.yaml"))
                .getMessage();
    }
}
