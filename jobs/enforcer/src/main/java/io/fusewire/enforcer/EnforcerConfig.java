package io.fusewire.enforcer;

import io.fusewire.actions.DryRunWriter;
import io.fusewire.actions.aws.AwsIamWriter;
import io.fusewire.actions.aws.AwsSettings;
import io.fusewire.actions.aws.AwsSettingsException;
import io.fusewire.actions.gateway.GatewaySettings;
import io.fusewire.actions.gateway.Gateways;
import io.fusewire.actions.page.DryRunSender;
import io.fusewire.actions.page.HttpSender;
import io.fusewire.actions.page.PagerSettings;
import io.fusewire.jobs.ConfigException;
import io.fusewire.jobs.LiveSettings;
import io.fusewire.jobs.Setting;
import io.fusewire.jobs.Settings;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What the enforcer is told when it is submitted: from a file given by {@code --config} and from
 * {@code --key value} arguments, which win. Everything that is wrong is reported at once.
 */
public final class EnforcerConfig {

    private static final String DRY_RUN = "dry-run";
    private static final String AWS = "aws";
    private static final String AWS_PREFIX = "aws.";

    static final Setting<String> GROUP_ID =
            Setting.text(
                    "kafka.group-id",
                    "fusewire-enforcer",
                    "Consumer group under which progress is committed with each checkpoint; the"
                            + " topic's name is added.");
    static final Setting<String> JOB_NAME =
            Setting.text("job.name", "fusewire-enforcer", "Name in Flink's web UI and metrics.");
    static final Setting<String> POLICY_FILE =
            Setting.text(
                    "policy.file",
                    "",
                    "Policy whose break-glass list counts: who is on it is never revoked. Read when"
                            + " the job is submitted.");
    static final Setting<String> WRITER =
            Setting.choice(
                    "actions.writer",
                    DRY_RUN,
                    List.of(DRY_RUN, AWS),
                    "How policies are written. `dry-run` writes nothing and marks what it says;"
                            + " `aws` writes to IAM, as the keys that begin with `aws.` say (see"
                            + " connectors/actions), and service control policies of Identity"
                            + " Center's roles to Organizations, through the account that"
                            + " `aws.account.ID.organizations-account` names.");
    static final Setting<List<String>> OWN_PRINCIPALS =
            Setting.optionalList(
                    "actions.own-principals",
                    "ARNs of the roles under which revocations are made: a trip that names one of"
                            + " them pages and revokes nothing.");
    static final Setting<Duration> ATTEMPT_TIMEOUT =
            Setting.duration(
                    "actions.attempt-timeout",
                    "20s",
                    Duration.ofMillis(100),
                    Duration.ofMinutes(5),
                    "How long one write may take before it counts as unconfirmed. Longer than the"
                            + " writer's own timeouts, so that no write goes on beside its"
                            + " successor.");
    static final Setting<Integer> WRITES_PER_SECOND =
            Setting.number(
                    "actions.writes-per-second",
                    5,
                    1,
                    1_000,
                    "Policies written to one account in a second, by all parallel instances"
                            + " together.");
    static final Setting<Integer> BURST =
            Setting.number(
                    "actions.burst",
                    10,
                    1,
                    1_000,
                    "Policies written to one account at once; each parallel instance has its share,"
                            + " and at least one.");
    static final Setting<Integer> UNCONFIRMED_MAX =
            Setting.number(
                    "actions.unconfirmed-max",
                    10,
                    1,
                    1_000,
                    "Writes in a row that AWS may leave unconfirmed in one account before a person"
                            + " is paged and the pace falls to one in 5 s.");
    static final Setting<Duration> SILENCE_AFTER =
            Setting.duration(
                    "containment.silence-after",
                    "15min",
                    Duration.ofMinutes(1),
                    Duration.ofDays(1),
                    "How long after a confirmed write one waits for a call of the session before"
                            + " the outcome is UNPROVEN.");
    static final Setting<Duration> CHECK_EVERY =
            Setting.duration(
                    "containment.check-every",
                    "5min",
                    Duration.ofSeconds(1),
                    Duration.ofDays(1),
                    "How often a policy of ours is read again, and written again if somebody"
                            + " changed it.");
    static final Setting<Integer> MASS_TRIPS_MAX =
            Setting.number(
                    "mass-trips.max",
                    10,
                    1,
                    4_096,
                    "Trips within the window that are revoked without asking; further ones are held"
                            + " back and paged.");
    static final Setting<Integer> MASS_TRIPS_PERCENT =
            Setting.number(
                    "mass-trips.percent-of-agents",
                    20,
                    0,
                    100,
                    "Or so much of the agents and unknown principals that were at work on the day or"
                            + " the day before, if that is more trips; 0 leaves it to the number.");
    static final Setting<Duration> MASS_TRIPS_WINDOW =
            Setting.duration(
                    "mass-trips.window",
                    "5min",
                    Duration.ofSeconds(1),
                    Duration.ofDays(1),
                    "The window of event time in which trips are counted.");

