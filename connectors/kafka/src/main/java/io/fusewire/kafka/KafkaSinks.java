package io.fusewire.kafka;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.delivery.DeliveryReport;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Observation;

import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerConfig;

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
        return sink(client, Topics.TRIPS, Decision::agent, DomainJson::decisionBytes);
    }

    public static KafkaSink<Observation> observations(Properties client) {
        return sink(client, Topics.OBSERVATIONS, Observation::agent, DomainJson::observationBytes);
    }

    public static KafkaSink<BreakerStatus> breakers(Properties client) {
        return sink(client, Topics.BREAKERS, BreakerStatus::agent, DomainJson::breakerBytes);
    }

    public static KafkaSink<ContainmentOutcome> outcomes(Properties client) {
        return sink(
                client,
                Topics.OUTCOMES,
                outcome -> outcome.tripCase().agent(),
                DomainJson::outcomeBytes);
    }

    /** Keyed by incident: all updates of one are one page. */
    public static KafkaSink<IncidentUpdate> incidents(Properties client) {
        return sink(client, Topics.INCIDENTS, IncidentUpdate::key, DomainJson::incidentBytes);
    }

    /** On the same topic: whether the pages of an incident arrived. */
    public static KafkaSink<DeliveryReport> deliveries(Properties client) {
        return sink(client, Topics.INCIDENTS, DeliveryReport::key, DomainJson::deliveryBytes);
    }

    /** Messages that are written already. */
    public static KafkaSink<KeyedText> texts(Properties client, String topic) {
        return sink(
                client,
                topic,
                KeyedText::key,
                text -> text.json().getBytes(StandardCharsets.UTF_8));
    }

    public static KafkaSink<DecisionDifference> differences(Properties client) {
        return sink(
                client, Topics.DIFFERENCES, DecisionDifference::agent, DomainJson::differenceBytes);
    }

    public static KafkaSink<DeadLetter> deadLetters(Properties client) {
        return sink(client, Topics.DEAD_LETTER, DeadLetter::source, DomainJson::deadLetterBytes);
    }

    private static <T> KafkaSink<T> sink(
            Properties client,
            String topic,
            SerializableFunction<T, String> key,
            SerializableFunction<T, byte[]> value) {
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
                .setRecordSerializer(new JsonMessageSerializer<>(topic, key, value))
                .build();
    }
}
