package io.fusewire.enforcer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.event.Outcome;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;
import io.fusewire.standin.AwsStandIn;
import io.fusewire.standin.Caller;
import io.fusewire.standin.Credentials;
import io.fusewire.standin.Faults;
import io.fusewire.testing.Await;
import io.fusewire.testing.JobJar;
import io.fusewire.testing.TestingCluster;
import io.fusewire.testing.TestingTopics;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The job jar on a cluster of separate processes, writing to what stands in for AWS. */
class ClusterIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ROLE = Said.role("Coder");
    private static final String ENFORCER = "arn:aws:iam::" + Said.ACCOUNT + ":role/fusewire";
    private static final String POLICY = ROLE + " policy FusewireBreaker";

    /** Somebody else's, in the policy that is ours: it has to be there all the time. */
    private static final String OTHERS =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"TeamKeepsBackups\",\"Effect\":\"Deny\",\"Action\":\"backup:Delete*\",\"Resource\":\"*\"}]}";

    @TempDir Path folder;

    private final JobJar jobJar = JobJar.ofModule();
    private EmbeddedKafka kafka;
    private TestingTopics topics;
    private AwsStandIn aws;
    private Credentials base;
    private Map<String, String> atTheStart;

    @BeforeEach
    void start() throws IOException {
        kafka = EmbeddedKafka.start();
        topics = new TestingTopics(kafka.clientSettings());
        aws = AwsStandIn.start(Clock.systemUTC(), Duration.ZERO, 1);
        String user = "arn:aws:iam::" + Said.ACCOUNT + ":user/base";
        aws.addUser(user, "AIDABASE");
        base = aws.addAccessKey(user, "AKIABASE", true);
        aws.addRole(ENFORCER, "AROAENFORCER");
        aws.addRole(ROLE, "AROACODER");
        aws.addInlinePolicy(ROLE, "FusewireBreaker", OTHERS);
        atTheStart = aws.documents();
    }

    @AfterEach
    void stop() {
        aws.close();
        kafka.close();
    }

    @Test
    void aMachineThatFailsWhileItsSessionsAreContainedChangesNothingOfHowItEnds() throws Exception {
        try (TestingCluster cluster = TestingCluster.start(folder)) {
            try {
                cluster.submit(jobJar, arguments());
                contain();
                failWhileAnotherIsContained(cluster);
                proveAndLift();
            } catch (Exception | AssertionError e) {
                e.addSuppressed(new AssertionError(cluster.output()));
                throw e;
            }
        }
    }

    private void contain() {
        topics.produce(Topics.TRIPS, Said.trip("d1", "Coder", "ci-1", Instant.now()));

        assertThat(statesUntil("d1", "WRITTEN")).containsExactly("REQUESTED", "WRITTEN");
        assertThat(aws.documents().get(POLICY))
                .contains("\"aws:userid\":[\"AROACODER:ci-1\"]", "TeamKeepsBackups");
        assertThat(isDenied("ci-1")).isTrue();
    }

    /**
     * The machine is lost with a write under way. What it had written before stands in the
     * checkpoint only: its trip is not read again.
     */
    private void failWhileAnotherIsContained(TestingCluster cluster) throws Exception {
        aws.setFaults(Faults.NONE.with(Faults.Kind.UNMODIFIABLE, 1));
        topics.produce(Topics.TRIPS, Said.trip("d2", "Coder", "ci-2", Instant.now()));
        Await.until("a write under way", LIMIT, this::wasPutOff);
        cluster.checkpoint();
        cluster.killTaskManager();
        assertThat(statesUntil("d2", "REQUESTED")).containsExactly("REQUESTED");
        assertThat(isDenied("ci-2")).isFalse();

        aws.setFaults(Faults.NONE);
        cluster.startTaskManager();
        assertThat(statesUntil("d2", "WRITTEN")).containsExactly("REQUESTED", "WRITTEN");
        cluster.awaitRestored();
        assertThat(aws.documents().get(POLICY))
                .containsOnlyOnce("AROACODER:ci-1")
                .containsOnlyOnce("AROACODER:ci-2")
                .contains("TeamKeepsBackups");
        assertThat(isDenied("ci-1")).isTrue();
        assertThat(isDenied("ci-2")).isTrue();
    }

    private boolean wasPutOff() {
        return aws.calls().stream()
                .anyMatch(call -> call.answer().equals(Faults.Kind.UNMODIFIABLE.name()));
    }

    private void proveAndLift() {
        topics.produce(
                Topics.OBSERVATIONS,
                Said.observation(
                        "d1", "Coder", "ci-1", Outcome.DENIED, Instant.now().plusSeconds(2)));
        statesUntil("d1", "PROVEN");

        topics.produce(
                Topics.BREAKERS,
                Said.breaker("Coder", "ci-1", BreakerState.CLOSED, null, Instant.now()),
                Said.breaker("Coder", "ci-2", BreakerState.CLOSED, null, Instant.now()));

        assertThat(statesUntil("d1", "LIFTED"))
                .containsExactly("REQUESTED", "WRITTEN", "PROVEN", "LIFTED");
        assertThat(statesUntil("d2", "LIFTED")).containsExactly("REQUESTED", "WRITTEN", "LIFTED");
        assertThat(aws.documents()).isEqualTo(atTheStart);
        assertThat(isDenied("ci-1")).isFalse();
    }

    private boolean isDenied(String sessionName) {
        Caller agent =
                Caller.roleSession(
                        ROLE, "AROACODER", sessionName, Instant.parse("2026-09-21T13:00:00Z"));
        return aws.judge(agent, "ec2:TerminateInstances", "*").isDenied();
    }

    /**
     * The states that a decision's containment went through, up to one. What is repeated after a
     * failure, or says more of the same state, adds none.
     */
    private List<String> statesUntil(String decision, String state) {
        List<String> states = new ArrayList<>();
        topics.consume(
                Topics.OUTCOMES,
                LIMIT,
                seen -> {
                    states.clear();
                    for (String line : seen) {
                        JsonNode outcome = json(line);
                        String next = outcome.path("state").asText();
                        if (outcome.path("decisionId").asText().equals(decision)
                                && !states.contains(next)) {
                            states.add(next);
                        }
                    }
                    return states.contains(state);
                });
        return states;
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private List<String> arguments() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("kafka.bootstrap-servers", kafka.bootstrapServers());
        // The test takes the one checkpoint itself.
        given.put("job.checkpoint-interval", "1h");
        given.put("actions.writer", "aws");
        given.put("aws.access-key-id", base.accessKeyId());
        given.put("aws.secret-access-key", base.secretAccessKey());
        given.put("aws.account.default.endpoint", aws.endpoint().toString());
        given.put("aws.account.default.role-arn", ENFORCER);
        List<String> arguments = new ArrayList<>();
        given.forEach(
                (key, value) -> {
                    arguments.add("--" + key);
                    arguments.add(value);
                });
        return arguments;
    }

    @Test
    void theJobJarBringsItsConnectorAndTheSdkAndNeitherFlinkNorTestEquipment() throws IOException {
        assertThat(jobJar.mainClass()).isEqualTo(EnforcerJob.class.getName());
        assertThat(jobJar.entries())
                .contains(
                        "io/fusewire/enforcer/EnforcerJob.class",
                        "io/fusewire/core/containment/TargetDesk.class",
                        "org/apache/flink/connector/kafka/source/KafkaSource.class",
                        "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                        "software/amazon/awssdk/services/iam/IamClient.class",
                        "software/amazon/awssdk/services/sts/StsClient.class")
                .noneMatch(name -> name.startsWith("org/apache/flink/runtime/"))
                .noneMatch(name -> name.startsWith("org/apache/flink/api/"))
                .noneMatch(name -> name.startsWith("org/slf4j/"))
                .noneMatch(name -> name.startsWith("io/fusewire/kafka/embedded/"))
                .noneMatch(name -> name.startsWith("io/fusewire/testing/"))
                .noneMatch(name -> name.startsWith("io/fusewire/standin/"))
                .noneMatch(name -> name.startsWith("kafka/server/"))
                .noneMatch(name -> name.startsWith("scala/"));
    }
}
