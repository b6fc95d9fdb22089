package io.fusewire.detector;

import io.fusewire.audit.ReaderLimits;
import io.fusewire.control.TrustedKeys;
import io.fusewire.core.inventory.InventoryLimits;
import io.fusewire.jobs.ConfigException;
import io.fusewire.jobs.LiveSettings;
import io.fusewire.jobs.Setting;
import io.fusewire.jobs.Settings;
import io.fusewire.kafka.StartingPoint;
import io.fusewire.kafka.Topics;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;
import io.fusewire.policy.PriorsReader;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the live job is told when it is submitted: from a file given by {@code --config} and from
 * {@code --key value} arguments, which win. Everything that is wrong is reported at once.
 */
public final class DetectorConfig {

    static final Setting<String> BOOTSTRAP_SERVERS = LiveSettings.BOOTSTRAP_SERVERS;
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
    static final Setting<Boolean> CREATE_TOPICS = LiveSettings.CREATE_TOPICS;
    static final Setting<Integer> AUDIT_PARTITIONS =
            Setting.number(
                    "kafka.audit-partitions",
                    4,
                    1,
                    10_000,
                    "Partitions of the audit topic if it is created.");
    static final Setting<Integer> REPLICATION_FACTOR = LiveSettings.REPLICATION_FACTOR;
    static final Setting<String> CLIENT_PROPERTIES = LiveSettings.CLIENT_PROPERTIES;
    static final Setting<String> SASL_JAAS_CONFIG = LiveSettings.SASL_JAAS_CONFIG;
    static final Setting<String> JOB_NAME =
            Setting.text("job.name", "fusewire-detector", "Name in Flink's web UI and metrics.");
    static final Setting<Integer> PARALLELISM = LiveSettings.PARALLELISM;
    static final Setting<Integer> MAX_PARALLELISM = LiveSettings.MAX_PARALLELISM;
    static final Setting<Duration> CHECKPOINT_INTERVAL = LiveSettings.CHECKPOINT_INTERVAL;
    static final Setting<Duration> BUFFER_TIMEOUT =
            Setting.duration(
                    "job.buffer-timeout",
                    "1ms",
                    Duration.ZERO,
                    Duration.ofMillis(5),
                    "How long a network buffer that is not full waits for more records, at each"
                            + " shuffle on their way to the guard. What the guard says waits for"
                            + " nothing.");
    static final Setting<Duration> RESTART_DELAY_MAX = LiveSettings.RESTART_DELAY_MAX;
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

    private final Settings settings;
    private final Properties clientProperties;
    private final @Nullable String policyText;
    private final @Nullable String priorsText;
    private final @Nullable String keysText;

    private DetectorConfig(Settings settings) throws ConfigException {
        this.settings = settings;
        clientProperties = settings.kafkaClient();
        policyText = readText(settings, POLICY_FILE, "policy", PolicyReader::read);
        priorsText = readText(settings, PRIORS_FILE, "priors", PriorsReader::read);
        keysText = readText(settings, KEYS_FILE, "keys file", TrustedKeys::read);
        settings.requireNoProblems();
    }

    /**
     * Reads the job's arguments and the file that they name.
     *
     * @throws ConfigException if anything is wrong; lists all of it
     */
    public static DetectorConfig of(String... arguments) throws ConfigException {
        return new DetectorConfig(Settings.of(SETTINGS, arguments));
    }

    /**
     * Takes keys and texts.
     *
     * @throws ConfigException if anything is wrong; lists all of it
     */
    public static DetectorConfig of(Map<String, String> given) throws ConfigException {
        return new DetectorConfig(Settings.of(SETTINGS, given));
    }

    /** Reads a text and throws if it is not what it should be. */
    private interface Check {
        Object read(String text, String name) throws PolicyException;
    }

    private static @Nullable String readText(
            Settings settings, Setting<String> setting, String what, Check check) {
        String file = settings.textOf(setting);
        if (file.isBlank()) {
            return null;
        }
        try {
            String text = Files.readString(Path.of(file));
            check.read(text, file);
            return text;
        } catch (IOException e) {
            settings.addProblem(setting.problem("must name a readable file", file));
        } catch (PolicyException e) {
            settings.addProblem(setting.problem("must name a valid " + what, file));
            e.problems().forEach(problem -> settings.addProblem(problem.toString()));
        }
        return null;
    }

    <T> T get(Setting<T> setting) {
        return settings.get(setting);
    }

    /** Settings of every live job. */
    Settings live() {
        return settings;
    }

    /** Settings of the Kafka clients, secrets included. */
    Properties clientProperties() {
        Properties copy = new Properties();
        copy.putAll(clientProperties);
        return copy;
    }

    /** Copies of each partition of topics that are created; empty leaves it to the broker. */
    Optional<Short> replicationFactor() {
        return settings.replicationFactor();
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
        return settings.toString();
    }

    /** The documentation's table. */
    static String table() {
        return Settings.table(SETTINGS);
    }
}
