package io.fusewire.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class SigningKeyTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(SigningKey.Kind.class)
    void aKeyComesBackFromItsFileWhichOnlyItsOwnerMayRead(SigningKey.Kind kind) throws Exception {
        SigningKey key = SigningKey.generate(kind, "lee-1");
        Path file = folder.resolve("lee.jwk");
        KeyFiles.write(file, key);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(KeyFiles.read(file).publicJwk()).isEqualTo(key.publicJwk());
        assertThatThrownBy(() -> KeyFiles.write(file, key))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-", "rw--w----", "rwx--x---"})
    void aFileThatOthersMayOpenIsRefused(String permissions) throws Exception {
        Path file = folder.resolve("lee.jwk");
        KeyFiles.write(file, SigningKey.generate(SigningKey.Kind.ED25519, "lee-1"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> KeyFiles.read(file))
                .isInstanceOf(UnfitKeyException.class)
                .hasMessageContaining("must be readable by its owner only (chmod 600), but is ")
                .hasMessageContaining(permissions);
    }

    @Test
    void neitherAnErrorNorItsNameShowsTheKey() throws Exception {
        SigningKey key = SigningKey.generate(SigningKey.Kind.ED25519, "lee-1");
        SigningKey other = SigningKey.generate(SigningKey.Kind.ED25519, "lee-1");
        String secret = secretOf(key);
        String mixed = other.privateJwk().replace(secretOf(other), secret);

        assertThat(key.toString()).doesNotContain(secret);
        assertThatThrownBy(() -> SigningKey.read(mixed))
                .isInstanceOf(UnfitKeyException.class)
                .hasMessageContaining("must hold a private key and the public one of it")
                .hasNoCause();
        assertThatThrownBy(() -> SigningKey.read(key.privateJwk().replace("OKP", "XKP")))
                .isInstanceOf(UnfitKeyException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(secret))
                .hasNoCause();
    }

    @Test
    void aPublicKeySignsNothing() {
        assertThatThrownBy(
                        () ->
                                SigningKey.read(
                                        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"k\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"))
                .hasMessageContaining("holds a public one");
    }

    @ParameterizedTest
    @EnumSource(SigningKey.Kind.class)
    void privatePartsAreTakenOutOfWhatIsKept(SigningKey.Kind kind) {
        SigningKey key = SigningKey.generate(kind, "lee-1");
        String secret = secretOf(key);
        String jwk = key.privateJwk();
        for (String text :
                new String[] {
                    jwk,
                    "{\"type\":\"policy\",\"text\":\"" + jwk.replace("\"", "\\\"") + "\"}",
                    "jwk: { kty: OKP, d: " + secret + " }",
                    "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----",
                    "-----BEGIN EC PRIVATE KEY-----\n" + secret
                }) {
            assertThat(masked(text)).contains("***").doesNotContain(secret);
        }
        assertThat(masked(jwk)).contains(key.publicJwk().get("x"));
    }

    @Test
    void aMessageWithoutPrivatePartsIsKeptAsItIs() {
        String message =
                SigningKey.generate(SigningKey.Kind.ED25519, "k").sign("{\"d\":\"short\"}");
        assertThat(masked(message)).isEqualTo(message);
    }

    private static String masked(String text) {
        return new String(
                PrivateParts.masked(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    static String secretOf(SigningKey key) {
        return key.privateJwk().replaceAll(".*\"d\":\"([^\"]+)\".*", "$1");
    }
}
