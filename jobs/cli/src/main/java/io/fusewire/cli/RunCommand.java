package io.fusewire.cli;

import io.fusewire.core.policy.Policy;
import io.fusewire.detector.DetectorTopology;
import io.fusewire.enforcer.EnforcerConfig;
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

/** Runs the live jobs inside this process until it is interrupted. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Run the live jobs in this process, until Ctrl-C.",
        description = {
            "",
            "Without options it brings a Kafka broker of its own, on this machine only: produce"
                    + " audit records to topic fusewire.audit, read decisions from"
                    + " fusewire.trips. With --bootstrap or --config it uses your Kafka. For a"
                    + " cluster, submit the job's jar with the Flink client instead.",
            "",
            "The detector decides and revokes nothing. With --enforcer-config or --enforcer-set the"
                    + " enforcer runs beside it and carries its trips out: as a dry run, unless its"
                    + " settings say actions.writer: aws.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire run",
            "  fusewire run --bootstrap kafka-1:9092 --policy policy.yaml",
            "  fusewire run --config detector.yaml --set kafka.start-from=latest",
            "  fusewire run --policy policy.yaml --enforcer-config enforcer.yaml",
            "  fusewire run --policy policy.yaml --enforcer-set actions.writer=dry-run"
        })
final class RunCommand implements Callable<Integer> {

    private static final int DEFAULT_PORT = 9092;
    private static final int PORT_MAX = 65_535;
    private static final String BOOTSTRAP_SERVERS = "kafka.bootstrap-servers";
    private static final String POLICY_FILE = "policy.file";
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
            description = "The detector's configuration, YAML or properties.")
    private @Nullable Path configFile;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting of the detector; wins over the file. Repeatable.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--enforcer-config",
            paramLabel = "FILE",
            description =
                    "Run the enforcer too, with this configuration, YAML or properties. --bootstrap,"
                            + " --policy and the broker of this process win over what it says of"
                            + " them.")
    private @Nullable Path enforcerConfigFile;

    @Option(
            names = "--enforcer-set",
            paramLabel = "KEY=VALUE",
            description =
                    "Run the enforcer too, with this setting; wins over everything else that it is"
                            + " told. Repeatable.")
    private Map<String, String> enforcerSettings = new LinkedHashMap<>();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "The policy that holds until the control topic brings one; its break-glass list"
                            + " counts for the enforcer.")
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
        checkEnforcer();
        Logging.warnings();
        Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        try (WorkFolder work = WorkFolder.create()) {
            String servers = bootstrap;
            List<String> arguments = arguments();
            if (isEmbedded()) {
                Properties client = startBroker(terminal, work);
                servers = client.getProperty("bootstrap.servers");
                arguments.add("--" + BOOTSTRAP_SERVERS);
                arguments.add(servers);
                if (!settings.containsKey(UNSIGNED_POLICIES)) {
                    // The broker ends with this process and listens on this machine only.
                    arguments.add("--" + UNSIGNED_POLICIES);
                    arguments.add("true");
                }
                follow(terminal, work, client);
            }
            terminal.progress("Starting the detector …");
            List<LiveJob> jobs = new ArrayList<>();
            jobs.add(
                    work.closing(
                            LiveJob.detector(
                                    arguments,
                                    work.path(),
                                    parallelism,
                                    webPort == null ? 0 : webPort)));
            terminal.line(
                    "Detector running, policy %s, mode %s. Ctrl-C stops it.",
                    policyFile == null ? "none (the default)" : policyFile,
                    policy.mode().name().toLowerCase(java.util.Locale.ROOT));
            if (webPort != null) {
                terminal.line("Web UI: http://127.0.0.1:%d", webPort);
            }
            if (isEnforcing()) {
                jobs.add(startEnforcer(terminal, work, servers));
            }
            LiveJob.awaitEndOfAny(jobs);
        }
        return 0;
    }

    private LiveJob startEnforcer(Terminal terminal, WorkFolder work, @Nullable String servers)
            throws IOException, ConfigException, InterruptedException {
        terminal.progress("Starting the enforcer …");
        List<String> arguments = enforcerArguments(servers);
        boolean isRehearsal =
                EnforcerConfig.of(arguments.toArray(String[]::new)).settings().isRehearsal();
        LiveJob enforcer = work.closing(LiveJob.enforcer(arguments, work.path(), parallelism));
        terminal.line(
                isRehearsal
                        ? "Enforcer running, dry run: it says what it would write, and writes"
                                + " nothing."
                        : "Enforcer running: it writes denies to IAM.");
        return enforcer;
    }

    /**
     * Reads the enforcer's settings before anything starts: a detector that decides while nobody
     * carries it out is what nobody asked for.
     */
    private void checkEnforcer() {
        if (!isEnforcing()) {
            return;
        }
        String servers = isEmbedded() ? "127.0.0.1:" + port : bootstrap;
        try {
            EnforcerConfig.of(enforcerArguments(servers).toArray(String[]::new));
        } catch (ConfigException e) {
            throw new UsageException("the enforcer cannot start. " + e.getMessage());
        }
    }

    private boolean isEnforcing() {
        return enforcerConfigFile != null || !enforcerSettings.isEmpty();
    }

    /** For the embedded broker, whose topics nobody else shows. */
    private void follow(Terminal terminal, WorkFolder work, Properties client) {
        work.closing(
                TopicFollower.follow(
                        client, List.of(Topics.TRIPS), decision -> print(terminal, decision)));
        if (isEnforcing()) {
            work.closing(
                    TopicFollower.follow(
                            client,
                            List.of(Topics.OUTCOMES),
                            outcome -> printOutcome(terminal, outcome)));
        }
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
        return bootstrap == null && configFile == null && !settings.containsKey(BOOTSTRAP_SERVERS);
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (configFile != null) {
            arguments.add("--config");
            arguments.add(configFile.toString());
        }
        if (bootstrap != null) {
            arguments.add("--" + BOOTSTRAP_SERVERS);
            arguments.add(bootstrap);
        }
        if (policyFile != null) {
            arguments.add("--" + POLICY_FILE);
            arguments.add(policyFile.toString());
        }
        settings.forEach(
                (key, value) -> {
                    arguments.add("--" + key);
                    arguments.add(value);
                });
        return arguments;
    }

    private List<String> enforcerArguments(@Nullable String servers) {
        List<String> arguments = new ArrayList<>();
        if (enforcerConfigFile != null) {
            arguments.add("--config");
            arguments.add(enforcerConfigFile.toString());
        }
        Map<String, String> given = new LinkedHashMap<>();
        if (servers != null) {
            given.put(BOOTSTRAP_SERVERS, servers);
        }
        if (policyFile != null) {
            given.put(POLICY_FILE, policyFile.toString());
        }
        given.putAll(enforcerSettings);
        given.forEach(
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

    private static void printOutcome(Terminal terminal, TopicFollower.Published outcome) {
        terminal.line(
                Terminal.wrapped(
                        Terminal.plain(
                                "%s  %s: %s"
                                        .formatted(
                                                outcome.text("state"),
                                                outcome.text("decisionId"),
                                                outcome.text("reason"))),
                        "      ",
                        96));
    }
}
