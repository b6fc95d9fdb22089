package io.fusewire.enforcer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.event.Outcome;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;
import io.fusewire.testing.Await;
import io.fusewire.testing.TestingEnvironments;
import io.fusewire.testing.TestingTopics;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The job between real topics, in one process; the policies are this process's own. */
class EnforcerIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    private EmbeddedKafka kafka;
    private TestingTopics topics;

    @BeforeEach
    void startKafka() {
        kafka = EmbeddedKafka.start();
        topics = new TestingTopics(kafka.clientSettings());
    }

    @AfterEach
    void stopKafka() {
        kafka.close();
    }

    @Test
    void fromTripToProofToLift() throws Exception {
        FakeAws aws = new FakeAws(false);
        JobClient job = start(aws, TestingSettings.ENFORCING, null);
        try {
            Instant tripped = Instant.now().minusSeconds(5);
            topics.produce(
                    Topics.TRIPS,
                    "not a decision",
                    Said.trip("d0", "SHADOW", "Watched", "a", tripped),
                    Said.trip("d1", "Coder", "ci-1", tripped));
            topics.produce(
                    Topics.BREAKERS,
                    Said.breaker("Coder", "ci-1", BreakerState.OPEN, "d1", tripped));
            outcomes("d1", "WRITTEN");
            assertThat(aws.account().documents.get(Said.role("Coder")))
                    .contains("\"aws:userid\":[\"AROACODER:ci-1\"]");

            topics.produce(
                    Topics.OBSERVATIONS,
                    Said.observation(
                            "d1", "Coder", "ci-1", Outcome.DENIED, Instant.now().plusSeconds(2)));
            String proven = outcomes("d1", "PROVEN");
            assertThat(proven)
                    .contains("\"delivered\":")
                    .contains("\"decided\":")
                    .contains("\"requested\":")
                    .contains("\"written\":")
                    .contains("\"proven\":");

            topics.produce(
                    Topics.BREAKERS,
                    Said.breaker("Coder", "ci-1", BreakerState.CLOSED, null, Instant.now()));
            outcomes("d1", "LIFTED");
            assertThat(aws.arns()).isEmpty();
            assertThat(outcomes("d0", "SHADOW")).contains("nothing was done");

            List<String> incidents =
                    topics.consume(
                            Topics.INCIDENTS,
                            seen -> seen.stream().anyMatch(i -> i.contains("RESOLVED")));
            assertThat(incidents)
                    .filteredOn(i -> i.contains("\"type\":\"UPDATE\""))
                    .allSatisfy(i -> assertThat(i).contains("\"key\":\"d1\""));
            assertThat(topics.consume(Topics.DEAD_LETTER, seen -> !seen.isEmpty()))
                    .singleElement()
                    .satisfies(
                            letter ->
                                    assertThat(letter)
                                            .contains("decision: must be JSON")
                                            .contains("not a decision"));
        } finally {
            job.cancel().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void goesOnWithAWriteThatWasUnderWayWhenTheJobWasStopped() throws Exception {
        FakeAws aws = new FakeAws(true);
        JobClient stopped = start(aws, TestingSettings.ENFORCING, null);
        topics.produce(Topics.TRIPS, Said.trip("d1", "Coder", "ci-1", Instant.now()));
        Await.until("the write", LIMIT, () -> !aws.account().underWay.isEmpty());
        // The answer is not waited for by the savepoint, and gets lost with the job.
        String savepoint =
                stopped.stopWithSavepoint(
                                false, folder.toUri().toString(), SavepointFormatType.NATIVE)
                        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        var before = aws.account().underWay.poll().request;

        JobClient resumed = start(aws, TestingSettings.ENFORCING, savepoint);
        try {
            Await.until("the same write", LIMIT, () -> !aws.account().underWay.isEmpty());
            assertThat(aws.account().underWay.peek().request).isEqualTo(before);
            aws.account().answerAll();
            outcomes("d1", "WRITTEN");
            assertThat(aws.arns()).containsExactly(Said.role("Coder"));
        } finally {
            resumed.cancel().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void aJobThatStartsWithoutACheckpointAsksAgainForWhatIsStillOpen() throws Exception {
        FakeAws aws = new FakeAws(false);
        Instant tripped = Instant.now().minusSeconds(5);
        kafka.createTopics(Topics.ofEnforcer(Optional.empty()));
        topics.produce(
                Topics.BREAKERS,
                Said.breaker("Coder", "ci-1", BreakerState.OPEN, "d1", tripped),
                Said.breaker("Coder", "ci-2", BreakerState.CLOSED, null, Instant.now()));
        topics.produce(
                Topics.TRIPS,
                Said.trip("d1", "Coder", "ci-1", tripped),
                Said.trip("d2", "Coder", "ci-2", tripped));
        JobClient job = start(aws, TestingSettings.ENFORCING, null);
        try {
            outcomes("d1", "WRITTEN");
            Await.until(
                    "only what is open is denied",
                    LIMIT,
                    () -> aws.account().documents.get(Said.role("Coder")),
                    document -> document.contains("ci-1") && !document.contains("ci-2"));
        } finally {
            job.cancel().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void aFloodIsHeldBackAndPagedOnce() throws Exception {
        FakeAws aws = new FakeAws(false);
        JobClient job = start(aws, TestingSettings.admitting(2), null);
        try {
            Instant tripped = Instant.now();
            for (int i = 1; i <= 5; i++) {
                topics.produce(Topics.TRIPS, Said.trip("d" + i, "Role" + i, "s", tripped));
            }
            outcomes("d5", "HELD_BACK");
            outcomes("d2", "WRITTEN");
            assertThat(aws.arns())
                    .containsExactlyInAnyOrder(Said.role("Role1"), Said.role("Role2"));
            List<String> incidents =
                    topics.consume(
                            Topics.INCIDENTS,
                            seen ->
                                    seen.stream()
                                                    .filter(i -> i.contains("\"type\":\"UPDATE\""))
                                                    .count()
                                            >= 6);
            assertThat(incidents)
                    .filteredOn(i -> i.contains("\"type\":\"UPDATE\""))
                    .filteredOn(i -> i.contains("\"key\":\"mass-trip\""))
                    .hasSize(1);

            topics.produce(
                    Topics.BREAKERS,
                    Said.breaker("Role5", "s", BreakerState.FORCED_OPEN, "d5", Instant.now()));
            outcomes("d5", "WRITTEN");
            assertThat(aws.arns()).contains(Said.role("Role5"));
        } finally {
            job.cancel().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void twoHundredSessionsOfTwentyRolesAreContainedAndSetFreeByOneWriterATarget()
            throws Exception {
        FakeAws aws = new FakeAws(false);
        JobClient job = start(aws, TestingSettings.admitting(4_096), null);
        try {
            Instant tripped = Instant.now();
            outcomesOfWarmUp();
            List<String> trips = new ArrayList<>();
            List<String> closes = new ArrayList<>();
            for (int s = 0; s < 10; s++) {
                for (int r = 0; r < 20; r++) {
                    trips.add(Said.trip("d" + r + "-" + s, "Role" + r, "s" + s, tripped));
                    closes.add(
                            Said.breaker("Role" + r, "s" + s, BreakerState.CLOSED, null, tripped));
                }
            }
            // While the first write of each role is under way, its other sessions are asked for,
            // however slowly this machine hands the trips over.
            aws.account().hold();
            topics.produce(Topics.TRIPS, trips.toArray(String[]::new));
            topics.consume(
                    Topics.OUTCOMES,
                    seen -> seen.stream().filter(o -> o.contains("\"REQUESTED\"")).count() >= 201);
            assertThat(aws.account().asked).hasSize(21);
            aws.account().release();
            Map<String, JsonNode> written = lastOutcomes(201, "WRITTEN");
            assertThat(aws.arns()).hasSize(21);
            assertThat(written.values())
                    .allSatisfy(
                            o ->
                                    assertThat(
                                                    aws.account()
                                                            .documents
                                                            .get(o.get("target").textValue()))
                                            .contains(userId(o)));
            assertThat(aws.account().mostPerTarget).hasValue(1);
            assertThat(aws.account().asked).hasSizeLessThan(100);

            topics.produce(Topics.BREAKERS, closes.toArray(String[]::new));
            topics.produce(
                    Topics.BREAKERS,
                    Said.breaker("WarmUp", "w", BreakerState.CLOSED, null, Instant.now()));
            lastOutcomes(201, "LIFTED");
            assertThat(aws.arns()).isEmpty();
        } finally {
            job.cancel().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void outcomesOfWarmUp() {
        topics.produce(Topics.TRIPS, Said.trip("warm", "WarmUp", "w", Instant.now()));
        outcomes("warm", "WRITTEN");
    }

    private static String userId(JsonNode outcome) {
        return '"' + outcome.get("measure").textValue().substring("aws:userid=".length()) + '"';
    }

    /** Waits until the latest outcome of each of so many decisions is of this state. */
    private Map<String, JsonNode> lastOutcomes(int decisions, String state) {
        Map<String, JsonNode> last = new HashMap<>();
        topics.consume(
                Topics.OUTCOMES,
                all -> {
                    last.clear();
                    for (String line : all) {
                        JsonNode outcome = json(line);
                        last.put(outcome.get("decisionId").textValue(), outcome);
                    }
                    return last.size() == decisions
                            && last.values().stream()
                                    .allMatch(o -> o.get("state").textValue().equals(state));
                });
        return last;
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void aDryRunWritesNothingAndMarksWhatItSays() throws Exception {
        StreamExecutionEnvironment env = TestingEnvironments.local(2, new Configuration());
        EnforcerJob.define(env, config());
        JobClient job = env.executeAsync();
        try {
            topics.produce(Topics.TRIPS, Said.trip("d1", "Coder", "ci-1", Instant.now()));
            assertThat(outcomes("d1", "WRITTEN"))
                    .contains("\"dryRun\":true")
                    .contains("Dry run: nothing was written");
        } finally {
            job.cancel().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private EnforcerConfig config() throws Exception {
        return EnforcerConfig.of(
                Map.of(
                        "kafka.bootstrap-servers",
                        kafka.bootstrapServers(),
                        "job.checkpoint-interval",
                        "1s"));
    }

    private JobClient start(FakeAws aws, EnforcerSettings settings, String savepoint)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = TestingEnvironments.local(2, configuration);
        EnforcerJob.define(env, config(), settings, aws);
        return env.executeAsync();
    }

    /** Waits for an outcome. */
    private String outcomes(String decision, String state) {
        List<String> seen =
                topics.consume(
                        Topics.OUTCOMES,
                        all -> all.stream().anyMatch(o -> isOf(o, decision, state)));
        return seen.stream().filter(o -> isOf(o, decision, state)).findFirst().orElseThrow();
    }

    private static boolean isOf(String outcome, String decision, String state) {
        return outcome.contains("\"decisionId\":\"" + decision + "\"")
                && outcome.contains("\"state\":\"" + state + "\"");
    }
}
