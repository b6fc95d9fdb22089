package io.fusewire.enforcer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.actions.BreakerReader;
import io.fusewire.actions.DecisionReader;
import io.fusewire.actions.ObservationReader;
import io.fusewire.actions.page.PagerSettings;
import io.fusewire.actions.record.RecordChains;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.delivery.Message.Stand;
import io.fusewire.kafka.KeyedText;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The operator that keeps incidents: what a restart does to pages that wait and to the chain. */
class KeepIncidentsTest {

    private static final Instant TRIPPED = Instant.parse("2026-09-21T14:13:20Z");
    private static final long START = TRIPPED.plusSeconds(5).toEpochMilli();

    private boolean onRocksDb;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPageThatWaitsAndTheChainOutliveARestart(boolean onRocksDb) throws Exception {
        this.onRocksDb = onRocksDb;
        List<String> records = new ArrayList<>();
        OperatorSubtaskState snapshot;
        try (var operator = operator(null)) {
            operator.processElement(decision("d1"));
            operator.setProcessingTime(START + 2_000);
            assertThat(operator.extractOutputValues())
                    .extracting(Message::stand)
                    .containsExactly(Stand.OPEN);
            records.addAll(records(operator));
            operator.processElement(closed());
            snapshot = operator.snapshot(1, 1);
        }
        try (var operator = operator(snapshot)) {
            operator.setProcessingTime(START + 5_000);
            assertThat(operator.extractOutputValues())
                    .singleElement()
                    .satisfies(
                            message -> {
                                assertThat(message.stand()).isEqualTo(Stand.CLOSED);
                                assertThat(message.key()).isEqualTo("d1");
                            });
            records.addAll(records(operator));
        }
        RecordChains chains = new RecordChains();
        records.forEach(chains::take);
        assertThat(records).hasSize(2);
        assertThat(chains.findings()).isEmpty();
        assertThat(chains.heads().values())
                .singleElement()
                .satisfies(head -> assertThat(head.sequence()).isEqualTo(2));
    }

    /** Whatever comes twice, and in whatever order: one more page, under the same key. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAnAgentLeavesAfterItsTripIsOneMorePageWithEachCommand(boolean onRocksDb)
            throws Exception {
        this.onRocksDb = onRocksDb;
        List<String> calls =
                new ArrayList<>(Said.sabotage("d1", "Coder", "ci-2", TRIPPED.plusSeconds(6)));
        calls.addAll(List.copyOf(calls));
        Collections.shuffle(calls, new Random(7));
        OperatorSubtaskState snapshot;
        try (var operator = operator(null)) {
            operator.processElement(decision("d1"));
            operator.setProcessingTime(START + 2_000);
            for (String call : calls.subList(0, 3)) {
                operator.processElement(seen(call));
            }
            snapshot = operator.snapshot(1, 1);
        }
        try (var operator = operator(snapshot)) {
            for (String call : calls.subList(3, 6)) {
                operator.processElement(seen(call));
            }
            operator.setProcessingTime(START + 60_000);

            assertThat(operator.extractOutputValues())
                    .singleElement()
                    .satisfies(
                            message -> {
                                assertThat(message.key()).isEqualTo("d1");
                                assertThat(message.body())
                                        .contains(
                                                "aws cloudtrail start-logging --name org --region"
                                                        + " eu-west-1",
                                                "aws stepfunctions stop-execution --execution-arn "
                                                        + Said.EXECUTION
                                                        + " --region eu-west-1",
                                                "a running delete cannot be cancelled",
                                                "--stack-name shop --region eu-west-1");
                            });
        }
    }

    private static StreamRecord<IncidentInput> seen(String call) throws Exception {
        return new StreamRecord<>(IncidentInput.of(ObservationReader.observation(call)));
    }

    /** What was told after the checkpoint is told once more, under the ids that it had. */
    @Test
    void whatIsToldAgainAfterARestoreIsTheSame() throws Exception {
        OperatorSubtaskState snapshot;
        List<Message> before;
        List<String> records = new ArrayList<>();
        try (var operator = operator(null)) {
            operator.processElement(decision("d1"));
            snapshot = operator.snapshot(1, 1);
            operator.setProcessingTime(START + 2_000);
            before = operator.extractOutputValues();
            records.addAll(records(operator));
        }
        try (var operator = operator(snapshot)) {
            operator.setProcessingTime(START + 2_000);
            assertThat(operator.extractOutputValues()).isEqualTo(before);
            records.addAll(records(operator));
        }
        RecordChains chains = new RecordChains();
        records.forEach(chains::take);
        assertThat(chains.findings()).isEmpty();
    }

    private static List<String> records(
            KeyedOneInputStreamOperatorTestHarness<String, IncidentInput, Message> operator) {
        return operator.getSideOutput(EnforcerTopology.RECORDS).stream()
                .map(StreamRecord::getValue)
                .map(KeyedText::json)
                .toList();
    }

    private static StreamRecord<IncidentInput> decision(String id) throws Exception {
        return new StreamRecord<>(
                IncidentInput.of(
                        DecisionReader.decision(Said.trip(id, "Coder", "ci-1", TRIPPED)),
                        TRIPPED.plusSeconds(1).toEpochMilli()));
    }

    private static StreamRecord<IncidentInput> closed() throws Exception {
        return new StreamRecord<>(
                IncidentInput.of(
                        BreakerReader.breaker(
                                Said.breaker(
                                        "Coder",
                                        "ci-1",
                                        BreakerState.CLOSED,
                                        null,
                                        TRIPPED.plusSeconds(60)))));
    }

    private KeyedOneInputStreamOperatorTestHarness<String, IncidentInput, Message> operator(
            OperatorSubtaskState restored) throws Exception {
        PagingSettings settings =
                new PagingSettings(
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
                                "no-file"),
                        false,
                        3_600_000,
                        null,
                        false);
        var operator =
                new KeyedOneInputStreamOperatorTestHarness<String, IncidentInput, Message>(
                        new KeyedProcessOperator<>(new KeepIncidents(settings)),
                        IncidentInput::book,
                        Types.STRING);
        operator.setStateBackend(
                onRocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
        if (restored != null) {
            operator.initializeState(restored);
        }
        operator.setProcessingTime(START);
        operator.open();
        return operator;
    }
}
