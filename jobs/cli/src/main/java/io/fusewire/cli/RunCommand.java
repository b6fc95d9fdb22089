package io.fusewire.cli;

import io.fusewire.core.policy.Policy;
import io.fusewire.detector.DetectorTopology;
import io.fusewire.jobs.ConfigException;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;
import io.fusewire.policy.PolicyException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;

/** Runs the live detector inside this process until it is interrupted. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Run the live detector in this process, until Ctrl-C.",
        description = {
            "",
            "Without options it brings a Kafka broker of its own, on this machine only: produce"
                    + " audit records to topic fusewire.audit, read decisions from"
                    + " fusewire.trips. With --bootstrap or --config it uses your Kafka. For a"
                    + " cluster, submit the job's jar with the Flink client instead.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire run",
            "  fusewire run --bootstrap kafka-1:9092 --policy policy.yaml",
            "  fusewire run --config detector.yaml --set kafka.start-from=latest"
        })
final class RunCommand implements Callable<Integer> {

    private static final int DEFAULT_PORT = 9092;
    private static final int PORT_MAX = 65_535;
    private static final String UNSIGNED_POLICIES = "control.unsigned-policies";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Your Kafka (default: a broker inside this process).")
    private @Nullable String bootstrap;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The job's configuration, YAML or properties.")
    private @Nullable Path configFile;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting of the job; wins over the file. Repeatable.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy that holds until the control topic brings one.")
    private @Nullable Path policyFile;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Where the embedded broker listens on this machine (default: 9092; 0 for any"
                            + " free port).")
    private int port = DEFAULT_PORT;

    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            description = "Serve Flink's web UI there, on this machine only (default: off).")
    private @Nullable Integer webPort;

    @Option(
            names = "--parallelism",
            paramLabel = "P",
            description = "Threads of each operator (default: one per processor).")
    private int parallelism =
            Math.min(Runtime.getRuntime().availableProcessors(), DetectorTopology.MAX_PARALLELISM);

    @Override
    public Integer call()
            throws IOException, ConfigException, PolicyException, InterruptedException {
        checkOptions();
        Policy policy = PolicyFiles.read(policyFile);
        Logging.warnings();
        Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        try (WorkFolder work = WorkFolder.create()) {
            List<String> arguments = arguments();
            if (isEmbedded()) {
                Properties client = startBroker(terminal, work);
                arguments.add("--kafka.bootstrap-servers");
                arguments.add(client.getProperty("bootstrap.servers"));
                if (!settings.containsKey(UNSIGNED_POLICIES)) {
                    // The broker ends with this process and listens on this machine only.
                    arguments.add("--" + UNSIGNED_POLICIES);
                    arguments.add("true");
                }
                work.closing(
                        TopicFollower.follow(
                                client,
                                List.of(Topics.TRIPS),
                                decision -> print(terminal, decision)));
            }
            terminal.progress("Starting the detector …");
            LiveJob detector =
                    work.closing(
                            LiveJob.detector(
                                    arguments,
                                    work.path(),
                                    parallelism,
                                    webPort == null ? 0 : webPort));
            terminal.line(
                    "Detector running, policy %s, mode %s. Ctrl-C stops it.",
                    policyFile == null ? "none (the default)" : policyFile,
                    policy.mode().name().toLowerCase(java.util.Locale.ROOT));
            if (webPort != null) {
                terminal.line("Web UI: http://127.0.0.1:%d", webPort);
            }
            detector.awaitEnd();
        }
        return 0;
    }

    private void checkOptions() {
        if (parallelism < 1 || parallelism > DetectorTopology.MAX_PARALLELISM) {
            throw new UsageException(
                    "--parallelism must be from 1 to "
                            + DetectorTopology.MAX_PARALLELISM
                            + ", but was "
                            + parallelism);
        }
        checkPort("--port", port, 0);
        if (webPort != null) {
            checkPort("--web-port", webPort, 1);
        }
    }

    private static void checkPort(String option, int port, int least) {
        if (port < least || port > PORT_MAX) {
            throw new UsageException(
                    option + " must be from " + least + " to " + PORT_MAX + ", but was " + port);
        }
    }

    private boolean isEmbedded() {
        return bootstrap == null
                && configFile == null
                && !settings.containsKey("kafka.bootstrap-servers");
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (configFile != null) {
            arguments.add("--config");
            arguments.add(configFile.toString());
        }
        if (bootstrap != null) {
            arguments.add("--kafka.bootstrap-servers");
            arguments.add(bootstrap);
        }
        if (policyFile != null) {
            arguments.add("--policy.file");
            arguments.add(policyFile.toString());
        }
        settings.forEach(
                (key, value) -> {
                    arguments.add("--" + key);
                    arguments.add(value);
                });
        return arguments;
    }

    private Properties startBroker(Terminal terminal, WorkFolder work) {
        terminal.progress("Starting a broker …");
        EmbeddedKafka broker;
        try {
            broker = work.closing(EmbeddedKafka.start(port));
        } catch (IllegalStateException e) {
            throw new UsageException(
                    "--port must be free on this machine (0 takes any free one), but was "
                            + port
                            + ": "
                            + rootMessage(e));
        }
        broker.createTopics(Topics.all(4, Optional.of((short) 1)));
        terminal.line(
                "Broker on %s, with nothing kept after the end: produce audit records to %s,",
                broker.bootstrapServers(), Topics.AUDIT);
        terminal.line(
                "policies to %s, which need no signature on this broker; decisions come on %s and"
                        + " below.",
                Topics.CONTROL, Topics.TRIPS);
        return broker.clientSettings();
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static void print(Terminal terminal, TopicFollower.Published decision) {
        terminal.line(
                "%-5s %s  %s",
                decision.text("type"),
                Terminal.plain(decision.text("at")),
                Terminal.plain(decision.text("agent")));
        terminal.line(Terminal.wrapped(Terminal.plain(decision.text("explanation")), "      ", 96));
    }
}
