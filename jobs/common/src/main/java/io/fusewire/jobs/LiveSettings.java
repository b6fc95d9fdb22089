package io.fusewire.jobs;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.time.Duration;

/** Settings that every live job has, and what they do to its environment. */
public final class LiveSettings {

    /** Highest parallelism that a job's state can ever be spread to, unless configured. */
    public static final int MAX_PARALLELISM_DEFAULT = 128;

    public static final Setting<String> BOOTSTRAP_SERVERS =
            Setting.text(
                            "kafka.bootstrap-servers",
                            "",
                            "Where Kafka is, `host:port`, several separated by commas.")
                    .required();

    public static final Setting<Boolean> CREATE_TOPICS =
            Setting.flag(
                    "kafka.create-topics",
                    true,
                    "Create topics that do not exist, with the settings they need.");

    public static final Setting<Integer> REPLICATION_FACTOR =
            Setting.number(
                    "kafka.replication-factor",
                    0,
                    0,
                    100,
                    "Copies of each partition of topics that are created; 0 leaves it to the"
                            + " broker.");

    public static final Setting<String> CLIENT_PROPERTIES =
            Setting.text(
                    "kafka.client-properties-file",
                    "",
                    "Properties file with further settings of the Kafka clients, for example of"
                            + " their security. Its content is never shown.");

    public static final Setting<String> SASL_JAAS_CONFIG =
            Setting.text(
                            "kafka.sasl-jaas-config",
                            "",
                            "Kafka's `sasl.jaas.config`, if it is to come from the command line or"
                                    + " a mounted secret instead of the properties file.")
                    .secret();

    public static final Setting<Integer> PARALLELISM =
            Setting.number(
                    "job.parallelism",
                    0,
                    0,
                    32_768,
                    "Parallel instances of each operator; 0 takes what the cluster or `flink run"
                            + " -p` says.");

    public static final Setting<Integer> MAX_PARALLELISM =
            Setting.number(
                    "job.max-parallelism",
                    MAX_PARALLELISM_DEFAULT,
                    1,
                    32_768,
                    "Highest parallelism that the job's state can ever be spread to. Cannot be"
                            + " changed later without losing the state.");

    public static final Setting<Duration> CHECKPOINT_INTERVAL =
            Setting.duration(
                    "job.checkpoint-interval",
                    "10s",
                    Duration.ofMillis(100),
                    Duration.ofHours(1),
                    "Time between checkpoints: what is read again after a failure. Nothing that"
                            + " the job says or does waits for a checkpoint.");

    public static final Setting<Duration> RESTART_DELAY_MAX =
            Setting.duration(
                    "job.restart-delay-max",
                    "30s",
                    Duration.ofMillis(1),
                    Duration.ofHours(1),
                    "Longest pause before the job restarts after failures; the first is a tenth"
                            + " of a second and each doubles. It never gives up.");

    private LiveSettings() {}

    /**
     * Puts the settings into an environment. State backend, checkpoint storage and high
     * availability are Flink's own configuration.
     */
    public static void configure(StreamExecutionEnvironment env, Settings settings) {
        Configuration configuration = new Configuration();
        // A type that slips into Kryo would store state that no later version can read.
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        // Records are immutable, so operators in one chain may share them.
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.MAX_PARALLELISM, settings.get(MAX_PARALLELISM));
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.get(CHECKPOINT_INTERVAL));
        // Exactly once for state; what leaves the job is at least once, with ids that repeat.
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(100));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                settings.get(RESTART_DELAY_MAX));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0);
        env.configure(configuration);
        int parallelism = settings.get(PARALLELISM);
        if (parallelism > 0) {
            env.setParallelism(parallelism);
        }
    }
}
