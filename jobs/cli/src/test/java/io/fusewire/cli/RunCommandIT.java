package io.fusewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.kafka.Topics;
import io.fusewire.standin.AwsStandIn;
import io.fusewire.standin.Credentials;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Both jobs in one process, as {@code run} starts them, and what stands in for AWS. */
class RunCommandIT {

    private static final long LIMIT_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
    private static final Pattern BROKER = Pattern.compile("Broker on ([^,\\s]+),");
    private static final String ACCOUNT = "111122223333";
    private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/Agents";
    private static final int DATABASES = 30;
    private static final String POLICY =
            """
            version: 1
            mode: enforce
            agents:
              - { roleArn: "%s" }
            """
                    .formatted(ROLE);

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private AwsStandIn aws;
    private Credentials enforcer;

    @BeforeEach
    void startAws() throws Exception {
        aws = AwsStandIn.start(Clock.systemUTC(), Duration.ZERO, 1);
        String base = "arn:aws:iam::" + ACCOUNT + ":user/fusewire";
        aws.addUser(base, "AIDAFUSEWIRE");
        enforcer = aws.addAccessKey(base, "AKIAFUSEWIRE", true);
        aws.addRole("arn:aws:iam::" + ACCOUNT + ":role/breaker/fusewire", "AROAFUSEWIRE");
        aws.addRole(ROLE, "AROAEXAMPLE");
    }

    @AfterEach
    void stopAws() {
        aws.close();
    }

    @Test
    void withSettingsOfTheEnforcerATripIsCarriedOut() throws Exception {
        Path settings =
                Files.writeString(
                        folder.resolve("enforcer.yaml"),
                        """
                        actions.writer: aws
                        aws:
                          access-key-id: %s
                          secret-access-key: %s
                          account.default:
                            endpoint: %s
                            role-arn: "arn:{partition}:iam::{account}:role/breaker/fusewire"
                        """
                                .formatted(
                                        enforcer.accessKeyId(),
                                        enforcer.secretAccessKey(),
                                        aws.endpoint()));
        String outcome = outcomeOfATrip("--enforcer-config", settings.toString());

        assertThat(outcome).contains(ROLE).doesNotContain("dryRun");
        assertThat(aws.documents().get(ROLE + " policy FusewireBreaker"))
                .contains("AROAEXAMPLE:rogue");
        assertThat(out.toString())
                .contains("it writes denies to IAM")
                .containsSubsequence("TRIP ", "WRITTEN  ");
        assertThat(out + err.toString()).doesNotContain(enforcer.secretAccessKey());
    }

    @Test
    void aDryRunSaysWhatItWouldWriteAndWritesNothing() throws Exception {
        Map<String, String> before = aws.documents();
        String outcome = outcomeOfATrip("--enforcer-set", "actions.writer=dry-run");

        assertThat(outcome).contains(ROLE).contains("\"dryRun\":true");
        assertThat(aws.documents()).isEqualTo(before);
        assertThat(out.toString()).contains("dry run: it says what it would write");
    }

    /** The first WRITTEN that is said of an agent that deletes what it did not make. */
    private String outcomeOfATrip(String... enforcerOptions) throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        String[] arguments =
                Stream.concat(
                                Stream.of(
                                        "run",
                                        "--port",
                                        "0",
                                        "--parallelism",
                                        "1",
                                        "--policy",
                                        policy.toString()),
                                Stream.of(enforcerOptions))
                        .toArray(String[]::new);
        Thread running =
                new Thread(
                        () ->
                                Fusewire.commandLine(new PrintWriter(out), new PrintWriter(err))
                                        .execute(arguments),
                        "run");
        running.start();
        try {
            Matcher broker = await(running, BROKER);
            await(running, Pattern.compile("Enforcer running"));
            Properties client = new Properties();
            client.put("bootstrap.servers", broker.group(1));
            produce(client, teardown());
            return written(client);
        } finally {
            // As Ctrl-C does.
            running.interrupt();
            running.join();
        }
    }

    private Matcher await(Thread running, Pattern line) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (true) {
            Matcher found = line.matcher(out.toString());
            if (found.find()) {
                return found;
            }
            assertThat(running.isAlive()).as("%s%s", out, err).isTrue();
            assertThat(System.nanoTime()).as("%s in %s%s", line, out, err).isLessThan(deadline);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private String written(Properties client) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        List<String> seen = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.OUTCOMES).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                for (ConsumerRecord<String, String> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    seen.add(record.value());
                    if (record.value().contains("\"state\":\"WRITTEN\"")) {
                        return record.value();
                    }
                }
                assertThat(System.nanoTime())
                        .as("WRITTEN in %s; %s%s", seen, out, err)
                        .isLessThan(deadline);
            }
        }
    }

    private static void produce(Properties client, List<String> values) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            values.forEach(value -> producer.send(new ProducerRecord<>(Topics.AUDIT, value)));
        }
    }

    /** An agent deletes databases that it did not make, just now. */
    private static List<String> teardown() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < DATABASES; i++) {
            records.add(
                    """
                    {"eventVersion":"1.09","eventID":"e-%d","eventTime":"%s","eventSource":"rds.amazonaws.com",\
                    "eventName":"DeleteDBInstance","awsRegion":"eu-west-1","recipientAccountId":"111122223333",\
                    "sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.30.0 md/installer#exe m/AQ",\
                    "readOnly":false,"userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:rogue",\
                    "arn":"arn:aws:sts::111122223333:assumed-role/Agents/rogue","accountId":"111122223333",\
                    "accessKeyId":"ASIAEXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role",\
                    "principalId":"AROAEXAMPLE","arn":"arn:aws:iam::111122223333:role/Agents",\
                    "accountId":"111122223333","userName":"Agents"},"attributes":{"creationDate":"%s",\
                    "mfaAuthenticated":"false"}}},"requestParameters":{"dBInstanceIdentifier":"orders-%d"},\
                    "responseElements":null,"eventType":"AwsApiCall"}"""
                            .formatted(i, now, now.minusSeconds(300), i));
        }
        return records;
    }
}
