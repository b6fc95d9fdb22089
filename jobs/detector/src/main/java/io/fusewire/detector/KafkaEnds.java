package io.fusewire.detector;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.Refusal;
import io.fusewire.kafka.KafkaSinks;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

import java.util.Properties;

/** The detector's streams end in Kafka topics. */
final class KafkaEnds implements DetectorSinks {

    private final Properties client;

    KafkaEnds(Properties client) {
        this.client = client;
    }

    @Override
    public void decisions(DataStream<Decision> decisions) {
        decisions.sinkTo(KafkaSinks.trips(client)).name("trips").uid(OperatorUids.DECISION_SINK);
    }

    @Override
    public void observations(DataStream<Observation> observations) {
        observations
                .sinkTo(KafkaSinks.observations(client))
                .name("observations")
                .uid(OperatorUids.OBSERVATION_SINK);
    }

    @Override
    public void breakers(DataStream<BreakerStatus> breakers) {
        breakers.sinkTo(KafkaSinks.breakers(client))
                .name("breakers")
                .uid(OperatorUids.BREAKER_SINK);
    }

    @Override
    public void differences(DataStream<DecisionDifference> differences) {
        differences
                .sinkTo(KafkaSinks.differences(client))
                .name("differences")
                .uid(OperatorUids.DIFFERENCE_SINK);
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> deadLetters) {
        deadLetters
                .sinkTo(KafkaSinks.deadLetters(client))
                .name("dead letters")
                .uid(OperatorUids.DEAD_LETTER_SINK);
    }

    /** Beside the control messages that could not be read: whoever said it looks there. */
    @Override
    public void refusals(DataStream<Refusal> refusals) {
        refusals.map(KafkaEnds::letter, TypeInformation.of(DeadLetter.class))
                .sinkTo(KafkaSinks.deadLetters(client))
                .name("refusals")
                .uid(OperatorUids.REFUSAL_SINK);
    }

    private static DeadLetter letter(Refusal refusal) {
        return new DeadLetter(
                refusal.source(),
                refusal.number(),
                "control message: "
                        + refusal.cause().label()
                        + ": "
                        + refusal.what()
                        + " for "
                        + refusal.agent()
                        + " was refused: "
                        + refusal.reason(),
                "",
                null,
                false);
    }

    /** A live stream has no end at which an agent could be summed up. */
    @Override
    public void agents(DataStream<AgentSummary> agents) {}
}
