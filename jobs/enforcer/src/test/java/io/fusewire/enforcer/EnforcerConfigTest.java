package io.fusewire.enforcer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fusewire.actions.TargetWriter;
import io.fusewire.actions.aws.AwsIamWriter;
import io.fusewire.actions.page.HttpSender;
import io.fusewire.actions.page.MessageSender;
import io.fusewire.jobs.ConfigException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class EnforcerConfigTest {

    @TempDir Path folder;

    @Test
    void writesNothingUnlessToldTo() throws ConfigException {
        EnforcerConfig config = EnforcerConfig.of("--kafka.bootstrap-servers", "broker:9092");
        assertThat(config.settings().isRehearsal()).isTrue();
        assertThat(config.settings().ownPrincipals()).isEmpty();
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
                                                "job.checkpoint-interval", "1ms",
                                                "policy.file", "/nowhere.yaml",
                                                "colour", "red")));

        assertThat(problems.problems())
                .containsExactlyInAnyOrder(
                        "kafka.bootstrap-servers must be given",
                        "actions.writer must be one of dry-run, aws, but was 'telnet'",
                        "actions.burst must be a whole number from 1 to 1000, but was '0'",
                        "job.checkpoint-interval must be a duration from 100 ms to 1 h, but was '1ms'",
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
                                                "aws.account.default.organizations-account", "o-1",
                                                "aws.colour", "red",
                                                "actions.attempt-timeout", "10s")));
        assertThat(problems.problems())
                .contains(
                        "aws.threads must be a whole number from 1 to 64, but was '0'",
                        "aws.account.default.organizations-account must be an account's id of 12"
                                + " digits, but was 'o-1'")
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
    void pagesNobodyUnlessToldTo() throws ConfigException {
        EnforcerConfig config = EnforcerConfig.of("--kafka.bootstrap-servers", "b:1");
        assertThat(config.paging().pagers().receivers()).isEmpty();
        assertThat(config.paging().pagesShadow()).isFalse();
        assertThat(config.paging().isRehearsal()).isTrue();
    }

    @Test
    void takesReceiversWithTheirSecretsFromFiles() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "R0utingKeyThatNobodyMustSee00000");
        EnforcerConfig config =
                EnforcerConfig.of(
                        Map.of(
                                "kafka.bootstrap-servers", "b:1",
                                "pager.receivers", "pagerduty, alertmanager",
                                "pager.shadow", "info",
                                "pager.open-for", "2h",
                                "pager.runbook-url", "https://runbooks.example/x",
                                "pager.pagerduty.routing-key-file", key.toString(),
                                "pager.alertmanager.url", "http://alertmanager:9093",
                                "pager.plain-http", "true"));
        assertThat(config.paging().pagers().receivers())
                .containsExactly("pagerduty", "alertmanager");
        assertThat(config.paging().pagesShadow()).isTrue();
        assertThat(config.paging().rules().openForMillis()).isEqualTo(7_200_000);
        assertThat(config.paging().rules().runbookUrl()).isEqualTo("https://runbooks.example/x");
        assertThat(config.toString()).doesNotContain("R0utingKey");
        try (MessageSender sender = config.senders().create()) {
            assertThat(sender).isInstanceOf(HttpSender.class);
        }
    }

    @Test
    void reportsWhatIsWrongWithReceivers() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad"), "not a key S3CRET");
        assertThat(problems(Map.of("pager.receivers", "pigeon")))
                .containsExactly(
                        "pager.receivers must name each of pagerduty, alertmanager, webhook at most"
                                + " once and nothing else, but was 'pigeon'");
        assertThat(problems(Map.of("pager.receivers", "pagerduty,alertmanager,webhook")))
                .containsExactly(
                        "pager.pagerduty.routing-key-file must be given where pagerduty is paged",
                        "pager.alertmanager.url must be given where alertmanager is paged",
                        "pager.webhook.url must be given where webhook is paged",
                        "pager.webhook.secret-file must be given where webhook is paged");
        assertThat(
                        problems(
                                Map.of(
                                        "pager.receivers", "alertmanager",
                                        "pager.alertmanager.url", "http://alertmanager:9093/S3CRET",
                                        "pager.alertmanager.bearer-token-file", "a",
                                        "pager.alertmanager.basic-auth-file", "b",
                                        "pager.runbook-url", "ftp://x")))
                .containsExactly(
                        "pager.alertmanager.url must be an https URL, or http on this machine or"
                                + " with pager.plain-http, without a password; it is not",
                        "pager.alertmanager.bearer-token-file and"
                                + " pager.alertmanager.basic-auth-file must not be given together,"
                                + " but were",
                        "pager.runbook-url must be an http or https URL; it is not");
        assertThat(
                        problems(
                                Map.of(
                                        "pager.receivers",
                                        "pagerduty",
                                        "pager.pagerduty.routing-key-file",
                                        bad.toString())))
                .containsExactly(
                        "pager.pagerduty: the file of PagerDuty's routing key must hold 32 letters"
                                + " and digits");
        assertThat(
                        problems(
                                Map.of(
                                        "pager.receivers", "webhook",
                                        "pager.webhook.url", "https://hooks.example",
                                        "pager.webhook.secret-file", "/nowhere")))
                .containsExactly("pager.webhook: the file of the webhook's secret cannot be read");
    }

    private static List<String> problems(Map<String, String> pager) {
        Map<String, String> given = new HashMap<>(pager);
        given.put("kafka.bootstrap-servers", "b:1");
        return catchThrowableOfType(ConfigException.class, () -> EnforcerConfig.of(given))
                .problems();
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
