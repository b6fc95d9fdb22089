package io.fusewire.enforcer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fusewire.actions.TargetWriter;
import io.fusewire.actions.aws.AwsIamWriter;
import io.fusewire.jobs.ConfigException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class EnforcerConfigTest {

    @TempDir Path folder;

    @Test
    void writesNothingUnlessToldTo() throws ConfigException {
        EnforcerConfig config = EnforcerConfig.of("--kafka.bootstrap-servers", "broker:9092");
        assertThat(config.settings().isRehearsal()).isTrue();
        assertThat(config.settings().ownPrincipals()).isEmpty();
        assertThat(config.settings().rules().escalation().allowed())
                .doesNotContain(io.fusewire.core.containment.Rung.ROLE_SESSIONS);
    }

    @Test
    void reportsAllProblemsAtOnce() {
        ConfigException problems =
                catchThrowableOfType(
                        ConfigException.class,
                        () ->
                                EnforcerConfig.of(
                                        Map.of(
                                                "actions.writer", "telnet",
                                                "actions.burst", "0",
                                                "job.buffer-timeout", "100ms",
                                                "policy.file", "/nowhere.yaml",
                                                "colour", "red")));

        assertThat(problems.problems())
                .containsExactlyInAnyOrder(
                        "kafka.bootstrap-servers must be given",
                        "actions.writer must be one of dry-run, aws, but was 'telnet'",
                        "actions.burst must be a whole number from 1 to 1000, but was '0'",
                        "job.buffer-timeout must be a duration from 0 ms to 5 ms, but was '100ms'",
                        "policy.file must name a readable file, but was '/nowhere.yaml'",
                        "colour must be a known key; see the documentation");
    }

    @Test
    void takesTheBreakGlassListFromThePolicy() throws Exception {
        Path policy = folder.resolve("policy.yaml");
        Files.writeString(
                policy,
                """
                version: 1
                breakGlass:
                  - roleArn: "arn:aws:iam::*:role/Emergency"
                """);
        EnforcerConfig config =
                EnforcerConfig.of(
                        "--kafka.bootstrap-servers", "b:1", "--policy.file", policy.toString());
        assertThat(config.settings().policyText()).contains("Emergency");
        assertThat(config.settings().measureChoice()).isNotNull();
    }

    @Test
    void writesToAwsWhenToldTo() throws ConfigException {
        EnforcerConfig config =
                EnforcerConfig.of(
                        Map.of(
                                "kafka.bootstrap-servers", "b:1",
                                "actions.writer", "aws",
                                "aws.account.default.region", "eu-central-1"));
        assertThat(config.settings().isRehearsal()).isFalse();
        try (TargetWriter writer = config.writers().create()) {
            assertThat(writer).isInstanceOf(AwsIamWriter.class);
        }
    }

    @Test
    void reportsWhatIsWrongWithTheKeysOfAwsBesideTheRest() {
        ConfigException problems =
                catchThrowableOfType(
                        ConfigException.class,
                        () ->
                                EnforcerConfig.of(
                                        Map.of(
                                                "kafka.bootstrap-servers", "b:1",
                                                "aws.threads", "0",
                                                "aws.colour", "red",
                                                "actions.attempt-timeout", "10s")));
        assertThat(problems.problems())
                .contains("aws.threads must be a whole number from 1 to 64, but was '0'")
                .anyMatch(problem -> problem.startsWith("aws.colour must be"));
    }

    @Test
    void anAttemptOutlivesTheWritersOwnTimeout() {
        ConfigException problems =
                catchThrowableOfType(
                        ConfigException.class,
                        () ->
                                EnforcerConfig.of(
                                        Map.of(
                                                "kafka.bootstrap-servers", "b:1",
                                                "actions.attempt-timeout", "10s")));
        assertThat(problems.problems())
                .containsExactly(
                        "actions.attempt-timeout must be longer than aws.write-timeout, PT15S, but"
                                + " was '10s'");
    }

    @Test
    void neverShowsASecret() throws ConfigException {
        EnforcerConfig config =
                EnforcerConfig.of(
                        "--kafka.bootstrap-servers", "b:1", "--kafka.sasl-jaas-config", "s3cret");
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @Test
    void theReadmeHasTheTable() throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains(EnforcerConfig.table());
    }
}
