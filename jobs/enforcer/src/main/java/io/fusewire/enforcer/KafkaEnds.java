package io.fusewire.enforcer;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.delivery.DeliveryReport;
import io.fusewire.kafka.KafkaSinks;
import io.fusewire.kafka.KeyedText;
import io.fusewire.kafka.Topics;

import org.apache.flink.streaming.api.datastream.DataStream;

import java.util.Properties;

/** The enforcer's streams end in Kafka topics. */
final class KafkaEnds implements EnforcerSinks {

    private final Properties client;

    KafkaEnds(Properties client) {
        this.client = client;
    }

    @Override
    public void outcomes(DataStream<ContainmentOutcome> outcomes) {
        outcomes.sinkTo(KafkaSinks.outcomes(client))
                .name("outcomes")
                .uid(OperatorUids.OUTCOME_SINK);
    }

    @Override
    public void incidents(DataStream<IncidentUpdate> incidents) {
        incidents
                .sinkTo(KafkaSinks.incidents(client))
                .name("incidents")
                .uid(OperatorUids.INCIDENT_SINK);
    }

    @Override
    public void deliveries(DataStream<DeliveryReport> deliveries) {
        deliveries
                .sinkTo(KafkaSinks.deliveries(client))
                .name("deliveries")
                .uid(OperatorUids.DELIVERY_SINK);
    }

    @Override
    public void records(DataStream<KeyedText> records) {
        records.sinkTo(KafkaSinks.texts(client, Topics.INCIDENTS))
                .name("incident records")
                .uid(OperatorUids.RECORD_SINK);
    }

    @Override
    public void findings(DataStream<KeyedText> findings) {
        findings.sinkTo(KafkaSinks.texts(client, Topics.FINDINGS))
                .name("findings")
                .uid(OperatorUids.FINDING_SINK);
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> deadLetters) {
        deadLetters
                .sinkTo(KafkaSinks.deadLetters(client))
                .name("dead letters")
                .uid(OperatorUids.DEAD_LETTER_SINK);
    }
}