    /** In the order of the documentation. */
    static final List<Setting<?>> SETTINGS =
            withPagers(
                    LiveSettings.BOOTSTRAP_SERVERS,
                    GROUP_ID,
                    LiveSettings.CREATE_TOPICS,
                    LiveSettings.REPLICATION_FACTOR,
                    LiveSettings.CLIENT_PROPERTIES,
                    LiveSettings.SASL_JAAS_CONFIG,
                    JOB_NAME,
                    LiveSettings.PARALLELISM,
                    LiveSettings.MAX_PARALLELISM,
                    LiveSettings.CHECKPOINT_INTERVAL,
                    LiveSettings.RESTART_DELAY_MAX,
                    POLICY_FILE,
                    WRITER,
                    OWN_PRINCIPALS,
                    ATTEMPT_TIMEOUT,
                    WRITES_PER_SECOND,
                    BURST,
                    UNCONFIRMED_MAX,
                    SILENCE_AFTER,
                    CHECK_EVERY,
                    MASS_TRIPS_MAX,
                    MASS_TRIPS_PERCENT,
                    MASS_TRIPS_WINDOW);

    private static List<Setting<?>> withPagers(Setting<?>... own) {
        List<Setting<?>> all = new ArrayList<>(List.of(own));
        all.addAll(PagerConfig.SETTINGS);
        all.addAll(GatewayConfig.SETTINGS);
        return List.copyOf(all);
    }

    private final Settings settings;
    private final Properties clientProperties;
    private final @Nullable String policyText;
    private final TargetWriterFactory writers;
    private final PagerSettings pagers;
    private final GatewaySettings gateways;

    private EnforcerConfig(Settings settings) throws ConfigException {
        this.settings = settings;
        clientProperties = settings.kafkaClient();
        policyText = readPolicy(settings);
        writers = readWriters(settings);
        pagers = PagerConfig.read(settings);
        gateways = GatewayConfig.read(settings);
        settings.requireNoProblems();
    }

    /**
     * Reads the job's arguments and the file that they name.
     *
     * @throws ConfigException if anything is wrong; lists all of it
     */
    public static EnforcerConfig of(String... arguments) throws ConfigException {
        return new EnforcerConfig(Settings.of(SETTINGS, arguments));
    }

    /**
     * Takes keys and texts.
     *
     * @throws ConfigException if anything is wrong; lists all of it
     */
    public static EnforcerConfig of(Map<String, String> given) throws ConfigException {
        return new EnforcerConfig(Settings.of(SETTINGS, given));
    }

    private static @Nullable String readPolicy(Settings settings) {
        String file = settings.textOf(POLICY_FILE);
        if (file.isBlank()) {
            return null;
        }
        try {
            String text = Files.readString(Path.of(file));
            PolicyReader.read(text, file);
            return text;
        } catch (IOException e) {
            settings.addProblem(POLICY_FILE.problem("must name a readable file", file));
        } catch (PolicyException e) {
            settings.addProblem(POLICY_FILE.problem("must name a valid policy", file));
            e.problems().forEach(problem -> settings.addProblem(problem.toString()));
        }
        return null;
    }

    private static TargetWriterFactory readWriters(Settings settings) {
        Map<String, String> given = settings.takeOthers(AWS_PREFIX);
        try {
            AwsSettings aws = AwsSettings.of(given);
            Duration attempt = settings.ifFit(ATTEMPT_TIMEOUT);
            if (attempt != null && attempt.compareTo(aws.writeTimeout()) <= 0) {
                settings.addProblem(
                        ATTEMPT_TIMEOUT.problem(
                                "must be longer than aws.write-timeout, " + aws.writeTimeout(),
                                settings.textOf(ATTEMPT_TIMEOUT)));
            }
            if (AWS.equals(settings.ifFit(WRITER))) {
                return () -> new AwsIamWriter(aws, Clock.systemUTC());
            }
        } catch (AwsSettingsException e) {
            e.problems().forEach(settings::addProblem);
        }
        return DryRunWriter::new;
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

    /** What the operators need to know of this configuration. */
    public EnforcerSettings settings() {
        return new EnforcerSettings(
                policyText,
                get(OWN_PRINCIPALS),
                get(WRITER).equals(DRY_RUN),
                get(WRITES_PER_SECOND),
                get(BURST),
                get(UNCONFIRMED_MAX),
                get(ATTEMPT_TIMEOUT).toMillis(),
                get(SILENCE_AFTER).toMillis(),
                get(CHECK_EVERY).toMillis(),
                get(MASS_TRIPS_MAX),
                get(MASS_TRIPS_PERCENT),
                get(MASS_TRIPS_WINDOW).toMillis());
    }

    /** The writer that was chosen. */
    TargetWriterFactory writers() {
        return writers;
    }

    /** Who is paged. */
    PagingSettings paging() {
        return PagerConfig.paging(settings, pagers, get(WRITER).equals(DRY_RUN));
    }

    /** The sender that was chosen. */
    MessageSenderFactory senders() {
        MessageSenderFactory pages = PagerConfig.senders(pagers);
        if (gateways.receivers().isEmpty()) {
            return pages;
        }
        GatewaySettings told = gateways;
        Duration timeout = Duration.ofMillis(pagers.timeoutMillis());
        // Of a rehearsal nobody may refuse a session for real.
        if (told.isDryRun() || get(WRITER).equals(DRY_RUN)) {
            return () -> new SplitSender(pages.create(), new DryRunSender());
        }
        return () ->
                new SplitSender(
                        pages.create(),
                        new HttpSender(new Gateways(told).receivers(), timeout, Clock.systemUTC()));
    }

    /** Which gateways are told of revoked sessions. */
    public GatewaySettings gateways() {
        return gateways;
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
