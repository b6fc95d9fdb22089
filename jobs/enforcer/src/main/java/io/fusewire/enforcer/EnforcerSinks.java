package io.fusewire.enforcer;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.delivery.DeliveryReport;
import io.fusewire.kafka.KeyedText;

import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Where the streams of the enforcer end. An implementation gives each sink the uid of {@link
 * OperatorUids}.
 */
public interface EnforcerSinks {

    /** What became of each revocation. */
    void outcomes(DataStream<ContainmentOutcome> outcomes);

    /** What a person on call has to know. */
    void incidents(DataStream<IncidentUpdate> incidents);

    /** What became of messages to receivers outside. */
    void deliveries(DataStream<DeliveryReport> deliveries);

    /** Records of incidents, each chained to the one before it. */
    void records(DataStream<KeyedText> records);

    /** Incidents as OCSF findings. */
    void findings(DataStream<KeyedText> findings);

    /** What could not be read, and messages that a receiver would not have. */
    void deadLetters(DataStream<DeadLetter> deadLetters);
}
