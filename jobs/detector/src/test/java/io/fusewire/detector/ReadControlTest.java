package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.audit.DeadLetter;
import io.fusewire.kafka.KafkaMessage;

import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/** What the live job lets through from the control topic. */
class ReadControlTest {

    private static final String SAID =
            ",\"agent\":\"aws:111122223333:role/Agents\",\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"lee\"}";

    @Test
    void aPolicyTakesEffect() throws Exception {
        try (var control = control()) {
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
        try (var control = control()) {
            control.processElement(message(text), 0);

            assertThat(control.extractOutputValues()).isEmpty();
            assertThat(control.getSideOutput(DetectorTopology.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(
                            record -> {
                                DeadLetter letter = record.getValue();
                                assertThat(letter.reason())
                                        .startsWith("control message: ")
                                        .contains("must be signed");
                                assertThat(letter.raw()).isEqualTo(text);
                                assertThat(letter.source()).isEqualTo("fusewire.control-0");
                            });
        }
    }

    private static KafkaMessage message(String text) {
        return new KafkaMessage(
                "fusewire.control",
                0,
                7,
                KafkaMessage.TIME_UNKNOWN,
                text.getBytes(StandardCharsets.UTF_8));
    }

    private static OneInputStreamOperatorTestHarness<KafkaMessage, ControlMessage> control()
            throws Exception {
        var control =
                new OneInputStreamOperatorTestHarness<KafkaMessage, ControlMessage>(
                        new ProcessOperator<>(new ReadControl()));
        control.open();
        return control;
    }
}
