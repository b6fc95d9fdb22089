package io.fusewire.enforcer;

import io.fusewire.actions.gateway.GatewaySettings;
import io.fusewire.actions.page.DryRunSender;
import io.fusewire.jobs.ConfigException;
import io.fusewire.jobs.LiveSettings;
import io.fusewire.kafka.KafkaMessage;
import io.fusewire.kafka.KafkaSources;
import io.fusewire.kafka.StartingPoint;
import io.fusewire.kafka.TopicCreator;
import io.fusewire.kafka.Topics;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Properties;

/**
 * The live enforcer: decisions from Kafka, policies to AWS, outcomes to Kafka.
 *
 * <p>{@code flink run fusewire-enforcer-VERSION-job.jar --config enforcer.yaml}. State backend,
 * checkpoint storage and high availability are Flink's own configuration.
 */
public final class EnforcerJob {

    private static final Logger LOG = LoggerFactory.getLogger(EnforcerJob.class);

    private EnforcerJob() {}

    /**
     * Submits the job.
     *
     * @throws ConfigException if the configuration cannot be used; lists all that is wrong
     */
    public static void main(String[] arguments) throws Exception {
        EnforcerConfig config = EnforcerConfig.of(arguments);
        LOG.info("Configuration:\n{}", config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, config);
        env.execute(config.get(EnforcerConfig.JOB_NAME));
    }

    /** Creates missing topics and puts the graph into {@code env}, without running it. */
    public static void define(StreamExecutionEnvironment env, EnforcerConfig config) {
        define(
                env,
                config,
                config.settings(),
                config.writers(),
                config.paging(),
                config.gateways(),
                config.senders());
    }

    /** With pages to nobody. */
    static void define(
            StreamExecutionEnvironment env,
            EnforcerConfig config,
            EnforcerSettings settings,
            TargetWriterFactory writers) {
        define(
                env,
                config,
                settings,
                writers,
                PagingSettings.nobody(settings.isRehearsal()),
                GatewaySettings.NOBODY,
                DryRunSender::new);
    }

    static void define(
            StreamExecutionEnvironment env,
            EnforcerConfig config,
            EnforcerSettings settings,
            TargetWriterFactory writers,
            PagingSettings paging,
            GatewaySettings gateways,
            MessageSenderFactory senders) {
        LiveSettings.configure(env, config.live());
        // Little is said here, and all of it is urgent. A timeout, however short, is also a thread
        // for each edge of the graph that wakes up each time it is over, with nothing to send.
        env.setBufferTimeout(ExecutionOptions.FLUSH_AFTER_EVERY_RECORD);
        Properties client = config.clientProperties();
        if (config.get(LiveSettings.CREATE_TOPICS)) {
            TopicCreator.create(client, Topics.ofEnforcer(config.live().replicationFactor()));
        }
        String group = config.get(EnforcerConfig.GROUP_ID);
        // Without a checkpoint nothing is remembered of what was written: all trips and breakers
        // are
        // heard again, and what is still open is asked for again.
        EnforcerTopology.over(
                source(env, client, Topics.TRIPS, group, OperatorUids.TRIP_SOURCE),
                source(env, client, Topics.OBSERVATIONS, group, OperatorUids.OBSERVATION_SOURCE),
                source(env, client, Topics.BREAKERS, group, OperatorUids.BREAKER_SOURCE),
                settings,
                writers,
                paging,
                gateways,
                senders,
                new KafkaEnds(client));
    }

    private static DataStream<KafkaMessage> source(
            StreamExecutionEnvironment env,
            Properties client,
            String topic,
            String group,
            String uid) {
        return env.fromSource(
                        KafkaSources.ofDetector(client, topic, group, StartingPoint.EARLIEST),
                        WatermarkStrategy.noWatermarks(),
                        topic)
                .uid(uid);
    }
}
