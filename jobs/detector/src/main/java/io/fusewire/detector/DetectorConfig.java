package io.fusewire.detector;

import io.fusewire.audit.ReaderLimits;
import io.fusewire.control.TrustedKeys;
import io.fusewire.core.inventory.InventoryLimits;
import io.fusewire.kafka.StartingPoint;
import io.fusewire.kafka.Topics;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;
import io.fusewire.policy.PriorsReader;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/**
 * What the live job is told when it is submitted: from a file given by {@code --config} and from
 * {@code --key value} arguments, which win. Everything that is wrong is reported at once.
 */
public final class DetectorConfig {

    static final Setting<String> BOOTSTRAP_SERVERS =
            Setting.text(
                            "kafka.bootstrap-servers",
                            "",
                            "Where Kafka is, `host:port`, several separated by commas.")
                    .required();
    static final Setting<List<String>> AUDIT_TOPICS =
            Setting.list("kafka.audit-topics", Topics.AUDIT, "Topics that carry audit records.");
    static final Setting<String> GROUP_ID =
            Setting.text(
                    "kafka.group-id",
                    "fusewire-detector",
                    "Consumer group under which progress is committed with each checkpoint.");
    static final Setting<StartingPoint> START_FROM =
            Setting.startingPoint(
                    "kafka.start-from",
                    StartingPoint.COMMITTED,
                    "Where to begin without a checkpoint: with the oldest record, with the next"
                            + " one, or where the group stopped (the oldest if it never read).");
    static final Setting<Boolean> CREATE_TOPICS =
            Setting.flag(
                    "kafka.create-topics",
                    true,
                    "Create topics that do not exist, with the settings they need.");
    static final Setting<Integer> AUDIT_PARTITIONS =
            Setting.number(
                    "kafka.audit-partitions",
                    4,
                    1,
                    10_000,
                    "Partitions of the audit topic if it is created.");
    static final Setting<Integer> REPLICATION_FACTOR =
            Setting.number(
                    "kafka.replication-factor",
                    0,
                    0,
                    100,
                    "Copies of each partition of topics that are created; 0 leaves it to the"
                            + " broker.");
    static final Setting<String> CLIENT_PROPERTIES =
            Setting.text(
                    "kafka.client-properties-file",
                    "",
                    "Properties file with further settings of the Kafka clients, for example of"
                            + " their security. Its content is never shown.");
    static final Setting<String> SASL_JAAS_CONFIG =
            Setting.text(
                            "kafka.sasl-jaas-config",
                            "",
                            "Kafka's `sasl.jaas.config`, if it is to come from the command line or"
                                    + " a mounted secret instead of the properties file.")
                    .secret();
    static final Setting<String> JOB_NAME =
            Setting.text("job.name", "fusewire-detector", "Name in Flink's web UI and metrics.");
    static final Setting<Integer> PARALLELISM =
            Setting.number(
                    "job.parallelism",
                    0,
                    0,
                    32_768,
                    "Parallel instances of each operator; 0 takes what the cluster or `flink run"
                            + " -p` says.");
    static final Setting<Integer> MAX_PARALLELISM =
            Setting.number(
                    "job.max-parallelism",
                    DetectorTopology.MAX_PARALLELISM,
                    1,
                    32_768,
                    "Highest parallelism that the job's state can ever be spread to. Cannot be"
                            + " changed later without losing the state.");
    static final Setting<Duration> CHECKPOINT_INTERVAL =
            Setting.duration(
                    "job.checkpoint-interval",
                    "10s",
                    Duration.ofMillis(100),
                    Duration.ofHours(1),
                    "Time between checkpoints: what is read again after a failure. No trip waits"
                            + " for a checkpoint.");
    static final Setting<Duration> BUFFER_TIMEOUT =
            Setting.duration(
                    "job.buffer-timeout",
                    "1ms",
                    Duration.ZERO,
                    Duration.ofMillis(5),
                    "How long a network buffer that is not full waits for more, at each of two"
                            + " shuffles on the way to a trip.");
    static final Setting<Duration> RESTART_DELAY_MAX =
            Setting.duration(
                    "job.restart-delay-max",
                    "30s",
                    Duration.ofMillis(1),
                    Duration.ofHours(1),
                    "Longest pause before the job restarts after failures; the first is a tenth"
                            + " of a second and each doubles. It never gives up.");
    static final Setting<String> POLICY_FILE =
            Setting.text(
                    "policy.file",
                    "",
                    "Policy that holds until the control topic brings one. Read when the job is"
                            + " submitted; without it, the built-in default (shadow).");
    static final Setting<String> KEYS_FILE =
            Setting.text(
                    "control.keys-file",
                    "",
                    "Keys that may sign control messages, and whose they are. Read when the job is"
                            + " submitted; without it, nothing that has to be signed counts.");
    static final Setting<Boolean> UNSIGNED_POLICIES =
            Setting.flag(
                    "control.unsigned-policies",
                    false,
                    "Let policies on the control topic count without a signature: whoever can write"
                            + " to the topic can then change whom the job watches.");
    static final Setting<Boolean> ALWAYS_SHADOW =
            Setting.flag("policy.always-shadow", false, "Never revoke, whatever policy says.");
    static final Setting<Integer> RECORD_BYTES_MAX =
            Setting.number(
                    "reader.record-bytes-max",
                    ReaderLimits.DEFAULT.recordBytes(),
                    64 * 1024,
                    64 * 1024 * 1024,
                    "Size of one audit record in bytes; a larger one goes to the dead letters.");
    static final Setting<Integer> SEEN_IDS_MAX =
            Setting.number(
                    "inventory.seen-ids-max",
                    InventoryLimits.DEFAULT.seenIdsMax(),
                    1_000,
                    100_000_000,
                    "Event ids kept per account to recognise duplicates; the oldest leave first.");
    static final Setting<Integer> RESOURCES_MAX =
            Setting.number(
                    "inventory.resources-max",
                    InventoryLimits.DEFAULT.resourcesMax(),
                    1_000,
                    100_000_000,
                    "Resources remembered per account; what is pushed out counts as foreign.");
    static final Setting<Duration> AGENT_RETENTION =
            Setting.duration(
                    "guard.agent-retention",
                    "400d",
                    Duration.ofDays(30),
                    Duration.ofDays(3_650),
                    "Wall-clock silence after which an agent is forgotten, unless its breaker is"
                            + " not closed.");
    static final Setting<String> PRIORS_FILE =
            Setting.text(
                    "guard.priors-file",
                    "",
                    "Priors that `fusewire learn` made and people signed; the shipped ones without"
                            + " it.");
    static final Setting<Integer> AGENT_DAYS_PER_FALSE_TRIP =
            Setting.number(
                    "guard.agent-days-per-false-trip",
                    1_000,
                    1,
                    1_000_000,
                    "A: agent-days that are accepted per false trip, unless policy says"
                            + " otherwise.");
    static final Setting<Integer> BREAKER_STATES_MAX =
            Setting.number(
                    "metrics.breaker-states-max",
                    DetectorSettings.LIVE.breakerStatesMax(),
                    0,
                    100_000,
                    "Agents per parallel instance whose breaker is shown as a metric.");

