package io.fusewire.kafka;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Observation;

import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Sinks of the jobs: JSON, keyed by agent, at least once.
 *
 * <p>At least once is enough, because ids are deterministic: what a restart sends again carries the
 * id that it had before. A transaction would hold every trip back until the next checkpoint.
 */
public final class KafkaSinks {

    private KafkaSinks() {}

    public static KafkaSink<Decision> trips(Properties client) {
        return sink(
                client,
                Topics.TRIPS,
                decision -> bytes(decision.agent()),
                DomainJson::decisionBytes);
    }

    public static KafkaSink<Observation> observations(Properties client) {
        return sink(
                client,
                Topics.OBSERVATIONS,
                observation -> bytes(observation.agent()),
                DomainJson::observationBytes);
    }

    public static KafkaSink<BreakerStatus> breakers(Properties client) {
        return sink(
                client, Topics.BREAKERS, status -> bytes(status.agent()), DomainJson::breakerBytes);
    }

    public static KafkaSink<DeadLetter> deadLetters(Properties client) {
        return sink(
                client,
                Topics.DEAD_LETTER,
                letter -> bytes(letter.source()),
                DomainJson::deadLetterBytes);
    }

    private static <T> KafkaSink<T> sink(
            Properties client, String topic, ToBytes<T> key, ToBytes<T> value) {
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(client)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                // Trips are rare and small: waiting for company would only delay them.
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, "0")
                .setProperty(ProducerConfig.ACKS_CONFIG, "all")
                .setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
                .setProperty(
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Integer.toString(Topics.MESSAGE_BYTES_MAX))
                .setRecordSerializer(new Messages<>(topic, key, value))
                .build();
    }

    private interface ToBytes<T> extends Serializable {
        byte[] of(T element);
    }

    /**
     * Makes messages by two functions. The connector's own builder would ask the functions for
     * their type arguments, which a lambda does not have.
     */
    private record Messages<T>(String topic, ToBytes<T> key, ToBytes<T> value)
            implements KafkaRecordSerializationSchema<T> {

        private static final long serialVersionUID = 1;

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                T element, KafkaSinkContext context, @Nullable Long timestamp) {
            // Records of a time before 1970 or of none get the producer's clock: Kafka takes no
            // others.
            Long usable = timestamp == null || timestamp < 0 ? null : timestamp;
            return new ProducerRecord<>(topic, null, usable, key.of(element), value.of(element));
        }
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
