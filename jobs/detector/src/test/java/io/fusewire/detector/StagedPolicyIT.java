package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.detector.TestingTrail.Line;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;
import io.fusewire.testing.TestingEnvironments;
import io.fusewire.testing.TestingTopics;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A policy tried beside what holds, between real topics, and activated. */
class StagedPolicyIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Databases weigh more; who calls is as it was, so that the guard alone has to hear of it. */
    private static final String STRICT =
            "version: 1\nweights: { types: { 'AWS::RDS::DBInstance': 60 } }\n";

    private static final String VERSION = PolicyVersion.idOf(STRICT);

    private int sequence;

    @Test
    void saysWhatItWouldHaveDecidedAndDecidesOnceItIsActivated() throws Exception {
        InMemoryReporter metrics = InMemoryReporter.createWithRetainedMetrics();
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            StreamExecutionEnvironment env =
                    TestingEnvironments.local(2, metrics.addToConfiguration(new Configuration()));
            DetectorJob.define(
                    env,
                    DetectorConfig.of(
                            Map.of(
                                    "kafka.bootstrap-servers",
                                    kafka.bootstrapServers(),
                                    "control.unsigned-policies",
                                    "true",
                                    "job.checkpoint-interval",
                                    "1s")));
            JobClient job = env.executeAsync();
            try {
                tryAndActivate(kafka, metrics);
            } finally {
                job.cancel().get();
            }
        }
    }

    private void tryAndActivate(EmbeddedKafka kafka, InMemoryReporter metrics) throws Exception {
        say(
                kafka,
                "{\"type\":\"policy\",\"stage\":true,\"effectiveFrom\":\"%s\",\"text\":\"%s\"}"
                        .formatted(TestingTrail.START, STRICT.replace("\n", "\\n")));
        awaitHeard(kafka, "stage");
        audit(kafka, TestingTrail.fleet(1));

        List<JsonNode> differences = read(kafka, Topics.DIFFERENCES, 2 * TestingTrail.ROGUES);
        assertThat(kinds(differences)).contains("ONLY_CANDIDATE", "CANDIDATE_FIRST");
        assertThat(differences)
                .allSatisfy(
                        difference -> {
                            assertThat(difference.at("/candidate/policy").asText())
                                    .isEqualTo(VERSION);
                            assertThat(difference.at("/active/policy").asText())
                                    .isEqualTo("default");
                        });
        List<JsonNode> trips = read(kafka, Topics.TRIPS, TestingTrail.ROGUES);
        assertThat(trips)
                .allSatisfy(trip -> assertThat(trip.path("policy").asText()).isEqualTo("default"));
        assertThat(counted(metrics)).isGreaterThanOrEqualTo(differences.size());

        Instant activated = TestingTrail.START.plusSeconds(8_000);
        say(
                kafka,
                "{\"type\":\"activate\",\"version\":\"%s\",\"at\":\"%s\",\"by\":\"lee\"}"
                        .formatted(VERSION, activated));
        awaitHeard(kafka, "activate");
        List<Line> more = new ArrayList<>();
        TestingTrail.teardown("444455556666", "late", activated.plusSeconds(60), more);
        audit(kafka, more);

        JsonNode trip = tripOf("late", kafka);
        assertThat(trip.path("policy").asText()).isEqualTo(VERSION);
        assertThat(trip.path("resourcesLost").asInt())
                .isLessThan(tripOf("rogue", kafka).path("resourcesLost").asInt());
        say(
                kafka,
                "{\"type\":\"activate\",\"version\":\"%s\",\"at\":\"%s\",\"by\":\"lee\"}"
                        .formatted(VERSION, activated));
        assertThat(read(kafka, Topics.DEAD_LETTER, 3).stream().map(l -> l.path("reason").asText()))
                .anyMatch(
                        reason ->
                                reason.equals(
                                        "control message: no-effect: activate for version "
                                                + VERSION
                                                + " was refused: no version of this id is on trial"));
    }

    /**
     * The guard has heard what was said before once it refuses a step that is said after it. There
     * is one instance, so that it is the one that tells.
     */
    private void awaitHeard(EmbeddedKafka kafka, String what) throws Exception {
        int riddle = sequence++;
        say(
                kafka,
                "{\"type\":\"withdraw\",\"version\":\"%012d\",\"at\":\"2026-03-02T08:00:00Z\",\"by\":\"%s\"}"
                        .formatted(riddle, what));
        new TestingTopics(kafka.clientSettings())
                .consumeRecords(
                        Topics.DEAD_LETTER,
                        LIMIT,
                        consumed ->
                                consumed.stream()
                                        .anyMatch(
                                                letter ->
                                                        letter.value()
                                                                .contains(
                                                                        "version %012d"
                                                                                .formatted(
                                                                                        riddle))));
    }

    private static long counted(InMemoryReporter metrics) {
        return metrics.getMetricsByGroup().values().stream()
                .map(group -> group.get(MetricNames.CANDIDATE_DIFFERENCES))
                .filter(Counter.class::isInstance)
                .mapToLong(counter -> ((Counter) counter).getCount())
                .sum();
    }

    private static void say(EmbeddedKafka kafka, String message) {
        new TestingTopics(kafka.clientSettings()).produce(Topics.CONTROL, 1, List.of(message));
    }

    private static void audit(EmbeddedKafka kafka, List<Line> lines) {
        new TestingTopics(kafka.clientSettings())
                .produce(Topics.AUDIT, 1, TestingTrail.json(lines));
    }

    private static TreeSet<String> kinds(List<JsonNode> differences) {
        return differences.stream()
                .map(difference -> difference.path("kind").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The first trip of an agent, once there is one; pages apart. */
    private static JsonNode tripOf(String agent, EmbeddedKafka kafka) throws Exception {
        Predicate<String> isTrip =
                message ->
                        message.contains("\"type\":\"TRIP\"")
                                && message.contains("role/Agents/" + agent + ":agent\"");
        return JSON.readTree(
                new TestingTopics(kafka.clientSettings())
                                .consumeRecords(
                                        Topics.TRIPS,
                                        LIMIT,
                                        consumed ->
                                                consumed.stream()
                                                        .map(ConsumerRecord::value)
                                                        .anyMatch(isTrip))
                                .stream()
                                .map(ConsumerRecord::value)
                                .filter(isTrip)
                                .findFirst()
                                .orElseThrow());
    }

    private static List<JsonNode> read(EmbeddedKafka kafka, String topic, int least)
            throws Exception {
        List<JsonNode> messages = new ArrayList<>();
        for (ConsumerRecord<String, String> message :
                new TestingTopics(kafka.clientSettings())
                        .consumeRecords(topic, LIMIT, consumed -> consumed.size() >= least)) {
            messages.add(JSON.readTree(message.value()));
        }
        return messages;
    }
}
