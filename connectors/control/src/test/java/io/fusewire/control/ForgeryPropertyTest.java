package io.fusewire.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;

import io.fusewire.control.ControlReader.Place;
import io.fusewire.core.control.UsedMessages;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Whatever an attacker who can write to the topic makes of what he has read there, none counts. */
class ForgeryPropertyTest {

    private static final Instant NOW = Said.NOW;
    private static final TestingKeys PEOPLE = new TestingKeys();
    private static final SigningKey LEE =
            PEOPLE.add("lee-1", "lee@example.com", "responder, approver");
    private static final SigningKey ANN =
            PEOPLE.add("ann-1", "ann@example.com", "responder, approver");
    private static final SigningKey KIM =
            PEOPLE.add(
                    "kim-1",
                    "kim@example.com",
                    "responder, approver",
                    SigningKey.Kind.ES256,
                    TestingKeys.FROM,
                    TestingKeys.UNTIL);
    private static final TrustedKeys KEYS = PEOPLE.trusted();

    /** The attacker's own, one of them under the id of a key that is trusted. */
    private static final List<SigningKey> FORGED =
            List.of(
                    SigningKey.generate(SigningKey.Kind.ED25519, "lee-1"),
                    SigningKey.generate(SigningKey.Kind.ES256, "lee-1"),
                    SigningKey.generate(SigningKey.Kind.ED25519, "kim-1"),
                    SigningKey.generate(SigningKey.Kind.ES256, "kim-1"),
                    SigningKey.generate(SigningKey.Kind.ED25519, "eve-1"));

    private static boolean counts(String message) {
        return counts(message.getBytes(StandardCharsets.UTF_8), reader(), NOW);
    }

    private static ControlReader reader() {
        return new ControlReader(KEYS, false, new UsedMessages());
    }

    private static boolean counts(byte[] message, ControlReader reader, Instant at) {
        try {
            reader.read(message, new Place("fusewire.control-0", 0, at.toEpochMilli()));
            return true;
        } catch (RefusedMessageException e) {
            assertThat(e.denial().reason()).isNotBlank();
            return false;
        }
    }

    /** Good messages of every kind and form. */
    @Provide
    Arbitrary<String> good() {
        Arbitrary<SigningKey> keys = Arbitraries.of(LEE, KIM);
        Arbitrary<String> ids = Arbitraries.strings().withCharRange('a', 'z').ofLength(12);
        return Combinators.combine(keys, ids, Arbitraries.integers().between(0, 4))
                .as(
                        (key, id, kind) ->
                                switch (kind) {
                                    case 0 -> key.sign(Said.hold(id, NOW));
                                    case 1 -> key.sign(Said.verdict(id, NOW));
                                    case 2 -> key.sign(Said.command("release", "agent", id, NOW));
                                    default ->
                                            SharedDocument.begin(
                                                            Said.approval(id, "aws:*", NOW), key)
                                                    .countersign(ANN)
                                                    .text();
                                });
    }

    @Property(tries = 200)
    void aGoodMessageCountsOnceAndNeverAgain(
            @ForAll("good") String message, @ForAll @IntRange(min = 0, max = 900) int later) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        ControlReader reader = reader();
        assertThat(counts(bytes, reader, NOW)).isTrue();
        assertThat(counts(bytes, reader, NOW)).isFalse();
        assertThat(counts(bytes, reader, NOW.plusSeconds(later))).isFalse();
    }

    @Property(tries = 2_000)
    void aChangedByteMakesItWorthless(
            @ForAll("good") String message,
            @ForAll @IntRange(min = 0) int place,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        bytes[place % bytes.length] ^= (byte) change;
        assertThat(counts(bytes, reader(), NOW)).isFalse();
    }

    @Property(tries = 500)
    void aPartOfItIsWorthless(@ForAll("good") String message, @ForAll @IntRange(min = 0) int cut) {
        int kept = cut % message.length();
        assertThat(counts(message.substring(0, kept))).isFalse();
        assertThat(counts(message.substring(kept + 1))).isFalse();
    }

    @Property(tries = 300)
    void whatTheAttackerSignsIsWorthless(@ForAll @IntRange(min = 0, max = 4) int forger) {
        SigningKey key = FORGED.get(forger);
        assertThat(counts(key.sign(Said.hold("id-1", NOW)))).isFalse();
        assertThat(
                        counts(
                                SharedDocument.begin(Said.approval("id-2", "aws:*", NOW), LEE)
                                        .countersign(key)
                                        .text()))
                .isFalse();
        assertThat(
                        counts(
                                SharedDocument.begin(Said.approval("id-3", "aws:*", NOW), key)
                                        .countersign(ANN)
                                        .text()))
                .isFalse();
    }

    /** Header, payload and signature of good messages, put together anew. */
    @Property(tries = 500)
    void partsOfGoodMessagesDoNotMakeAnother(
            @ForAll @IntRange(min = 0, max = 3) int header,
            @ForAll @IntRange(min = 0, max = 3) int payload,
            @ForAll @IntRange(min = 0, max = 3) int signature) {
        List<String> good =
                List.of(
                        LEE.sign(Said.hold("p-1", NOW)),
                        LEE.sign(Said.verdict("p-2", NOW)),
                        ANN.sign(Said.hold("p-3", NOW)),
                        KIM.sign(Said.command("release", "agent", "p-4", NOW)));
        String mixed =
                good.get(header).split("\\.")[0]
                        + "."
                        + good.get(payload).split("\\.")[1]
                        + "."
                        + good.get(signature).split("\\.")[2];
        // One person's headers are alike, so some mixtures are a whole message again.
        assertThat(counts(mixed)).isEqualTo(good.contains(mixed));
    }

    /** What one has signed for one purpose does not approve, nor does half of it. */
    @Property(tries = 100)
    void signaturesUnderOtherPayloadsDoNotApprove(@ForAll @IntRange(min = 1, max = 900) int count) {
        String small = Said.approval("q-1", "aws:*", NOW);
        String large = small.replace("\"count\":12", "\"count\":" + (count == 12 ? 13 : count));
        String one = LEE.sign(small);
        String other = ANN.sign(large);
        String document =
                "{\"payload\":\"%s\",\"signatures\":[{\"protected\":\"%s\",\"signature\":\"%s\"},{\"protected\":\"%s\",\"signature\":\"%s\"}]}"
                        .formatted(
                                Base64URL.encode(large),
                                one.split("\\.")[0],
                                one.split("\\.")[2],
                                other.split("\\.")[0],
                                other.split("\\.")[2]);
        assertThat(counts(document)).isFalse();
    }

    @Property(tries = 1_000)
    void anyBytesAreReadWithoutHarm(@ForAll byte[] bytes) {
        assertThat(counts(bytes, reader(), NOW)).isFalse();
    }
}
