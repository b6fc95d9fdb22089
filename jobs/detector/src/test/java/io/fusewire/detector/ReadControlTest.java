package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.audit.DeadLetter;
import io.fusewire.control.SharedDocument;
import io.fusewire.control.SigningKey;
import io.fusewire.core.detection.Command;
import io.fusewire.kafka.KafkaMessage;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** What the live job lets through from the control topic. */
class ReadControlTest {

    private static final Instant NOW = Instant.parse("2026-11-17T09:00:00Z");
    private static final ControlTrust TRUST = new ControlTrust(TestingKeys.file(), false);
    private static final String SAID =
            ",\"agent\":\"aws:111122223333:role/Agents\",\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"lee\"}";

    @Test
    void anUnsignedPolicyTakesEffectWhereConfigurationSaysSo() throws Exception {
        try (var control = control(new ControlTrust(null, true))) {
            control.processElement(
                    message(
                            "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\","
                                    + "\"policy\":{\"mode\":\"enforce\"}}"),
                    0);

            assertThat(control.extractOutputValues())
                    .singleElement()
                    .satisfies(said -> assertThat(said.policy()).isNotNull());
            assertThat(control.getSideOutput(DetectorTopology.DEAD_LETTERS)).isNull();
        }
    }

    /** Whoever can write to the topic could close a breaker or approve his own work. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"verdict\",\"decisionId\":\"0a\",\"verdict\":\"legitimate\"" + SAID,
                "{\"type\":\"hold\"" + SAID,
                "{\"type\":\"release\"" + SAID,
                "{\"type\":\"close\"" + SAID,
                "{\"type\":\"disable\"" + SAID,
                "{\"type\":\"enable\"" + SAID,
                "{\"type\":\"approval\",\"id\":\"C\",\"agent\":\"*\",\"effects\":[\"DESTROY\"],"
                        + "\"resources\":[\"*\"],\"count\":1,\"at\":\"2026-01-01T00:00:00Z\","
                        + "\"notBefore\":\"2026-01-01T00:00:00Z\","
                        + "\"expiry\":\"2026-01-02T00:00:00Z\",\"ticket\":\"T\","
                        + "\"approvers\":[\"lee\",\"ann\"]}"
            })
    void whatWouldHaveToBeSignedIsRefusedWithAReason(String text) throws Exception {
        try (var control = control(new ControlTrust(TestingKeys.file(), true))) {
            control.processElement(message(text), 0);

            assertThat(control.extractOutputValues()).isEmpty();
            assertThat(control.getSideOutput(DetectorTopology.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(
                            record -> {
                                DeadLetter letter = record.getValue();
                                assertThat(letter.reason())
                                        .startsWith("control message: unsigned: ")
                                        .contains("must be signed");
                                assertThat(letter.raw()).isEqualTo(text);
                                assertThat(letter.source()).isEqualTo("fusewire.control-0");
                            });
        }
    }

    @Test
    void byDefaultAPolicyMustBeSignedToo() throws Exception {
        String policy =
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\",\"policy\":{}}";
        try (var control = control(ControlTrust.NOBODY)) {
            control.processElement(message(policy), 0);

            assertThat(control.extractOutputValues()).isEmpty();
            assertThat(reasons(control)).singleElement().asString().contains("unsigned");
        }
    }

    @Test
    void aSignedHoldGoesToItsAgentsGuard() throws Exception {
        try (var control = control(TRUST)) {
            control.processElement(message(hold("m-1", TestingKeys.LEE)), 0);

            assertThat(control.extractOutputValues()).isEmpty();
            assertThat(control.getSideOutput(DetectorTopology.COMMANDS))
                    .singleElement()
                    .satisfies(
                            said -> {
                                Command command = said.getValue().command();
                                assertThat(command.kind()).isEqualTo(Command.Kind.HOLD);
                                assertThat(command.by()).isEqualTo("lee@example.com");
                                assertThat(command.atMillis()).isEqualTo(NOW.toEpochMilli());
                            });
        }
    }

    @Test
    void anApprovalOfTwoGoesToAllGuards() throws Exception {
        String payload =
                "{\"type\":\"approval\",\"id\":\"C\",\"agent\":\"aws:*\",\"effects\":[\"DESTROY\"],"
                        + "\"resources\":[\"*\"],\"count\":1,\"notBefore\":\"2026-11-17T08:00:00Z\","
                        + "\"expiry\":\"2026-11-18T00:00:00Z\",\"ticket\":\"T\",\"jti\":\"m-1\",\"iat\":"
                        + NOW.getEpochSecond()
                        + "}";
        try (var control = control(TRUST)) {
            control.processElement(
                    message(
                            SharedDocument.begin(payload, TestingKeys.LEE)
                                    .countersign(TestingKeys.ANN)
                                    .text()),
                    0);

            assertThat(control.extractOutputValues())
                    .singleElement()
                    .satisfies(
                            said -> {
                                assertThat(said.approval().vouchedBy()).isEqualTo("lee-1, ann-1");
                                assertThat(said.approval().approval().approvers())
                                        .containsExactly("lee@example.com", "ann@example.com");
                            });
        }
    }

    /** A job that comes back from its checkpoint must not obey again what it obeyed before. */
    @Test
    void remembersOverARestartWhatTookEffect() throws Exception {
        OperatorSubtaskState state;
        try (var control = control(TRUST)) {
            control.processElement(message(hold("m-1", TestingKeys.LEE)), 0);
            state = control.snapshot(1, 1);
        }
        try (var control = harness(TRUST)) {
            control.initializeState(state);
            control.open();
            control.processElement(message(hold("m-1", TestingKeys.LEE)), 0);
            control.processElement(message(hold("m-2", TestingKeys.LEE)), 0);

            assertThat(control.getSideOutput(DetectorTopology.COMMANDS)).hasSize(1);
            assertThat(reasons(control)).singleElement().asString().contains("replayed");
        }
    }

