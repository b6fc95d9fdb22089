package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.detection.Decision;
import io.fusewire.detector.TestingTrail.Line;
import io.fusewire.kafka.KafkaSources;
import io.fusewire.kafka.StartingPoint;
import io.fusewire.kafka.embedded.EmbeddedKafka;
import io.fusewire.testing.Await;
import io.fusewire.testing.TestingEnvironments;
import io.fusewire.testing.TestingTopics;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was learned of an agent decides live as it does in a replay, over restarts and disorder. */
class LearnedLiveIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MARK = "not a record, but a mark";
    private static final DetectorSettings SETTINGS = LearnedTrail.settings(DetectorSettings.LIVE);

    /** Of records that arrive up to so many seconds out of order, four a second. */
    private static final int FEW = 8;

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
    void decidesOverOnePartitionInOrderOfTimeWhatAReplayDecides() throws Exception {
        List<Line> fleet = TestingLive.inTotalOrder(LearnedTrail.all(21));
        Path file = folder.resolve("fleet.jsonl");
        Files.writeString(
                file, String.join("\n", TestingTrail.json(fleet)), StandardCharsets.UTF_8);

        try (TestingSinks replayed = new TestingSinks();
                TestingSinks streamed = new TestingSinks()) {
            TestingReplay.run(
                    2,
                    List.of(file),
                    List.of(),
                    LearnedTrail.settings(DetectorSettings.REPLAY),
                    replayed);
            live.stream(live.topicOf(1, fleet), 2, SETTINGS, streamed);

            assertThat(LearnedTrail.trips(replayed))
                    .hasSize(LearnedTrail.ROGUES)
                    .allMatch(LearnedTrail.LADDER_TRIP);
            assertThat(streamed.decisionLines()).isEqualTo(replayed.decisionLines());
        }
    }

    @Test
    void decidesTheSameAfterARestoreFromASavepointThatWasTakenWhileLaddersWereClimbed()
            throws Exception {
        List<Line> fleet = TestingLive.inTotalOrder(LearnedTrail.all(22));
        int cut = inTheMiddleOfTheSecondIncident(fleet);
        String topic = live.topicOf(1, fleet.subList(0, cut));

        try (TestingSinks before = new TestingSinks();
                TestingSinks after = new TestingSinks();
                TestingSinks unbroken = new TestingSinks()) {
            JobClient first = start(topic, 2, null, before);
            awaitMark(topic, before);
            String savepoint =
                    first.stopWithSavepoint(
                                    false,
                                    folder.resolve("savepoints").toUri().toString(),
                                    SavepointFormatType.CANONICAL)
                            .get();
            assertThat(LearnedTrail.trips(before)).as("one of three").hasSize(1);
            new TestingTopics(kafka.clientSettings())
                    .produce(topic, 1, TestingTrail.json(fleet.subList(cut, fleet.size())));
            JobClient second = start(topic, 1, savepoint, after);
            try {
                awaitMark(topic, after);
                live.stream(topic, 1, SETTINGS, unbroken);
            } finally {
                second.cancel().get();
            }

            assertThat(LearnedTrail.trips(unbroken))
                    .hasSize(LearnedTrail.ROGUES)
                    .allMatch(LearnedTrail.LADDER_TRIP);
            assertThat(sorted(before, after)).isEqualTo(sorted(unbroken));
        }
    }

    @Test
    void tripsInTheSameIncidentsAFewRecordsEarlierOrLaterWhenTheyArriveOutOfOrder()
            throws Exception {
        List<Line> history = TestingLive.inTotalOrder(LearnedTrail.history(23));
        List<Line> incident = LearnedTrail.incident();
        String topic = live.topicOf(3, List.of());
        new TestingTopics(kafka.clientSettings()).produce(topic, 1, TestingTrail.json(history));

        try (TestingSinks shuffled = new TestingSinks();
                TestingSinks ordered = new TestingSinks()) {
            JobClient job = start(topic, 4, null, shuffled);
            try {
                awaitMark(topic, shuffled);
                new TestingTopics(kafka.clientSettings())
                        .produce(
                                topic,
                                3,
                                TestingTrail.json(TestingTrail.arrivingWithin(incident, 5, 24)));
                Await.until(
                        "all trips",
                        LIMIT,
                        () -> LearnedTrail.trips(shuffled).size() == LearnedTrail.ROGUES);
            } finally {
                job.cancel().get();
            }
            List<Line> all = new ArrayList<>(history);
            all.addAll(incident);
            live.stream(live.topicOf(1, all), 1, SETTINGS, ordered);

            Map<String, Integer> lostInOrder = lostByAgent(ordered);
            assertThat(LearnedTrail.trips(ordered)).hasSize(LearnedTrail.ROGUES);
            assertThat(LearnedTrail.trips(shuffled)).allMatch(LearnedTrail.LADDER_TRIP);
            assertThat(lostByAgent(shuffled).keySet()).isEqualTo(lostInOrder.keySet());
            lostByAgent(shuffled)
                    .forEach(
                            (agent, lost) ->
                                    assertThat(Math.abs(lost - lostInOrder.get(agent)))
                                            .as(agent)
                                            .isLessThanOrEqualTo(FEW));
        }
    }

    /** The first agent has tripped by then, the second one's ladders stand on some rung. */
    private static int inTheMiddleOfTheSecondIncident(List<Line> fleet) {
        for (int i = 0; i < fleet.size(); i++) {
            if (fleet.get(i).json().contains("\"incident-1-4\"")) {
                return i;
            }
        }
        throw new AssertionError("there must be a second incident");
    }

    private JobClient start(String topic, int parallelism, String savepoint, TestingSinks sinks)
            throws Exception {
        Configuration configuration = new Configuration();
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = TestingEnvironments.local(parallelism, configuration);
        DetectorTopology.configure(env, DetectorSettings.Execution.STREAMING);
        DetectorTopology.overMessages(
                env.fromSource(
                                KafkaSources.audit(
                                        kafka.clientSettings(),
                                        List.of(topic),
                                        topic + "-live",
                                        StartingPoint.EARLIEST),
                                WatermarkStrategy.noWatermarks(),
                                "audit")
                        .uid(OperatorUids.AUDIT_SOURCE),
                TestingLive.noControl(env),
                SETTINGS,
                sinks);
        return env.executeAsync();
    }

    /** What stands before the mark has been read; a savepoint taken now holds all of it. */
    private static void awaitMark(String topic, TestingSinks sinks) throws Exception {
        new TestingTopics(kafka.clientSettings()).produce(topic, 1, List.of(MARK));
        Await.until("the mark", LIMIT, () -> !sinks.all(DeadLetter.class).isEmpty());
    }

    private static List<String> sorted(TestingSinks... parts) {
        return Stream.of(parts)
                .flatMap(sinks -> sinks.decisionLines().lines())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }

    private static Map<String, Integer> lostByAgent(TestingSinks sinks) {
        return sinks.all(Decision.class).stream()
                .filter(decision -> decision.type() == Decision.Type.TRIP)
                .collect(Collectors.toMap(Decision::agent, Decision::resourcesLost));
    }
}
