package io.fusewire.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.record.CloudTrailRecord;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What holds for any input at all. */
class AnyInputTest {

    private static final List<String> NAMES =
            List.of(
                    "eventName",
                    "eventSource",
                    "eventTime",
                    "eventID",
                    "userIdentity",
                    "message",
                    "_raw",
                    "event",
                    "value",
                    "detail",
                    "detail-type",
                    "Records",
                    "logEvents",
                    "messageType",
                    "requestParameters",
                    "resources",
                    "time",
                    "a",
                    "omitted",
                    "awslogs",
                    "data",
                    "Events",
                    "CloudTrailEvent",
                    "eventJson",
                    "class_uid",
                    "userIdentity.arn",
                    "digestStartTime",
                    "QueryResultRows",
                    "unmapped",
                    "readOnly");

    /** JSON values of all kinds, under names that mean something to the reader. */
    @Provide
    Arbitrary<String> json() {
        return json(3);
    }

    private static Arbitrary<String> json(int nesting) {
        Arbitrary<String> scalar =
                Arbitraries.oneOf(
                        Arbitraries.integers().map(String::valueOf),
                        Arbitraries.of(
                                "null",
                                "true",
                                "false",
                                "-1.5e3",
                                "6003",
                                "\"DATA_MESSAGE\"",
                                "\"2026-03-01T10:15:30Z\"",
                                "\"{\\\"eventName\\\":\\\"A\\\"}\"",
                                "\"{a=b}\"",
                                "\"[\"",
                                "\"AwsCloudTrailInsight\""),
                        Arbitraries.strings().ofMaxLength(12).map(Envelopes::string));
        if (nesting == 0) {
            return scalar;
        }
        Arbitrary<String> inner = json(nesting - 1);
        Arbitrary<String> field =
                Combinators.combine(Arbitraries.of(NAMES), inner)
                        .as((name, value) -> Envelopes.string(name) + ":" + value);
        return Arbitraries.oneOf(
                scalar,
                inner.list().ofMaxSize(4).map(list -> "[" + String.join(",", list) + "]"),
                field.list().ofMaxSize(6).map(fields -> "{" + String.join(",", fields) + "}"));
    }

    /** A record that is accepted, with any further fields that no container has. */
    @Provide
    Arbitrary<String> records() {
        Arbitrary<String> further =
                Combinators.combine(
                                Arbitraries.of(
                                        "requestParameters",
                                        "responseElements",
                                        "resources",
                                        "userIdentity",
                                        "awsRegion",
                                        "errorCode",
                                        "userAgent",
                                        "unknownField",
                                        "additionalEventData"),
                                json())
                        .as((name, value) -> Envelopes.string(name) + ":" + value);
        return further.list().ofMaxSize(5).map(list -> Reading.recordWith(String.join(",", list)));
    }

    @Property(tries = 300)
    void anyRecordIsTheSameOutOfAnyContainer(
            @ForAll("records") String record, @ForAll Envelopes envelope) {
        CollectingSink plain = Reading.message(record);
        assertThat(plain.records).hasSize(1);

        assertThat(Reading.message(envelope.bytes(record)))
                .satisfies(
                        found -> {
                            assertThat(found.deadLetters).isEmpty();
                            assertThat(withoutPlace(found.records))
                                    .isEqualTo(withoutPlace(plain.records));
                            assertThat(found.digests).isEqualTo(plain.digests);
                        });
    }

    /** EventBridge tells account and region where the record itself does not. */
    private static List<String> withoutPlace(List<String> records) {
        return records.stream()
                .map(
                        r ->
                                r.replaceAll(
                                        "(?m)^(recipientAccountId=999999999999|awsRegion=xx-none-1)\n",
                                        ""))
                .toList();
    }

