package io.fusewire.cli;

import com.fasterxml.jackson.databind.JsonNode;

import io.fusewire.cli.drill.Canary;
import io.fusewire.cli.drill.DrillMetrics;
import io.fusewire.cli.drill.DrillRecords;
import io.fusewire.control.SigningKey;
import io.fusewire.kafka.Topics;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import software.amazon.awssdk.core.exception.SdkException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Tries out whether an agent would be stopped. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Try out whether an agent would be stopped, with a canary.",
        description = {
            "",
            "Assumes the canary's role, sends records of harm that it never did to the audit topic,"
                    + " and waits until the detector has tripped it, the enforcer has written the"
                    + " deny, and AWS refuses the canary's own question. Then it resets the breaker"
                    + " with your key and waits until the deny is taken back.",
            "",
            "The role needs no rights. Policy must arm it: under agents, its roleArn with"
                    + " mode: enforce. Nobody else may use it. AWS credentials are those that the"
                    + " SDK finds. Run it on a schedule, and alert on the age of"
                    + " fusewire_drill_last_success_timestamp_seconds.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  fusewire drill --role-arn arn:aws:iam::111122223333:role/FusewireCanary \\",
            "      --bootstrap-servers kafka-1:9092 --key ~/.fusewire/drill.jwk \\",
            "      --metrics-file /var/lib/node_exporter/fusewire_drill.prom"
        })
final class DrillCommand implements Callable<Integer> {

    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+");

    private static final String TRIP = "TRIP";
    private static final int TIMEOUT_MAX = 3_600;
    private static final int NAME_LENGTH = 8;
    private static final Duration STEP = Duration.ofMillis(200);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--role-arn",
            required = true,
            paramLabel = "ARN",
            description = "The canary's role.")
    private String roleArn = "";

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Where the harm seems to happen (default: us-east-1).")
    private String region = "us-east-1";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long each stage may take (default: 120).")
    private int timeout = 120;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description = "Write how it went there, for Prometheus.")
    private @Nullable Path metricsFile;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            hidden = true,
            description = "Instead of AWS' own endpoints, for tests.")
    private @Nullable URI endpoint;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SigningOptions signing;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private KafkaOptions kafka;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!ROLE_ARN.matcher(roleArn).matches()) {
            throw new UsageException("--role-arn must be a role's ARN, but was " + roleArn);
        }
        if (timeout < 1 || timeout > TIMEOUT_MAX) {
            throw new UsageException(
                    "--timeout must be from 1 to " + TIMEOUT_MAX + " seconds, but was " + timeout);
        }
        SigningKey key = signing.key();
        Properties client = kafka.client();
        Logging.quiet();
        Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        String name = "fusewire-drill-" + UUID.randomUUID().toString().substring(0, NAME_LENGTH);
        boolean isGood = false;
        Duration untilDenied = Duration.ZERO;
        try (Canary canary = Canary.of(roleArn, name, endpoint)) {
            terminal.line("Canary session %s of %s.", name, roleArn);
            Run run = new Run(canary, name, key, client, terminal);
            boolean isStopped = run.isStopped();
            untilDenied = run.elapsed();
            // Whatever came of it, nothing is left behind.
            isGood = run.isSetFree() && isStopped;
        } catch (SdkException e) {
            terminal.line("The canary's role cannot be assumed: %s", Terminal.plain(first(e)));
        }
        if (metricsFile != null) {
            note(metricsFile, isGood, untilDenied);
        }
        terminal.line(isGood ? "The drill went well." : "The drill FAILED.");
        return isGood ? 0 : Fusewire.FAILED;
    }

    private static void note(Path file, boolean isGood, Duration untilDenied) throws IOException {
        if (isGood) {
            DrillMetrics.success(file, Instant.now(), untilDenied);
        } else {
            DrillMetrics.failure(file, Instant.now());
        }
    }

    private static String first(SdkException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason was given");
    }

    /** One drill, stage by stage. */
    private final class Run {

        private final Canary canary;
        private final String name;
        private final SigningKey key;
        private final Properties client;
        private final Terminal terminal;
        private final List<TopicFollower.Published> heard = new ArrayList<>();
        private long begun;
        private TopicFollower.@Nullable Published trip;

        Run(Canary canary, String name, SigningKey key, Properties client, Terminal terminal) {
            this.canary = canary;
            this.name = name;
            this.key = key;
            this.client = client;
            this.terminal = terminal;
        }

        /** Whether the canary trips and is refused by AWS. */
        boolean isStopped() throws IOException, InterruptedException {
            try (TopicFollower follower =
                    TopicFollower.follow(
                            client, List.of(Topics.TRIPS, Topics.OUTCOMES), this::hear)) {
                begun = System.nanoTime();
                send(DrillRecords.of(canary, name, region, Instant.now()));
                if (!isReached("tripped", () -> decision() != null) || !isArmed()) {
                    return false;
                }
                return isReached("deny written and read back", () -> isSaid("WRITTEN"))
                        && isReached("AWS refuses the canary", canary::isDenied);
            }
        }

        /** Whether a reset takes the deny back; tried whatever came before, to leave nothing. */
        boolean isSetFree() throws IOException, InterruptedException {
            TopicFollower.Published decision = trip;
            if (decision == null) {
                return false;
            }
            Instant now = Instant.now();
            String agent = decision.text("agent");
            String payload =
                    Messages.verdict(agent, decision.text("decisionId"), "harm", "CLOSED", now);
            int status =
                    new Publication(client, terminal, Duration.ofSeconds(timeout))
                            .publish(key.sign(payload), new Publication.Effect(agent, now));
            return status == 0
                    && isReached("AWS answers the canary again", () -> !canary.isDenied());
        }

        private void send(List<String> records) {
            Properties settings = new Properties();
            settings.putAll(client);
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                String account = roleArn.split(":", 6)[4];
                records.forEach(
                        record ->
                                producer.send(new ProducerRecord<>(Topics.AUDIT, account, record)));
            }
        }

        private synchronized void hear(TopicFollower.Published message) {
            heard.add(message);
        }

        private synchronized TopicFollower.@Nullable Published decision() {
            for (TopicFollower.Published message : heard) {
                if (message.topic().equals(Topics.TRIPS)
                        && message.text("type").equals(TRIP)
                        && isOurs(message.json())) {
                    trip = message;
                    return message;
                }
            }
            return null;
        }

        private boolean isOurs(JsonNode json) {
            for (JsonNode session : json.path("sessions")) {
                if (session.asText().contains(":" + name + "@")) {
                    return true;
                }
            }
            return false;
        }

        /** Whether the decision revokes; what stands in the way is told. */
        private boolean isArmed() {
            TopicFollower.Published decision = trip;
            boolean isArmed = decision != null && decision.text("mode").equals("ENFORCE");
            if (!isArmed && decision != null) {
                terminal.line(
                        "The canary tripped in mode %s: policy must list its roleArn under agents"
                                + " with mode: enforce.",
                        decision.text("mode"));
            }
            return isArmed;
        }

        private synchronized boolean isSaid(String state) {
            return heard.stream()
                    .anyMatch(
                            message ->
                                    message.topic().equals(Topics.OUTCOMES)
                                            && isOurs(message.json())
                                            && message.text("state").equals(state)
                                            && !message.json().path("dryRun").asBoolean());
        }

        private boolean isReached(String stage, BooleanSupplier condition)
                throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout);
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > deadline) {
                    terminal.line("  NOT within %d s: %s", timeout, stage);
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
            }
            terminal.line("  %7.3f s  %s", elapsed().toMillis() / 1_000.0, stage);
            return true;
        }

        private Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }
}