    /** In the order of the documentation. */
    static final List<Setting<?>> SETTINGS =
            List.of(
                    BOOTSTRAP_SERVERS,
                    AUDIT_TOPICS,
                    GROUP_ID,
                    START_FROM,
                    CREATE_TOPICS,
                    AUDIT_PARTITIONS,
                    REPLICATION_FACTOR,
                    CLIENT_PROPERTIES,
                    SASL_JAAS_CONFIG,
                    JOB_NAME,
                    PARALLELISM,
                    MAX_PARALLELISM,
                    CHECKPOINT_INTERVAL,
                    BUFFER_TIMEOUT,
                    RESTART_DELAY_MAX,
                    POLICY_FILE,
                    ALWAYS_SHADOW,
                    KEYS_FILE,
                    UNSIGNED_POLICIES,
                    RECORD_BYTES_MAX,
                    SEEN_IDS_MAX,
                    RESOURCES_MAX,
                    PRIORS_FILE,
                    AGENT_DAYS_PER_FALSE_TRIP,
                    AGENT_RETENTION,
                    BREAKER_STATES_MAX);

    private final Map<String, String> texts;
    private final Map<String, Object> values;
    private final Properties clientProperties;
    private final @Nullable String policyText;
    private final @Nullable String priorsText;
    private final @Nullable String keysText;

    private DetectorConfig(
            Map<String, String> texts,
            Map<String, Object> values,
            Properties clientProperties,
            @Nullable String policyText,
            @Nullable String priorsText,
            @Nullable String keysText) {
        this.texts = texts;
        this.values = values;
        this.clientProperties = clientProperties;
        this.policyText = policyText;
        this.priorsText = priorsText;
        this.keysText = keysText;
    }

    /**
     * Reads the job's arguments and the file that they name.
     *
     * @throws ConfigException if anything is wrong; lists all of it
     */
    public static DetectorConfig of(String... arguments) throws ConfigException {
        ConfigSource source = ConfigSource.of(arguments);
        return of(source.values(), source.problems());
    }

    /**
     * Takes keys and texts.
     *
     * @throws ConfigException if anything is wrong; lists all of it
     */
    public static DetectorConfig of(Map<String, String> given) throws ConfigException {
        return of(given, List.of());
    }

