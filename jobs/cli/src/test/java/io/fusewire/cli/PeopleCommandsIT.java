package io.fusewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The person on call, with a real broker and a running detector. */
class PeopleCommandsIT {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final String PLANTED = "planted-keystore-password";
    private static final long LIMIT_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
    private static final int DATABASES = 30;
    private static final String ACCOUNT = "111122223333";

    @TempDir private Path folder;
    private final StringBuilder keysFile = new StringBuilder("version: 1\nkeys:\n");
    private EmbeddedKafka kafka;

    @Test
    void anIncidentFromItsTripToItsEnd() throws Exception {
        for (String person : List.of("lee", "ann", "rogue")) {
            keysFile.append(
                    CommandOutput.of(
                                    "keys",
                                    "generate",
                                    "--id",
                                    person + "-1",
                                    "--person",
                                    person,
                                    "--out",
                                    key(person + "-1"))
                            .out());
        }
        keysFile.append(
                CommandOutput.of(
                                "keys",
                                "generate",
                                "--id",
                                "ann-2",
                                "--person",
                                "ann@example.com",
                                "--out",
                                key("ann-2"))
                        .out());
        keysFile.append(
                CommandOutput.of(
                                "keys",
                                "generate",
                                "--id",
                                "pol-1",
                                "--person",
                                "pol",
                                "--roles",
                                "policy-admin",
                                "--out",
                                key("pol-1"))
                        .out());
        Path keys = Files.writeString(folder.resolve("keys.yaml"), keysFile);
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            kafka = broker;
            Files.writeString(
                    folder.resolve("client.properties"),
                    "bootstrap.servers=%s\nssl.keystore.password=%s\n"
                            .formatted(broker.bootstrapServers(), PLANTED));
            broker.createTopics(Topics.all(1, Optional.of((short) 1)));
            try (LiveJob detector =
                    LiveJob.detector(
                            List.of(
                                    "--kafka.bootstrap-servers",
                                    broker.bootstrapServers(),
                                    "--control.keys-file",
                                    keys.toString()),
                            Files.createDirectory(folder.resolve("work")),
                            1,
                            0)) {
                produce(Topics.AUDIT, teardown());
                talk(awaitOpen());
                assertThat(detector).isNotNull();
            }
        }
    }

    /** The agent and the decision that `status` shows. */
    private Matcher awaitOpen() {
        Pattern open = Pattern.compile("(?m)^OPEN +SHADOW +\\S+ +(\\S+) +1  (\\S+)$");
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (true) {
            Matcher shown = open.matcher(run("status").out());
            if (shown.find()) {
                return shown;
            }
            assertThat(System.nanoTime()).as("a trip within a minute").isLessThan(deadline);
        }
    }

    private void talk(Matcher open) throws Exception {
        String decision = open.group(1);
        String agent = open.group(2);

        StringWriter watched = new StringWriter();
        Thread watcher = watch(watched);
        awaitLine(watched, "OPEN         SHADOW");

        assertThat(run("explain", decision).out())
                .contains("TRIP  2026-03-02T08:00", agent, "fusewire reset " + decision);

        refused(
                "self: verdict legitimate",
                run("reset", decision, "--verdict", "legitimate", "--key", key("rogue-1")));
        done("HALF_OPEN", run("reset", decision, "--verdict", "legitimate", "--key", key("lee-1")));
        refused(
                "has been judged already",
                run("reset", decision, "--verdict", "harm", "--key", key("lee-1")));
        done("FORCED_OPEN", run("hold", agent, "--key", key("rogue-1")));
        assertThat(run("status").out()).contains("FORCED_OPEN");
        refused("self: release", run("release", agent, "--key", key("rogue-1")));
        done("HALF_OPEN", run("release", agent, "--key", key("ann-1")));
        done("CLOSED", run("close", agent, "--key", key("lee-1")));
        assertThat(run("status").out())
                .contains("No breaker is open, held, on probation or disabled.", "1 closed again");
        done("DISABLED", run("disable", agent, "--key", key("lee-1")));
        done("CLOSED", run("enable", agent, "--key", key("lee-1")));

        awaitLine(watched, "HALF_OPEN    SHADOW");
        awaitLine(watched, "DISABLED     SHADOW");
        watcher.interrupt();
        watcher.join();

        approve(agent);
        publishPolicy();
    }

    private void publishPolicy() throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), "version: 1\n");
        refused("wrong-role", run("policy", "publish", policy.toString(), "--key", key("lee-1")));
        CommandOutput good =
                run("policy", "publish", policy.toString(), "--key", key("pol-1"), "--wait", "2");
        assertThat(good.status()).as(good.out()).isZero();
    }

    /** Runs until it is interrupted, as by Ctrl-C. */
    private Thread watch(StringWriter out) {
        Thread watcher =
                new Thread(
                        () ->
                                Fusewire.commandLine(
                                                new PrintWriter(out),
                                                new PrintWriter(new StringWriter()))
                                        .execute(
                                                "status",
                                                "--watch",
                                                "--bootstrap-servers",
                                                kafka.bootstrapServers()),
                        "watcher");
        watcher.start();
        return watcher;
    }

    private static void awaitLine(StringWriter out, String text) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!out.toString().contains(text)) {
            assertThat(System.nanoTime()).as("%s in %s", text, out).isLessThan(deadline);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void approve(String agent) throws Exception {
        Path first = folder.resolve("first.json");
        CommandOutput begun =
                CommandOutput.of(
                        "approve",
                        "--agent",
                        "*",
                        "--effects",
                        "DESTROY",
                        "--resources",
                        "*",
                        "--count",
                        "3",
                        "--for",
                        "1h",
                        "--ticket",
                        "CHG-1",
                        "--key",
                        key("ann-1"),
                        "--out",
                        first.toString());
        assertThat(begun.status()).as(begun.err()).isZero();
        refused(
                "same-person",
                run("approve", "--countersign", first.toString(), "--key", key("ann-2")));
        CommandOutput both =
                run(
                        "approve",
                        "--countersign",
                        first.toString(),
                        "--key",
                        key("lee-1"),
                        "--wait",
                        "2");
        assertThat(both.status()).as(both.out()).isZero();
        assertThat(both.out()).contains("signed by   ann-1, lee-1", "Not refused within 2 s.");

        Path own = folder.resolve("own.json");
        CommandOutput.of(
                "approve",
                "--agent",
                agent,
                "--effects",
                "DESTROY",
                "--resources",
                "*",
                "--count",
                "3",
                "--for",
                "1h",
                "--ticket",
                "CHG-2",
                "--key",
                key("lee-1"),
                "--out",
                own.toString());
        refused("self: ", run("approve", "--countersign", own.toString(), "--key", key("rogue-1")));
    }

    private String key(String id) {
        return folder.resolve(id + ".jwk").toString();
    }

    private CommandOutput run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--client-properties");
        all.add(folder.resolve("client.properties").toString());
        CommandOutput output = CommandOutput.of(all.toArray(String[]::new));
        assertNothingSecret(output);
        return output;
    }

    private void assertNothingSecret(CommandOutput output) {
        assertThat(output.out() + output.err())
                .doesNotContain(PLANTED)
                .doesNotContain(secretOf("lee-1"), secretOf("ann-1"), secretOf("rogue-1"));
    }

    private String secretOf(String id) {
        try {
            return Files.readString(Path.of(key(id)))
                    .replaceAll("(?s).*\"d\":\"([^\"]+)\".*", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void done(String state, CommandOutput output) {
        assertThat(output.err()).isEmpty();
        assertThat(output.out()).contains("Published at fusewire.control-0@", " is " + state);
        assertThat(output.status()).isZero();
    }

    private static void refused(String reason, CommandOutput output) {
        assertThat(output.err()).isEmpty();
        assertThat(output.out()).contains("Refused: control message: ", reason);
        assertThat(output.status()).isEqualTo(1);
    }

    private void produce(String topic, List<String> values) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        kafka.clientSettings(), new StringSerializer(), new StringSerializer())) {
            values.forEach(value -> producer.send(new ProducerRecord<>(topic, value)));
        }
    }

    /** An agent deletes databases that it did not make. */
    private static List<String> teardown() {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < DATABASES; i++) {
            records.add(
                    """
                    {"eventVersion":"1.09","eventID":"e-%d","eventTime":"%s","eventSource":"rds.amazonaws.com",\
                    "eventName":"DeleteDBInstance","awsRegion":"eu-west-1","recipientAccountId":"%s",\
                    "sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.30.0 md/installer#exe m/AQ",\
                    "readOnly":false,"userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:rogue",\
                    "arn":"arn:aws:sts::%s:assumed-role/Agents/rogue","accountId":"%s","accessKeyId":"ASIAEXAMPLE",\
                    "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAEXAMPLE",\
                    "arn":"arn:aws:iam::%s:role/Agents","accountId":"%s","userName":"Agents"},\
                    "attributes":{"creationDate":"2026-03-02T07:55:00Z","mfaAuthenticated":"false"}}},\
                    "requestParameters":{"dBInstanceIdentifier":"orders-%d"},"responseElements":null,\
                    "eventType":"AwsApiCall"}"""
                            .formatted(
                                    i,
                                    START.plusSeconds(i / 4),
                                    ACCOUNT,
                                    ACCOUNT,
                                    ACCOUNT,
                                    ACCOUNT,
                                    ACCOUNT,
                                    i));
        }
        return records;
    }
}
