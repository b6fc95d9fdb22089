package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.control.SigningKey;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;
import io.fusewire.testing.Await;
import io.fusewire.testing.TestingEnvironments;
import io.fusewire.testing.TestingTopics;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What people say to a live job between real topics, and what others try to say. */
class SignedControlIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLANTED = "planted-keystore-password";

    private static EmbeddedKafka kafka;

    @TempDir Path folder;
    private int sequence;
    private int letters;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void onlyPeopleCloseABreakerAndNothingSecretShows() throws Exception {
        InMemoryReporter metrics = InMemoryReporter.createWithRetainedMetrics();
        StreamExecutionEnvironment env =
                TestingEnvironments.local(2, metrics.addToConfiguration(new Configuration()));
        try (CapturedLog log = new CapturedLog()) {
            DetectorJob.define(env, config());
            JobClient job = env.executeAsync();
            try {
                talk(metrics);
            } finally {
                job.cancel().get();
            }
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("was refused (unsigned) and changes nothing"))
                    .anyMatch(line -> line.contains("evil\\u000a2026-11-17 INFO forged"))
                    .noneMatch(line -> line.contains("evil\n"));
            assertNothingSecret(log.lines());
            for (String topic : List.of(Topics.DEAD_LETTER, Topics.TRIPS, Topics.BREAKERS)) {
                assertNothingSecret(read(topic, 1).stream().map(ConsumerRecord::value).toList());
            }
        }
    }

    private DetectorConfig config() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys.yaml"), TestingKeys.file());
        Path client =
                Files.writeString(
                        folder.resolve("client.properties"),
                        "ssl.keystore.password=" + PLANTED + "\n");
        return DetectorConfig.of(
                Map.of(
                        "kafka.bootstrap-servers",
                        kafka.bootstrapServers(),
                        "kafka.client-properties-file",
                        client.toString(),
                        "control.keys-file",
                        keys.toString(),
                        "job.checkpoint-interval",
                        "1s"));
    }

    private void talk(InMemoryReporter metrics) throws Exception {
        new TestingTopics(kafka.clientSettings())
                .produce(Topics.AUDIT, 1, TestingTrail.json(TestingTrail.fleet(1)));
        JsonNode open = read(Topics.BREAKERS, TestingTrail.ROGUES, TestingTrail.ROGUES).get(0);
        assertThat(open.get("breaker").asText()).isEqualTo("OPEN");
        String agent = open.get("agent").asText();
        String decision = open.get("decisionId").asText();

        say(unsignedReset(agent, decision));
        assertThat(nextRefusal()).startsWith("control message: unsigned: ");
        say(TestingKeys.ROGUE.sign(reset(agent, decision)));
        assertThat(nextRefusal()).startsWith("control message: self: ");
        say(SigningKey.generate(SigningKey.Kind.ED25519, "lee-1").sign(reset(agent, decision)));
        assertThat(nextRefusal()).startsWith("control message: wrong-signature: ");
        say(
                SigningKey.generate(SigningKey.Kind.ED25519, "evil\n2026-11-17 INFO forged")
                        .sign(reset(agent, decision)));
        assertThat(nextRefusal()).startsWith("control message: unknown-key: ");
        say(TestingKeys.LEE.privateJwk());
        assertThat(nextRefusal()).startsWith("control message: malformed: ");
        assertThat(counted(metrics, "unsigned")).isEqualTo(1);
        assertThat(counted(metrics, "self")).isEqualTo(1);
        assertThat(stateOf(agent)).isEqualTo("OPEN");

        String reset = TestingKeys.LEE.sign(reset(agent, decision));
        say(reset);
        awaitState(agent, "HALF_OPEN");
        say(reset);
        assertThat(nextRefusal()).startsWith("control message: replayed: ");

        say(TestingKeys.ANN.sign(command("hold", agent)));
        awaitState(agent, "FORCED_OPEN");
        say(TestingKeys.LEE.sign(command("release", agent)));
        awaitState(agent, "HALF_OPEN");
        say(TestingKeys.LEE.sign(command("close", agent)));
        awaitState(agent, "CLOSED");
        say(TestingKeys.LEE.sign(command("disable", agent)));
        awaitState(agent, "DISABLED");
        say(TestingKeys.LEE.sign(command("enable", agent)));
        awaitState(agent, "CLOSED");
    }

    private static void assertNothingSecret(List<String> texts) {
        assertThat(texts).isNotEmpty();
        for (SigningKey key : List.of(TestingKeys.LEE, TestingKeys.ANN, TestingKeys.ROGUE)) {
            String secret = key.privateJwk().replaceAll(".*\"d\":\"([^\"]+)\".*", "$1");
            assertThat(texts).noneMatch(text -> text.contains(secret));
        }
        assertThat(texts).noneMatch(text -> text.contains(PLANTED));
    }

    private void say(String message) {
        new TestingTopics(kafka.clientSettings()).produce(Topics.CONTROL, 1, List.of(message));
    }

    /** The dead letter after the last one that was asked for. */
    private String nextRefusal() throws Exception {
        letters++;
        return read(Topics.DEAD_LETTER, letters, letters).get(letters - 1).get("reason").asText();
    }

    private static void awaitState(String agent, String state) throws Exception {
        Await.until("state of " + agent, LIMIT, () -> stateOf(agent), state::equals);
    }

    private static String stateOf(String agent) throws Exception {
        String state = "none";
        for (ConsumerRecord<String, String> message : read(Topics.BREAKERS, 1)) {
            if (message.key().equals(agent)) {
                state = JSON.readTree(message.value()).get("breaker").asText();
            }
        }
        return state;
    }

    private static List<JsonNode> read(String topic, int least, int most) throws Exception {
        List<JsonNode> messages = new ArrayList<>();
        for (ConsumerRecord<String, String> message : read(topic, least)) {
            messages.add(JSON.readTree(message.value()));
        }
        assertThat(messages).hasSizeLessThanOrEqualTo(most);
        return messages;
    }

    private static List<ConsumerRecord<String, String>> read(String topic, int least) {
        return new TestingTopics(kafka.clientSettings())
                .consumeRecords(topic, LIMIT, consumed -> consumed.size() >= least);
    }

    private static long counted(InMemoryReporter metrics, String reason) {
        long sum = 0;
        for (Map.Entry<MetricGroup, Map<String, Metric>> group :
                metrics.getMetricsByGroup().entrySet()) {
            Metric refused = group.getValue().get(MetricNames.CONTROL_REFUSED);
            if (refused != null && group.getKey().getAllVariables().containsValue(reason)) {
                sum += ((Counter) refused).getCount();
            }
        }
        return sum;
    }

    private static String unsignedReset(String agent, String decision) {
        return "{\"type\":\"verdict\",\"agent\":\"%s\",\"decisionId\":\"%s\",\"verdict\":\"legitimate\",\"at\":\"%s\",\"by\":\"lee@example.com\"}"
                .formatted(agent, decision, Instant.now());
    }

    private String reset(String agent, String decision) {
        return "{\"type\":\"verdict\",\"agent\":\"%s\",\"decisionId\":\"%s\",\"verdict\":\"legitimate\",\"to\":\"HALF_OPEN\",\"jti\":\"t-%d\",\"iat\":%d}"
                .formatted(agent, decision, sequence++, Instant.now().getEpochSecond());
    }

    private String command(String type, String agent) {
        return "{\"type\":\"%s\",\"agent\":\"%s\",\"jti\":\"t-%d\",\"iat\":%d}"
                .formatted(type, agent, sequence++, Instant.now().getEpochSecond());
    }
}
