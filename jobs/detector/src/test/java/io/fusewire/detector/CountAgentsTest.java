package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Decision;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** How many agents are at work, from the guard that sees each to the decision that tells it. */
class CountAgentsTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTripTellsHowManyDistinctAgentsWereSeenAlsoAfterARestart(boolean onRocksDb)
            throws Exception {
        Decision decision = decision();
        assertThat(decision.agentsAtWork()).isZero();
        OperatorSubtaskState snapshot;
        try (var counting = counting(onRocksDb, null)) {
            for (String agent : List.of("a", "b", "a", "c", "b")) {
                seen(counting, agent, 100);
            }
            counting.processElement1(new StreamRecord<>(decision));
            assertThat(counting.extractOutputValues()).containsExactly(decision.among(3));
            snapshot = counting.snapshot(1, 1);
        }
        try (var counting = counting(onRocksDb, snapshot)) {
            seen(counting, "c", 100);
            seen(counting, "d", 100);
            counting.processElement1(new StreamRecord<>(decision));
            seen(counting, "a", 101);
            seen(counting, "e", 100);
            counting.processElement1(new StreamRecord<>(decision));
            seen(counting, "a", 102);
            counting.processElement1(new StreamRecord<>(decision));
            assertThat(counting.extractOutputValues())
                    .extracting(Decision::agentsAtWork)
                    .as("four; four the day before; one the day before and one")
                    .containsExactly(4, 4, 1);
        }
    }

    @Test
    void theGuardTellsOfAnAgentOnceADayAndOfNoPersonOrService() throws Exception {
        List<GuardInput> events = teardown();
        try (var guard =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new LiveGuard(DetectorSettings.LIVE),
                                List.of(DetectorTopology.BROADCAST)),
                        GuardInput::agent,
                        Types.STRING,
                        DetectorTopology.MAX_PARALLELISM,
                        1,
                        0)) {
            guard.open();
            guard.setProcessingTime(Duration.ofDays(100).toMillis());
            for (GuardInput event : events.subList(0, 10)) {
                guard.processElement(event, 0);
            }
            guard.setProcessingTime(Duration.ofDays(101).toMillis());
            for (GuardInput event : events.subList(10, 20)) {
                guard.processElement(event, 0);
            }
            Queue<StreamRecord<AgentAtWork>> told = guard.getSideOutput(DetectorTopology.AT_WORK);
            String rogue = events.get(0).agent();
            assertThat(told)
                    .extracting(StreamRecord::getValue)
                    .containsExactly(new AgentAtWork(rogue, 100), new AgentAtWork(rogue, 101));
        }
    }

    private static Decision decision() throws Exception {
        try (TestingChain chain =
                TestingChain.open(DetectorSettings.LIVE, new HashMapStateBackend(), Map.of())) {
            for (GuardInput event : teardown()) {
                chain.guard.processElement(event, 0);
            }
            return chain.decisions().stream()
                    .filter(decision -> decision.type() == Decision.Type.TRIP)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<GuardInput> teardown() throws Exception {
        List<TestingTrail.Line> lines = new ArrayList<>();
        TestingTrail.teardown("111122223333", "rogue", TestingTrail.START, lines);
        try (TestingChain chain =
                TestingChain.open(DetectorSettings.LIVE, new HashMapStateBackend(), Map.of())) {
            for (StampedEvent event : TestingTrail.events(lines)) {
                chain.account.processElement(event, 0);
            }
            return List.copyOf(chain.account.extractOutputValues());
        }
    }

    private static void seen(
            KeyedTwoInputStreamOperatorTestHarness<Byte, Decision, AgentAtWork, Decision> counting,
            String agent,
            long day)
            throws Exception {
        counting.processElement2(new StreamRecord<>(new AgentAtWork(agent, day)));
    }

    private static KeyedTwoInputStreamOperatorTestHarness<Byte, Decision, AgentAtWork, Decision>
            counting(boolean onRocksDb, @Nullable OperatorSubtaskState snapshot) throws Exception {
        var harness =
                new KeyedTwoInputStreamOperatorTestHarness<Byte, Decision, AgentAtWork, Decision>(
                        new KeyedCoProcessOperator<>(new CountAgents()),
                        decision -> CountAgents.ALL,
                        agent -> CountAgents.ALL,
                        Types.BYTE);
        StateBackend backend =
                onRocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
        harness.setStateBackend(backend);
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }
}
