package io.fusewire.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;

import io.fusewire.control.ControlReader.Heard;
import io.fusewire.control.ControlReader.Place;
import io.fusewire.core.control.Cause;
import io.fusewire.core.control.UsedMessages;
import io.fusewire.core.detection.Command;
import io.fusewire.core.policy.Approval;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.spec.InvalidKeySpecException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Which messages count, and why the others do not. */
class ControlReaderTest {

    private static final Instant NOW = Said.NOW;

    private final TestingKeys people = new TestingKeys();
    private final SigningKey lee = people.add("lee-1", "lee@example.com", "responder, approver");
    private final SigningKey ann = people.add("ann-1", "ann@example.com", "approver");
    private final SigningKey ann2 = people.add("ann-2", "Ann", "approver");
    private final SigningKey mei = people.add("mei-1", "mei@example.com", "responder, approver");
    private final SigningKey agent = people.add("ci-1", "ci-4711", "responder, approver");
    private final SigningKey admin = people.add("pol-1", "pol@example.com", "policy-admin");
    private final SigningKey p256 =
            people.add(
                    "kms-1",
                    "kim@example.com",
                    "responder",
                    SigningKey.Kind.ES256,
                    TestingKeys.FROM,
                    TestingKeys.UNTIL);
    private final SigningKey old =
            people.add(
                    "old-1",
                    "olga@example.com",
                    "responder",
                    SigningKey.Kind.ED25519,
                    TestingKeys.FROM,
                    NOW.minusSeconds(60));
    private final SigningKey stranger = SigningKey.generate(SigningKey.Kind.ED25519, "lee-1");

    private final ControlReader reader = reader(false);

    private ControlReader reader(boolean unsignedPolicies) {
        return new ControlReader(people.trusted(), unsignedPolicies, new UsedMessages());
    }

    private Heard hear(String message) throws RefusedMessageException {
        return hear(message, NOW);
    }

    private Heard hear(String message, Instant at) throws RefusedMessageException {
        return reader.read(
                message.getBytes(StandardCharsets.UTF_8),
                new Place("fusewire.control-0", 7, at.toEpochMilli()));
    }

    private void refused(Cause cause, String message) {
        refused(cause, message, NOW);
    }

    private void refused(Cause cause, String message, Instant at) {
        RefusedMessageException refusal =
                catchThrowableOfType(RefusedMessageException.class, () -> hear(message, at));
        assertThat(refusal).as("%s", message).isNotNull();
        assertThat(refusal.denial().cause()).as(refusal.getMessage()).isEqualTo(cause);
    }

    private static String both(String payload, SigningKey one, SigningKey other) {
        return SharedDocument.begin(payload, one).countersign(other).text();
    }

    @Test
    void aCommandCountsInTheNameOfWhoSignedIt() throws Exception {
        Heard heard = hear(lee.sign(Said.verdict("m-1", NOW)));

        assertThat(heard.statement().command())
                .isEqualTo(
                        new Command(
                                Command.Kind.LEGITIMATE,
                                Said.AGENT,
                                "0a1b",
                                true,
                                NOW.toEpochMilli(),
                                "lee@example.com",
                                "fusewire.control-0",
                                7));
        assertThat(heard.vouchedBy()).isEqualTo("lee-1");
    }

    @Test
    void aCommandCountsUnderEs256Too() throws Exception {
        assertThat(hear(p256.sign(Said.hold("m-1", NOW))).vouchedBy()).isEqualTo("kms-1");
    }

    @Test
    void anApprovalCountsWhenTwoSignedIt_andFromWhenItWasHeard() throws Exception {
        String message = both(Said.approval("m-1", "aws:111122223333:role/*", NOW), lee, ann);

        Heard heard = hear(message, NOW.plus(Duration.ofHours(3)));

        Approval approval = heard.statement().approval();
        assertThat(approval.approvers()).containsExactly("lee@example.com", "ann@example.com");
        assertThat(approval.atMillis()).isEqualTo(NOW.plus(Duration.ofHours(3)).toEpochMilli());
        assertThat(heard.vouchedBy()).isEqualTo("lee-1, ann-1");
    }

    @Test
    void aPolicyCountsWhenItsAdminSignedIt() throws Exception {
        assertThat(hear(admin.sign(Said.policy("m-1", NOW))).statement().policy()).isNotNull();
        refused(Cause.WRONG_ROLE, lee.sign(Said.policy("m-2", NOW)));
        refused(Cause.WRONG_ROLE, admin.sign(Said.hold("m-3", NOW)));
    }