    private static DetectorConfig of(Map<String, String> given, List<String> sourceProblems)
            throws ConfigException {
        List<String> problems = new ArrayList<>(sourceProblems);
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Setting<?> setting : SETTINGS) {
            String text = given.getOrDefault(setting.key(), setting.defaultText());
            texts.put(setting.key(), text);
            if (text.isBlank() && setting.isRequired()) {
                problems.add(setting.problem("must be given", null));
            } else {
                read(setting, text, values, problems);
            }
        }
        refuseUnknown(given, problems);
        Properties client = readProperties(texts, problems);
        String policy = readText(texts, POLICY_FILE, "policy", PolicyReader::read, problems);
        String priors = readText(texts, PRIORS_FILE, "priors", PriorsReader::read, problems);
        String keys = readText(texts, KEYS_FILE, "keys file", TrustedKeys::read, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new DetectorConfig(texts, values, client, policy, priors, keys);
    }

    private static void read(
            Setting<?> setting, String text, Map<String, Object> values, List<String> problems) {
        try {
            values.put(setting.key(), setting.reader().read(text));
        } catch (IllegalArgumentException e) {
            problems.add(
                    setting.problem(Objects.requireNonNullElse(e.getMessage(), "must fit"), text));
        }
    }

    private static void refuseUnknown(Map<String, String> given, List<String> problems) {
        TreeSet<String> unknown = new TreeSet<>(given.keySet());
        SETTINGS.forEach(setting -> unknown.remove(setting.key()));
        unknown.forEach(key -> problems.add(key + " must be a known key; see the documentation"));
    }

    private static Properties readProperties(Map<String, String> texts, List<String> problems) {
        Properties properties = new Properties();
        String file = textOf(texts, CLIENT_PROPERTIES);
        if (!file.isBlank()) {
            try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                problems.add(
                        CLIENT_PROPERTIES.problem("must name a readable properties file", file));
            }
        }
        String jaas = textOf(texts, SASL_JAAS_CONFIG);
        if (!jaas.isBlank()) {
            properties.setProperty("sasl.jaas.config", jaas);
        }
        properties.setProperty("bootstrap.servers", textOf(texts, BOOTSTRAP_SERVERS));
        return properties;
    }

    /** Reads a text and throws if it is not what it should be. */
    private interface Check {
        Object read(String text, String name) throws PolicyException;
    }

    private static @Nullable String readText(
            Map<String, String> texts,
            Setting<String> setting,
            String what,
            Check check,
            List<String> problems) {
        String file = textOf(texts, setting);
        if (file.isBlank()) {
            return null;
        }
        try {
            String text = Files.readString(Path.of(file));
            check.read(text, file);
            return text;
        } catch (IOException e) {
            problems.add(setting.problem("must name a readable file", file));
        } catch (PolicyException e) {
            problems.add(setting.problem("must name a valid " + what, file));
            e.problems().forEach(problem -> problems.add(problem.toString()));
        }
        return null;
    }

    private static String textOf(Map<String, String> texts, Setting<?> setting) {
        return Objects.requireNonNull(texts.get(setting.key()));
    }

    @SuppressWarnings("unchecked") // The setting's own reader made the value.
    <T> T get(Setting<T> setting) {
        return (T) Objects.requireNonNull(values.get(setting.key()));
    }

    /** Settings of the Kafka clients, secrets included. */
    Properties clientProperties() {
        Properties copy = new Properties();
        copy.putAll(clientProperties);
        return copy;
    }

    /** Copies of each partition of topics that are created; empty leaves it to the broker. */
    Optional<Short> replicationFactor() {
        int factor = get(REPLICATION_FACTOR);
        return factor == 0 ? Optional.empty() : Optional.of((short) factor);
    }

    /** What the operators need to know of this configuration. */
    public DetectorSettings settings() {
        return new DetectorSettings(
                DetectorSettings.Execution.STREAMING,
                policyText,
                priorsText,
                get(AGENT_DAYS_PER_FALSE_TRIP),
                new ControlTrust(keysText, get(UNSIGNED_POLICIES)),
                get(ALWAYS_SHADOW),
                get(RECORD_BYTES_MAX),
                get(SEEN_IDS_MAX),
                get(RESOURCES_MAX),
                get(AGENT_RETENTION).toMillis(),
                get(BREAKER_STATES_MAX));
    }

    /** One line per key, secrets hidden. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (Setting<?> setting : SETTINGS) {
            lines.append(setting.key())
                    .append(" = ")
                    .append(setting.shown(textOf(texts, setting)))
                    .append('\n');
        }
        return lines.toString();
    }

    /** The documentation's table. */
    static String table() {
        StringBuilder table = new StringBuilder("| key | value | default | |\n|---|---|---|---|\n");
        for (Setting<?> setting : SETTINGS) {
            String defaultText =
                    setting.isRequired()
                            ? "required"
                            : setting.defaultText().isEmpty()
                                    ? ""
                                    : "`" + setting.defaultText() + "`";
            table.append(
                    "| `%s` | %s | %s | %s%s |\n"
                            .formatted(
                                    setting.key(),
                                    setting.type(),
                                    defaultText,
                                    setting.description(),
                                    setting.isSecret() ? " Secret." : ""));
        }
        return table.toString();
    }
}
