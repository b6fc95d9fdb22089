package io.fusewire.kafka;

import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

import java.util.List;
import java.util.Properties;

/**
 * Sources of the jobs.
 *
 * <p>A fetch returns as soon as there is one byte: batching at the consumer would add its waiting
 * time to every trip.
 */
public final class KafkaSources {

    private KafkaSources() {}

    /**
     * Audit records, unread.
     *
     * @param client settings of the Kafka client, {@code bootstrap.servers} at least
     * @param topics to read from, at least one
     * @param groupId consumer group, under which progress is committed with each checkpoint
     * @param start where to begin without a checkpoint
     */
    public static KafkaSource<KafkaMessage> audit(
            Properties client, List<String> topics, String groupId, StartingPoint start) {
        return source(client, topics, groupId).setStartingOffsets(start.offsets()).build();
    }

    /**
     * Control messages, always from the first: what people decided long ago still holds. When they
     * were appended counts only if the broker's clock says so, for their age is judged by it.
     */
    public static KafkaSource<KafkaMessage> control(
            Properties client, String topic, String groupId) {
        return source(client, List.of(topic), groupId + "-control")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new KafkaMessageDeserializer(true))
                .build();
    }

    /**
     * One of the detector's topics.
     *
     * @param start where to begin without a checkpoint
     */
    public static KafkaSource<KafkaMessage> ofDetector(
            Properties client, String topic, String groupId, StartingPoint start) {
        return source(client, List.of(topic), groupId + "-" + topic)
                .setStartingOffsets(start.offsets())
                .build();
    }

    private static KafkaSourceBuilder<KafkaMessage> source(
            Properties client, List<String> topics, String groupId) {
        return KafkaSource.<KafkaMessage>builder()
                .setProperties(client)
                .setTopics(topics)
                .setGroupId(groupId)
                .setDeserializer(new KafkaMessageDeserializer())
                .setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1")
                .setProperty(
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        Integer.toString(Topics.MESSAGE_BYTES_MAX))
                // Partitions added later are found within this time.
                .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "30000");
    }
}