    @Test
    void priorsCountWhenThePoliciesAdminSignedThem() throws Exception {
        assertThat(hear(admin.sign(Said.priors("m-1", NOW))).statement().priors()).isNotNull();
        refused(Cause.WRONG_ROLE, lee.sign(Said.priors("m-2", NOW)));
        refused(Cause.EXPIRED, admin.sign(Said.priors("m-3", NOW)), NOW.plusSeconds(16 * 60));
        refused(Cause.UNSIGNED, Said.priors("m-4", NOW).replaceAll(",\"jti\".*", "}"));
    }

    @Test
    void aTrialIsBegunAndEndedByThePoliciesAdminOnly() throws Exception {
        String staged = Said.policy("m-1", NOW).replace("{\"type\"", "{\"stage\":true,\"type\"");
        Heard heard = hear(admin.sign(staged));
        assertThat(heard.statement().staging().by()).isEqualTo("pol@example.com");
        refused(Cause.WRONG_ROLE, lee.sign(staged));

        Heard ended = hear(admin.sign(Said.activate("m-2", NOW)));
        assertThat(ended.statement().staging().atMillis()).isEqualTo(NOW.toEpochMilli());
        refused(Cause.WRONG_ROLE, lee.sign(Said.activate("m-3", NOW)));
    }