    @Test
    void aPrivateKeyThatWasSentByMistakeIsNotKept() throws Exception {
        String jwk = TestingKeys.LEE.privateJwk();
        String secret = jwk.replaceAll(".*\"d\":\"([^\"]+)\".*", "$1");
        try (var control = control(TRUST)) {
            control.processElement(message(jwk), 0);
            control.processElement(message(secret), 0);

            assertThat(control.getSideOutput(DetectorTopology.DEAD_LETTERS))
                    .first()
                    .satisfies(
                            letter ->
                                    assertThat(letter.getValue().raw())
                                            .contains("***")
                                            .doesNotContain(secret));
            assertThat(reasons(control)).noneMatch(reason -> reason.contains(secret));
        }
    }

    private static List<String> reasons(
            OneInputStreamOperatorTestHarness<KafkaMessage, ControlMessage> control) {
        return control.getSideOutput(DetectorTopology.DEAD_LETTERS).stream()
                .map(StreamRecord::getValue)
                .map(DeadLetter::reason)
                .toList();
    }

    private static String hold(String id, SigningKey key) {
        return key.sign(
                "{\"type\":\"hold\",\"agent\":\"aws:111122223333:role/Agents\",\"jti\":\"%s\",\"iat\":%d}"
                        .formatted(id, NOW.getEpochSecond()));
    }

    private static KafkaMessage message(String text) {
        return new KafkaMessage(
                "fusewire.control",
                0,
                7,
                NOW.toEpochMilli(),
                text.getBytes(StandardCharsets.UTF_8));
    }

    private static OneInputStreamOperatorTestHarness<KafkaMessage, ControlMessage> control(
            ControlTrust trust) throws Exception {
        var control = harness(trust);
        control.open();
        return control;
    }

    private static OneInputStreamOperatorTestHarness<KafkaMessage, ControlMessage> harness(
            ControlTrust trust) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new ReadControl(trust)));
    }
}
