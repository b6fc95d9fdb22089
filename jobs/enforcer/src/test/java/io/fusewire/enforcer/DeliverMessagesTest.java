package io.fusewire.enforcer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.actions.page.PagerSettings;
import io.fusewire.core.delivery.DeliveryReport;
import io.fusewire.core.delivery.DeliveryResult;
import io.fusewire.core.delivery.DeliveryResult.Again;
import io.fusewire.core.delivery.DeliveryResult.Delivered;
import io.fusewire.core.delivery.DeliveryResult.Refused;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.delivery.Message.Stand;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** The delivering operator: what a restart does to what is under way, and that nothing blocks. */
class DeliverMessagesTest {

    private static final long START = 1_790_000_000_000L;

    private final FakeReceivers receivers = new FakeReceivers();
    private StateBackend backend = new HashMapStateBackend();

    @Test
    void messagesOfDifferentKeysDoNotWaitForEachOther() throws Exception {
        try (var operator = operator(null)) {
            for (int i = 0; i < 50; i++) {
                operator.processElement(new StreamRecord<>(open("d" + i, "m" + i)));
            }
            assertThat(receivers.underWay()).hasSize(50);
            answer(operator, new Delivered(202));
            assertThat(operator.extractOutputValues())
                    .hasSize(50)
                    .extracting(DeliveryReport::result)
                    .containsOnly(DeliveryReport.Result.DELIVERED);
            assertThat(operator.numKeyedStateEntries()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasUnderWayIsSentAgainAfterARestore(boolean onRocksDb) throws Exception {
        backend = onRocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
        OperatorSubtaskState snapshot;
        try (var operator = operator(null)) {
            operator.processElement(new StreamRecord<>(open("d1", "m1")));
            operator.processElement(new StreamRecord<>(open("d1", "m2")));
            snapshot = operator.snapshot(1, 1);
        }
        assertThat(receivers.underWay().poll().message().id()).isEqualTo("m1");
        try (var operator = operator(snapshot)) {
            mails(operator);
            assertThat(receivers.underWay()).hasSize(1);
            assertThat(receivers.underWay().peek().message().id()).isEqualTo("m1");
            answer(operator, new Delivered(202));
            assertThat(receivers.underWay().peek().message().id()).isEqualTo("m2");
        }
    }

    @Test
    void aPauseOutlivesARestart() throws Exception {
        OperatorSubtaskState snapshot;
        try (var operator = operator(null)) {
            operator.processElement(new StreamRecord<>(open("d1", "m1")));
            answer(operator, new Again("no answer.", 0));
            assertThat(receivers.underWay()).isEmpty();
            snapshot = operator.snapshot(1, 1);
        }
        try (var operator = operator(snapshot)) {
            mails(operator);
            assertThat(receivers.underWay()).isEmpty();
            operator.setProcessingTime(START + 600);
            assertThat(receivers.underWay()).hasSize(1);
        }
    }

    @Test
    void whatIsRefusedIsADeadLetterWithItsReason() throws Exception {
        try (var operator = operator(null)) {
            operator.processElement(new StreamRecord<>(open("d1", "m1")));
            answer(operator, new Refused("webhook answered HTTP 400."));
            assertThat(operator.getSideOutput(EnforcerTopology.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(
                            letter -> {
                                assertThat(letter.getValue().reason())
                                        .isEqualTo("webhook answered HTTP 400.");
                                assertThat(letter.getValue().source()).isEqualTo("to webhook");
                                assertThat(letter.getValue().raw()).isEqualTo("{\"a\":1}");
                            });
            assertThat(operator.extractOutputValues())
                    .extracting(DeliveryReport::result)
                    .containsExactly(DeliveryReport.Result.GIVEN_UP);
        }
    }

    @Test
    void whatIsOnlyRehearsedIsNotSaidToHaveArrived() throws Exception {
        try (var operator = operator(null)) {
            operator.processElement(new StreamRecord<>(open("d1", "m1")));
            answer(operator, DeliveryResult.REHEARSED);
            assertThat(operator.extractOutputValues())
                    .extracting(DeliveryReport::result)
                    .containsExactly(DeliveryReport.Result.DRY_RUN);
        }
    }

    private static Message open(String key, String id) {
        return new Message(id, "webhook", key, Stand.OPEN, "{\"a\":1}", START);
    }

    // The harness.

    private KeyedOneInputStreamOperatorTestHarness<String, Message, DeliveryReport> operator(
            OperatorSubtaskState restored) throws Exception {
        PagerSettings settings =
                new PagerSettings(
                        List.of("webhook"),
                        false,
                        10_000,
                        100,
                        100,
                        5,
                        PagerSettings.PAGERDUTY_URL,
                        null,
                        null,
                        null,
                        null,
                        60_000,
                        3_600_000,
                        "https://hooks.example/x",
                        "no-file");
        var operator =
                new KeyedOneInputStreamOperatorTestHarness<String, Message, DeliveryReport>(
                        new DeliverMessagesFactory(settings, receivers),
                        DeliverMessages::keyOf,
                        Types.STRING);
        operator.setStateBackend(backend);
        if (restored != null) {
            operator.initializeState(restored);
        }
        operator.setProcessingTime(START);
        operator.open();
        return operator;
    }

    private void answer(
            KeyedOneInputStreamOperatorTestHarness<String, Message, DeliveryReport> operator,
            DeliveryResult result)
            throws Exception {
        receivers.answer(result);
        mails(operator);
    }

    private static void mails(
            KeyedOneInputStreamOperatorTestHarness<String, Message, DeliveryReport> operator)
            throws Exception {
        var mail = operator.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        while (mail.isPresent()) {
            mail.get().run();
            mail = operator.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        }
    }
}