    @Test
    void anUnsignedPolicyCountsOnlyWhereItIsLetThrough() throws Exception {
        String policy =
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-11-17T00:00:00Z\",\"policy\":{}}";
        refused(Cause.UNSIGNED, policy);
        Place place = new Place("t-0", 1, ControlReader.TIME_UNKNOWN);
        Heard heard = reader(true).read(policy.getBytes(StandardCharsets.UTF_8), place);
        assertThat(heard.vouchedBy()).isEqualTo("nobody");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUnsignedCommandNeverCounts(boolean unsignedPolicies) {
        String hold =
                "{\"type\":\"hold\",\"agent\":\"a\",\"at\":\"2026-11-17T09:00:00Z\",\"by\":\"lee\"}";
        assertThat(
                        catchThrowableOfType(
                                        RefusedMessageException.class,
                                        () ->
                                                reader(unsignedPolicies)
                                                        .read(
                                                                hold.getBytes(
                                                                        StandardCharsets.UTF_8),
                                                                new Place("t-0", 1, 0)))
                                .denial()
                                .cause())
                .isEqualTo(Cause.UNSIGNED);
    }

    @Test
    void aMessageCountsOnce() throws Exception {
        String message = lee.sign(Said.hold("m-1", NOW));
        hear(message);
        refused(Cause.REPLAYED, message);
        refused(Cause.REPLAYED, message, NOW.plus(Duration.ofMinutes(14)));
        refused(Cause.EXPIRED, message, NOW.plus(Duration.ofMinutes(16)));
        refused(Cause.EXPIRED, message, NOW.plus(Duration.ofDays(30)));
        // The same id under the same key, whatever else it says.
        refused(Cause.REPLAYED, lee.sign(Said.verdict("m-1", NOW)));
    }

    @Test
    void anApprovalCountsOnceWhicheverSignatureComesFirst() throws Exception {
        String payload = Said.approval("m-1", "aws:111122223333:role/*", NOW);
        hear(both(payload, lee, ann));
        refused(Cause.REPLAYED, both(payload, ann, lee));
        refused(Cause.REPLAYED, both(payload, mei, ann));
        refused(
                Cause.EXPIRED,
                both(payload, lee, ann),
                NOW.plus(Duration.ofDays(7)).plusSeconds(1));
    }

    @Test
    void nobodyApprovesAlone() {
        String payload = Said.approval("m-1", "aws:111122223333:role/*", NOW);
        refused(Cause.WRONG_COUNT, lee.sign(payload));
        refused(Cause.WRONG_COUNT, SharedDocument.begin(payload, lee).text());
        refused(Cause.SAME_PERSON, both(payload, lee, lee));
        refused(Cause.SAME_PERSON, both(payload, ann, ann2));
        refused(
                Cause.WRONG_COUNT,
                SharedDocument.begin(payload, lee).countersign(ann).countersign(mei).text());
        refused(Cause.WRONG_COUNT, both(Said.hold("m-2", NOW), lee, mei));
    }

    @Test
    void neitherAgentNorOperatorApprovesWhatTheAgentDoes() {
        refused(Cause.SELF, both(Said.approval("m-1", Said.AGENT, NOW), lee, mei));
        refused(Cause.SELF, both(Said.approval("m-2", Said.AGENT, NOW), mei, ann));
        refused(
                Cause.SELF,
                both(
                        Said.approval("m-3", "aws:111122223333:role/Deploy/ci-#:agent", NOW),
                        lee,
                        agent));
    }

    @Test
    void anApprovalThatIsOverIsRefused() {
        String payload = Said.approval("m-1", "aws:111122223333:role/*", NOW);
        refused(Cause.EXPIRED, both(payload, lee, ann), Instant.parse("2026-11-17T23:00:00Z"));
    }

    @Test
    void onlyAKnownKeyCounts() {
        refused(Cause.WRONG_SIGNATURE, stranger.sign(Said.hold("m-1", NOW)));
        refused(
                Cause.UNKNOWN_KEY,
                SigningKey.generate(SigningKey.Kind.ED25519, "eve-1").sign(Said.hold("m-2", NOW)));
    }

    @Test
    void aKeyCountsWithinItsTimeOnly() throws Exception {
        Instant end = NOW.minusSeconds(60);
        hear(old.sign(Said.hold("m-1", end.minusSeconds(30))), end.minusSeconds(10));
        // Neither later, nor by a time that its holder wrote into the past.
        refused(Cause.KEY_NOT_VALID, old.sign(Said.hold("m-2", NOW)));
        refused(Cause.KEY_NOT_VALID, old.sign(Said.hold("m-3", end.minusSeconds(30))));
    }

    @Test
    void aMessageFromTheFutureIsRefused() throws Exception {
        hear(lee.sign(Said.hold("m-1", NOW.plusSeconds(119))));
        refused(Cause.NOT_YET_ISSUED, lee.sign(Said.hold("m-2", NOW.plusSeconds(121))));
    }

    @Test
    void withoutTheTopicsTimeNothingSignedCounts() {
        String message = lee.sign(Said.hold("m-1", NOW));
        RefusedMessageException refusal =
                catchThrowableOfType(
                        RefusedMessageException.class,
                        () ->
                                reader.read(
                                        message.getBytes(StandardCharsets.UTF_8),
                                        new Place("t-0", 1, ControlReader.TIME_UNKNOWN)));
        assertThat(refusal.denial().cause()).isEqualTo(Cause.TIME_UNKNOWN);
    }

    /** The oldest trick: the public key, which everybody knows, as the secret of an HMAC. */
    @ParameterizedTest
    @ValueSource(strings = {"lee-1", "kms-1"})
    void aPublicKeyIsNeverASecret(String keyId) throws JOSEException {
        byte[] secret =
                Arrays.copyOf(
                        people.file().getBytes(StandardCharsets.UTF_8),
                        Math.max(32, people.file().length()));
        JWSObject forged =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(keyId)
                                .type(new JOSEObjectType(SignedForm.TYPE))
                                .build(),
                        new Payload(Said.hold("m-1", NOW)));
        forged.sign(new MACSigner(secret));
        refused(Cause.WRONG_ALGORITHM, forged.serialize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE"})
    void noAlgorithmIsNoSignature(String none) {
        String header =
                "{\"alg\":\"%s\",\"kid\":\"lee-1\",\"typ\":\"fusewire-control+jws\"}"
                        .formatted(none);
        refused(
                Cause.WRONG_ALGORITHM,
                Base64URL.encode(header) + "." + Base64URL.encode(Said.hold("m-1", NOW)) + ".");
    }

    @Test
    void anAlgorithmOfAnotherKindOfKeyIsRefused() throws JOSEException {
        for (String alg : new String[] {"ES256", "RS256", "Ed25519", "ES512"}) {
            refused(
                    Cause.WRONG_ALGORITHM,
                    withHeader(
                            "{\"alg\":\"%s\",\"kid\":\"lee-1\",\"typ\":\"fusewire-control+jws\"}"
                                    .formatted(alg)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"EdDSA\",\"kid\":\"lee-1\",\"typ\":\"JWT\"}",
                "{\"alg\":\"EdDSA\",\"kid\":\"lee-1\"}",
                "{\"alg\":\"EdDSA\",\"typ\":\"fusewire-control+jws\"}",
                "{\"alg\":\"EdDSA\",\"kid\":7,\"typ\":\"fusewire-control+jws\"}",
                "{\"alg\":\"EdDSA\",\"kid\":\"lee-1\",\"typ\":\"fusewire-control+jws\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"EdDSA\",\"kid\":\"lee-1\",\"typ\":\"fusewire-control+jws\",\"jwk\":{}}",
                "{\"alg\":\"EdDSA\",\"kid\":\"lee-1\",\"typ\":\"fusewire-control+jws\",\"jku\":\"https://evil.example\"}",
                "[]",
                "{"
            })
    void aHeaderHasItsThreeMembersAndNothingElse(String header) throws JOSEException {
        refused(Cause.MALFORMED, withHeader(header));
    }

    /** A header of any text, with lee's genuine signature over it. */
    private String withHeader(String header) throws JOSEException {
        Base64URL first = Base64URL.encode(header);
        Base64URL payload = Base64URL.encode(Said.hold("m-1", NOW));
        byte[] signed = (first + "." + payload).getBytes(StandardCharsets.US_ASCII);
        return first + "." + payload + "." + signature(signed);
    }

    private Base64URL signature(byte[] signed) throws JOSEException {
        try {
            OctetKeyPair key = OctetKeyPair.parse(lee.privateJwk());
            return new Ed25519Signatures.Signer(Ed25519Keys.privateKey(key.getDecodedD()))
                    .sign(new JWSHeader(JWSAlgorithm.EdDSA), signed);
        } catch (ParseException | InvalidKeySpecException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"hold\",\"agent\":\"a\",\"jti\":\"m-1\"}",
                "{\"type\":\"hold\",\"agent\":\"a\",\"iat\":1794906000}",
                "{\"type\":\"hold\",\"agent\":\"a\",\"jti\":\"m-1\",\"iat\":\"1794906000\"}",
                "{\"type\":\"hold\",\"agent\":\"a\",\"jti\":\"m-1\",\"iat\":1.5}",
                "{\"type\":\"hold\",\"agent\":\"a\",\"jti\":\"m-1\",\"iat\":99999999999999999999}",
                "{\"type\":\"hold\",\"agent\":\"a\",\"jti\":\"m 1\",\"iat\":1794906000}",
                "{\"type\":\"hold\",\"agent\":\"a\",\"jti\":\"m-1\",\"iat\":1794906000,\"by\":\"root\"}",
                "{\"type\":\"hold\",\"agent\":\"a\",\"jti\":\"m-1\",\"iat\":1794906000,\"at\":\"2026-11-17T09:00:00Z\"}",
                "{\"type\":\"hold\",\"agent\":\"a\",\"agent\":\"b\",\"jti\":\"m-1\",\"iat\":1794906000}",
                "{\"type\":\"coup\",\"jti\":\"m-1\",\"iat\":1794906000}",
                "[]",
                "",
                "hold"
            })
    void whatIsSignedMustBeAMessage(String payload) {
        refused(Cause.MALFORMED, lee.sign(payload));
    }

    @Test
    void aMessageIsReadOnlyUpToItsLimit() {
        refused(Cause.TOO_LARGE, "x".repeat(ControlReader.MESSAGE_BYTES_MAX + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "a.b.c",
                "..",
                "hello",
                "{\"signatures\":[]}",
                "{\"payload\":\"e30\"}",
                "{\"payload\":\"e30\",\"signatures\":[{\"header\":{},\"signature\":\"\"}]}"
            })
    void whatIsNoMessageAtAllIsMalformed(String message) {
        refused(Cause.MALFORMED, message);
    }

    @ParameterizedTest
    @EnumSource(SigningKey.Kind.class)
    void ofAFileTheTimeIsThatOfIssue(SigningKey.Kind kind) throws Exception {
        String message = (kind == SigningKey.Kind.ED25519 ? lee : p256).sign(Said.hold("m-1", NOW));
        Heard heard =
                reader.read(
                        message.getBytes(StandardCharsets.UTF_8),
                        new Place("control.jsonl", 1, ControlReader.WHEN_ISSUED));
        assertThat(heard.statement().command().atMillis()).isEqualTo(NOW.toEpochMilli());
    }
}
