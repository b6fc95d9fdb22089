package io.fusewire.detector;

import io.fusewire.jobs.ConfigException;
import io.fusewire.jobs.LiveSettings;
import io.fusewire.kafka.KafkaMessage;
import io.fusewire.kafka.KafkaSources;
import io.fusewire.kafka.TopicCreator;
import io.fusewire.kafka.Topics;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Properties;

/**
 * The live detector: audit records from Kafka, decisions to Kafka.
 *
 * <p>{@code flink run fusewire-detector-VERSION-job.jar --config detector.yaml}. State backend,
 * checkpoint storage and high availability are Flink's own configuration.
 */
public final class DetectorJob {

    private static final Logger LOG = LoggerFactory.getLogger(DetectorJob.class);

    private DetectorJob() {}

    /**
     * Submits the job.
     *
     * @throws ConfigException if the configuration cannot be used; lists all that is wrong
     */
    public static void main(String[] arguments) throws Exception {
        DetectorConfig config = DetectorConfig.of(arguments);
        LOG.info("Configuration:\n{}", config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, config);
        env.execute(config.get(DetectorConfig.JOB_NAME));
    }

    /** Creates missing topics and puts the graph into {@code env}, without running it. */
    public static void define(StreamExecutionEnvironment env, DetectorConfig config) {
        DetectorTopology.configure(env, DetectorSettings.Execution.STREAMING);
        LiveSettings.configure(env, config.live());
        env.setBufferTimeout(config.get(DetectorConfig.BUFFER_TIMEOUT).toMillis());
        Properties client = config.clientProperties();
        if (config.get(DetectorConfig.CREATE_TOPICS)) {
            TopicCreator.create(
                    client,
                    Topics.all(
                            config.get(DetectorConfig.AUDIT_PARTITIONS),
                            config.replicationFactor()));
        }
        String group = config.get(DetectorConfig.GROUP_ID);
        DataStream<KafkaMessage> audit =
                env.fromSource(
                                KafkaSources.audit(
                                        client,
                                        config.get(DetectorConfig.AUDIT_TOPICS),
                                        group,
                                        config.get(DetectorConfig.START_FROM)),
                                WatermarkStrategy.noWatermarks(),
                                "audit records")
                        .uid(OperatorUids.AUDIT_SOURCE);
        DataStream<KafkaMessage> control =
                env.fromSource(
                                KafkaSources.control(client, Topics.CONTROL, group),
                                WatermarkStrategy.noWatermarks(),
                                "control topic")
                        .uid(OperatorUids.CONTROL_SOURCE)
                        .setParallelism(1);
        DetectorTopology.overMessages(audit, control, config.settings(), new KafkaEnds(client));
    }
}
