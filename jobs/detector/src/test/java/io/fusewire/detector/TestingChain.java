package io.fusewire.detector;

import static io.fusewire.testing.OperatorHarnesses.taken;

import io.fusewire.core.detection.Decision;
import io.fusewire.kafka.KafkaMessage;
import io.fusewire.kafka.Topics;
import io.fusewire.testing.OperatorHarnesses;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The live job's operators that keep something, one instance of each, driven by hand: what one
 * gives out the next takes in before anything else happens.
 */
final class TestingChain implements AutoCloseable {

    private static final int MAX_PARALLELISM = DetectorTopology.MAX_PARALLELISM;

    final OneInputStreamOperatorTestHarness<KafkaMessage, ControlMessage> control;
    final BroadcastOperatorTestHarness<KafkaMessage, ControlMessage, StampedEvent> reading;
    final KeyedBroadcastOperatorTestHarness<String, StampedEvent, ControlMessage, GuardInput>
            account;
    final KeyedBroadcastOperatorTestHarness<String, GuardInput, ControlMessage, Decision> guard;
    private final KeyedTwoInputStreamOperatorTestHarness<Byte, Decision, AgentAtWork, Decision>
            counting;

    /** What the account view gave out. */
    final List<GuardInput> viewed = new ArrayList<>();

    private final OperatorHarnesses harnesses = new OperatorHarnesses();
    private long offset;

    private TestingChain(DetectorSettings settings) throws Exception {
        var controlOperator = new ProcessOperator<>(new ReadControl(settings.control()));
        var readingOperator =
                new CoBroadcastWithNonKeyedOperator<>(
                        new ReadMessages(settings), List.of(DetectorTopology.BROADCAST));
        var accountOperator =
                new CoBroadcastWithKeyedOperator<>(
                        new ViewAccount(settings), List.of(DetectorTopology.BROADCAST));
        var guardOperator =
                new CoBroadcastWithKeyedOperator<>(
                        new LiveGuard(settings), List.of(DetectorTopology.BROADCAST));
        control = new OneInputStreamOperatorTestHarness<>(controlOperator, 1, 1, 0);
        reading = new BroadcastOperatorTestHarness<>(readingOperator, MAX_PARALLELISM, 1, 0);
        account =
                new KeyedBroadcastOperatorTestHarness<>(
                        accountOperator,
                        event -> event.event().account(),
                        Types.STRING,
                        MAX_PARALLELISM,
                        1,
                        0);
        guard =
                new KeyedBroadcastOperatorTestHarness<>(
                        guardOperator, GuardInput::agent, Types.STRING, MAX_PARALLELISM, 1, 0);
        counting =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new CountAgents()),
                        decision -> CountAgents.ALL,
                        agent -> CountAgents.ALL,
                        Types.BYTE);
        harnesses.add(OperatorUids.READ_CONTROL, control);
        harnesses.add(OperatorUids.READ_AUDIT, reading);
        harnesses.add(OperatorUids.ACCOUNT_VIEW, account);
        harnesses.add(OperatorUids.GUARD, guard);
        harnesses.add(OperatorUids.COUNT_AGENTS, counting);
    }

    /**
     * @param savepoint by uid; empty to begin with nothing
     */
    static TestingChain open(
            DetectorSettings settings,
            StateBackend backend,
            Map<String, OperatorSubtaskState> savepoint)
            throws Exception {
        TestingChain chain = new TestingChain(settings);
        chain.harnesses.open(backend, savepoint);
        return chain;
    }

    /** What is kept, in the format that any state backend reads. */
    Map<String, OperatorSubtaskState> savepoint() throws Exception {
        return harnesses.savepoint();
    }

    /** The operator of that uid. */
    AbstractStreamOperator<?> operator(String uid) {
        return harnesses.operator(uid);
    }

    /** A message on the control topic, appended at a time. */
    void say(String message, Instant at) throws Exception {
        control.processElement(message(Topics.CONTROL, at.toEpochMilli(), message), 0);
        for (ControlMessage heard : taken(control)) {
            reading.processBroadcastElement(heard, 0);
            account.processBroadcastElement(heard, 0);
            guard.processBroadcastElement(heard, 0);
        }
        Queue<StreamRecord<GuardInput>> commands = control.getSideOutput(DetectorTopology.COMMANDS);
        while (commands != null && !commands.isEmpty()) {
            guard.processElement(commands.remove().getValue(), 0);
        }
    }

    /** An audit record. */
    void read(String json) throws Exception {
        reading.processElement(message(Topics.AUDIT, KafkaMessage.TIME_UNKNOWN, json), 0);
        for (StampedEvent event : taken(reading)) {
            account.processElement(event, 0);
        }
        for (GuardInput input : taken(account)) {
            viewed.add(input);
            guard.processElement(input, 0);
        }
        Queue<StreamRecord<AgentAtWork>> atWork = guard.getSideOutput(DetectorTopology.AT_WORK);
        while (atWork != null && !atWork.isEmpty()) {
            counting.processElement2(atWork.remove());
        }
    }

    private KafkaMessage message(String topic, long appendedAtMillis, String text) {
        return new KafkaMessage(
                topic, 0, offset++, appendedAtMillis, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What came on a side output of an operator so far. */
    static <T> List<T> side(AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
        return OperatorHarnesses.side(harness, tag);
    }

    List<Decision> decisions() {
        return guard.extractOutputValues();
    }

    /** Frees what was given out. */
    void forgetOutput() {
        viewed.clear();
        guard.getOutput().clear();
        for (OutputTag<?> tag : List.of(DetectorTopology.OBSERVATIONS, DetectorTopology.BREAKERS)) {
            Queue<?> given = guard.getSideOutput(tag);
            if (given != null) {
                given.clear();
            }
        }
    }

    @Override
    public void close() throws Exception {
        harnesses.close();
    }
}