    @Property(tries = 500)
    void anyJsonIsReadWithoutFailingAndEveryByteIsAccountedFor(@ForAll("json") String json) {
        accountedFor(json.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void anyBytesAreReadWithoutFailingAndEveryByteIsAccountedFor(@ForAll byte[] bytes) {
        accountedFor(bytes);
    }

    @Property(tries = 1000)
    void anyDamageIsReadWithoutFailingAndEveryByteIsAccountedFor(
            @ForAll Envelopes envelope, @ForAll Envelopes second, @ForAll int seed) {
        byte[] bytes =
                (envelope.around(Reading.RECORD)
                                + "\n"
                                + second.around(Reading.RECORD)
                                + "\n"
                                + Reading.RECORD)
                        .getBytes(StandardCharsets.UTF_8);
        java.util.Random random = new java.util.Random(seed);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes =
                    switch (random.nextInt(4)) {
                        case 0 -> replaced(bytes, at, 1, (byte) random.nextInt(256));
                        case 1 ->
                                replaced(
                                        bytes,
                                        at,
                                        1,
                                        (byte) "{}[],:\"\\\n ".charAt(random.nextInt(10)));
                        case 2 ->
                                replaced(
                                        bytes,
                                        at,
                                        Math.min(bytes.length - at, random.nextInt(9)),
                                        (byte) '"');
                        default -> java.util.Arrays.copyOf(bytes, at + 1);
                    };
        }
        accountedFor(bytes);
    }

    private static byte[] replaced(byte[] bytes, int at, int count, byte by) {
        byte[] out = new byte[bytes.length - count + 1];
        System.arraycopy(bytes, 0, out, 0, at);
        out[at] = by;
        System.arraycopy(bytes, at + count, out, at + 1, bytes.length - at - count);
        return out;
    }

    /** Reads the bytes as a stream and as a message and checks the accounts of both. */
    static void accountedFor(byte[] bytes) {
        Ledger stream = new Ledger();
        Reading.stream(
                new AuditReader(ReaderLimits.DEFAULT, DigestMode.WHEN_NEEDED, stream),
                bytes,
                stream);
        stream.balances(bytes, true);
        Ledger message = new Ledger();
        new AuditReader(ReaderLimits.DEFAULT, DigestMode.WHEN_NEEDED, message)
                .readMessage(bytes, "t", 7, message);
        message.balances(bytes, false);
    }

    /** Hears of every byte and every record. */
    private static final class Ledger implements Accounting, RecordSink {
        private record Stretch(Kind kind, long from, long to) {}

        private final List<Stretch> stretches = new ArrayList<>();
        private final CollectingSink sink = new CollectingSink();

        @Override
        public void bytes(Kind kind, long from, long to) {
            stretches.add(new Stretch(kind, from, to));
        }

        @Override
        public void record(CloudTrailRecord record) {
            sink.record(record);
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            sink.deadLetter(letter);
        }

        @Override
        public void skipped(SkipReason reason) {
            sink.skipped(reason);
        }

        void balances(byte[] bytes, boolean offsetsAreBytes) {
            long at = 0;
            int records = 0;
            int deadLetters = 0;
            int containers = 0;
            for (Stretch stretch : stretches) {
                assertThat(stretch.from).isEqualTo(at);
                at = stretch.to;
                switch (stretch.kind) {
                    case RECORD -> records++;
                    case DEAD_LETTER -> deadLetters++;
                    case CONTAINER -> containers++;
                    case SKIPPED, ENVELOPE -> {}
                }
            }
            assertThat(at).isEqualTo(bytes.length);
            // Each record and each unreadable region of the input itself was told of; payloads and
            // an array's missing end may add to them.
            assertThat(sink.records.size()).isGreaterThanOrEqualTo(records);
            assertThat(sink.deadLetters.size()).isGreaterThanOrEqualTo(deadLetters);
            if (containers == 0) {
                assertThat(sink.records).hasSize(records);
            }
            for (DeadLetter letter : sink.deadLetters) {
                assertThat(letter.reason()).isNotEmpty().doesNotContain("\n");
                assertThat(letter.offset())
                        .isBetween(0L, offsetsAreBytes ? (long) bytes.length : 7L);
            }
        }
    }
}
