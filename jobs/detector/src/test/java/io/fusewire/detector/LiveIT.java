package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Decision;
import io.fusewire.detector.TestingTrail.Line;
import io.fusewire.kafka.KafkaMessage;
import io.fusewire.kafka.KafkaSources;
import io.fusewire.kafka.StartingPoint;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;
import io.fusewire.testing.Await;
import io.fusewire.testing.TestingEnvironments;
import io.fusewire.testing.TestingTopics;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The job between real topics, in one process. */
class LiveIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;
    private static final String CRASH = "crash now";

    private static EmbeddedKafka kafka;
    private static TestingLive live;

    @TempDir Path folder;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
        live = new TestingLive(kafka);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void tripsFromTopicToTopicAndSaysWhatItCouldNotRead() throws Exception {
        StreamExecutionEnvironment env = TestingEnvironments.local(2);
        DetectorJob.define(
                env,
                DetectorConfig.of(
                        Map.of(
                                "kafka.bootstrap-servers",
                                kafka.bootstrapServers(),
                                "kafka.audit-partitions",
                                Integer.toString(PARTITIONS),
                                "job.checkpoint-interval",
                                "1s")));
        JobClient job = env.executeAsync();
        try {
            List<String> records = new ArrayList<>(TestingTrail.json(TestingTrail.fleet(1)));
            records.add("not a record");
            new TestingTopics(kafka.clientSettings()).produce(Topics.AUDIT, PARTITIONS, records);
            new TestingTopics(kafka.clientSettings())
                    .produce(Topics.CONTROL, 1, List.of("{\"type\":\"riddle\"}"));

            List<ConsumerRecord<String, String>> trips =
                    new TestingTopics(kafka.clientSettings())
                            .consumeRecords(
                                    Topics.TRIPS,
                                    LIMIT,
                                    consumed -> tripIds(consumed).size() >= TestingTrail.ROGUES);
            List<ConsumerRecord<String, String>> deadLetters =
                    new TestingTopics(kafka.clientSettings())
                            .consumeRecords(
                                    Topics.DEAD_LETTER, LIMIT, consumed -> consumed.size() >= 2);
            List<ConsumerRecord<String, String>> breakers =
                    new TestingTopics(kafka.clientSettings())
                            .consumeRecords(
                                    Topics.BREAKERS,
                                    LIMIT,
                                    consumed -> consumed.size() >= TestingTrail.ROGUES);

            assertThat(tripIds(trips)).hasSize(TestingTrail.ROGUES);
            assertThat(trips)
                    .allSatisfy(
                            trip ->
                                    assertThat(trip.value())
                                            .contains("\"agent\":\"" + trip.key() + "\"")
                                            .contains("\"deliveredAt\":\""));
            assertThat(trips)
                    .anySatisfy(
                            trip ->
                                    assertThat(trip.value())
                                            .contains("\"type\":\"TRIP\"")
                                            .containsPattern("\"agentsAtWork\":[1-9]"));
            assertThat(breakers)
                    .allSatisfy(
                            state -> assertThat(state.value()).contains("\"breaker\":\"OPEN\""));
            assertThat(deadLetters)
                    .extracting(ConsumerRecord::value)
                    .anySatisfy(
                            letter ->
                                    assertThat(letter)
                                            .contains("\"source\":\"fusewire.audit-")
                                            .contains("not a record"))
                    .anySatisfy(
                            letter ->
                                    assertThat(letter)
                                            .contains("\"source\":\"fusewire.control-0\"")
                                            .contains("riddle"));
        } finally {
            job.cancel().get();
        }
    }

    @Test
    void decidesOverOnePartitionInOrderOfTimeWhatAReplayDecides() throws Exception {
        List<Line> fleet = TestingLive.inTotalOrder(TestingTrail.fleet(11));
        Path file = folder.resolve("fleet.jsonl");
        Files.writeString(
                file, String.join("\n", TestingTrail.json(fleet)), StandardCharsets.UTF_8);

        try (TestingSinks replayed = new TestingSinks();
                TestingSinks streamed = new TestingSinks()) {
            TestingReplay.run(2, List.of(file), List.of(), replayed);
            live.stream(live.topicOf(1, fleet), 2, streamed);

            assertThat(replayed.all(Decision.class)).isNotEmpty();
            assertThat(streamed.decisionLines()).isEqualTo(replayed.decisionLines());
        }
    }

    @Test
    void tripsTheSameAgentsWhenRecordsArriveUpToThirtySecondsOutOfOrder() throws Exception {
        List<Line> fleet = TestingTrail.fleet(12);

        try (TestingSinks ordered = new TestingSinks();
                TestingSinks shuffled = new TestingSinks()) {
            live.stream(live.topicOf(1, fleet), 1, ordered);
            live.stream(
                    live.topicOf(PARTITIONS, TestingTrail.arrivingWithin(fleet, 30, 13)),
                    4,
                    shuffled);

            assertThat(tripsByAgent(ordered)).hasSize(TestingTrail.ROGUES);
            assertThat(tripsByAgent(shuffled).keySet()).isEqualTo(tripsByAgent(ordered).keySet());
            assertThat(tripsByAgent(shuffled).values())
                    .allSatisfy(ids -> assertThat(ids).hasSize(1));
        }
    }

    @Test
    void losesNoTripAndDoublesNoneWhenAnOperatorFailsBetweenCheckpoints() throws Exception {
        String topic = live.topicOf(1, TestingTrail.fleet(14));
        CrashingOnce.reset();
        try (TestingSinks sinks = new TestingSinks()) {
            StreamExecutionEnvironment env = TestingLive.streaming(2);
            env.configure(checkpointing(Duration.ofMillis(300)));
            DataStream<KafkaMessage> audit =
                    env.fromSource(
                                    KafkaSources.audit(
                                            kafka.clientSettings(),
                                            List.of(topic),
                                            topic,
                                            StartingPoint.EARLIEST),
                                    WatermarkStrategy.noWatermarks(),
                                    "audit")
                            .map(new CrashingOnce())
                            .returns(KafkaMessage.class);
            DetectorTopology.overMessages(
                    audit, TestingLive.noControl(env), DetectorSettings.LIVE, sinks);
            JobClient job = env.executeAsync();
            try {
                Await.until(
                        "trips before the crash",
                        LIMIT,
                        () -> tripsByAgent(sinks).size() == TestingTrail.ROGUES);
                Await.until("a checkpoint", LIMIT, () -> CrashingOnce.CHECKPOINTS.get() > 0);
                List<Line> more = new ArrayList<>();
                TestingTrail.teardown(
                        "444455556666", "late-rogue", TestingTrail.START.plusSeconds(9_000), more);
                List<String> records = new ArrayList<>(TestingTrail.json(more));
                records.add(records.size() / 2, CRASH);
                new TestingTopics(kafka.clientSettings()).produce(topic, 1, records);
                Await.until(
                        "the trip after the crash",
                        LIMIT,
                        () ->
                                CrashingOnce.HAS_CRASHED.get()
                                        && tripsByAgent(sinks).size() == TestingTrail.ROGUES + 1);
            } finally {
                job.cancel().get();
            }

            assertThat(tripsByAgent(sinks).values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
        }
    }

    @Test
    void goesOnFromARetainedCheckpointAfterTheJobWasKilled() throws Exception {
        List<Line> lines = new ArrayList<>();
        TestingTrail.teardown("111122223333", "rogue", TestingTrail.START, lines);
        int third = lines.size() / 3;
        String topic = live.topicOf(1, lines.subList(0, third));
        Path checkpoints = folder.resolve("checkpoints");

        try (TestingSinks before = new TestingSinks();
                TestingSinks after = new TestingSinks();
                TestingSinks unbroken = new TestingSinks()) {
            CrashingOnce.reset();
            JobClient killed = startCheckpointed(topic, checkpoints, null, before);
            Await.until("a checkpoint", LIMIT, () -> CrashingOnce.CHECKPOINTS.get() > 1);
            killed.cancel().get();
            Path latest = latestCheckpoint(checkpoints);
            new TestingTopics(kafka.clientSettings())
                    .produce(topic, 1, TestingTrail.json(lines.subList(third, lines.size())));
            JobClient resumed = startCheckpointed(topic, checkpoints, latest, after);
            try {
                live.stream(topic, 1, unbroken);
                Set<String> expected = allTripIds(unbroken);
                assertThat(expected).hasSize(1);
                Await.until(
                        "the trip of a run without a break",
                        LIMIT,
                        () -> {
                            Set<String> ids = new TreeSet<>(allTripIds(before));
                            ids.addAll(allTripIds(after));
                            return ids;
                        },
                        expected::equals);
            } finally {
                resumed.cancel().get();
            }
        }
    }

    private JobClient startCheckpointed(
            String topic, Path checkpoints, Path restored, TestingSinks sinks) throws Exception {
        Configuration configuration = checkpointing(Duration.ofMillis(200));
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        if (restored != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, restored.toUri().toString());
        }
        StreamExecutionEnvironment env = TestingEnvironments.local(1, configuration);
        DetectorTopology.configure(env, DetectorSettings.Execution.STREAMING);
        DataStream<KafkaMessage> audit =
                env.fromSource(
                                KafkaSources.audit(
                                        kafka.clientSettings(),
                                        List.of(topic),
                                        topic + "-live",
                                        StartingPoint.EARLIEST),
                                WatermarkStrategy.noWatermarks(),
                                "audit")
                        .uid(OperatorUids.AUDIT_SOURCE)
                        .map(new CrashingOnce())
                        .returns(KafkaMessage.class)
                        .uid("watching-checkpoints");
        DetectorTopology.overMessages(
                audit, TestingLive.noControl(env), DetectorSettings.LIVE, sinks);
        return env.executeAsync();
    }

    private static Path latestCheckpoint(Path checkpoints) throws Exception {
        try (var walk = Files.walk(checkpoints)) {
            return walk.filter(path -> path.getFileName().toString().equals("_metadata"))
                    .map(Path::getParent)
                    .max(
                            Comparator.comparingInt(
                                    path ->
                                            Integer.parseInt(
                                                    path.getFileName()
                                                            .toString()
                                                            .substring("chk-".length()))))
                    .orElseThrow();
        }
    }

    private static Configuration checkpointing(Duration interval) {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        return configuration;
    }

    private static Map<String, Set<String>> tripsByAgent(TestingSinks sinks) {
        return sinks.all(Decision.class).stream()
                .filter(decision -> decision.type() == Decision.Type.TRIP)
                .collect(
                        Collectors.groupingBy(
                                Decision::agent,
                                TreeMap::new,
                                Collectors.mapping(
                                        Decision::decisionId,
                                        Collectors.toCollection(TreeSet::new))));
    }

    private static Set<String> allTripIds(TestingSinks sinks) {
        Set<String> ids = new TreeSet<>();
        tripsByAgent(sinks).values().forEach(ids::addAll);
        return ids;
    }

    private static Set<String> tripIds(List<ConsumerRecord<String, String>> messages) {
        Pattern id = Pattern.compile("\"decisionId\":\"([^\"]+)\",\"type\":\"TRIP\"");
        Set<String> ids = new TreeSet<>();
        for (ConsumerRecord<String, String> message : messages) {
            Matcher matcher = id.matcher(message.value());
            if (matcher.find()) {
                ids.add(matcher.group(1));
            }
        }
        return ids;
    }

    /** Fails the first time that it is told to, and counts checkpoints. */
    private static final class CrashingOnce
            implements MapFunction<KafkaMessage, KafkaMessage>, CheckpointListener {

        static final AtomicBoolean HAS_CRASHED = new AtomicBoolean();
        static final AtomicInteger CHECKPOINTS = new AtomicInteger();
        private static final long serialVersionUID = 1;

        static void reset() {
            HAS_CRASHED.set(false);
            CHECKPOINTS.set(0);
        }

        @Override
        public KafkaMessage map(KafkaMessage message) {
            byte[] value = message.value();
            if (value != null
                    && new String(value, StandardCharsets.UTF_8).equals(CRASH)
                    && HAS_CRASHED.compareAndSet(false, true)) {
                throw new IllegalStateException("a crash, as the test wants it");
            }
            return message;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            CHECKPOINTS.incrementAndGet();
        }
    }
}
