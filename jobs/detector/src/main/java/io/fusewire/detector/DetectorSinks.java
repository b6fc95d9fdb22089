package io.fusewire.detector;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.Episode;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.Refusal;

import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Where the streams of the detector end. An implementation gives each sink the uid of {@link
 * OperatorUids}.
 */
public interface DetectorSinks {

    /** Trips and alerts. */
    void decisions(DataStream<Decision> decisions);

    /** What agents went on doing while their incident was open. */
    void observations(DataStream<Observation> observations);

    /** Changes of breakers. */
    void breakers(DataStream<BreakerStatus> breakers);

    /** What people said and what took no effect. */
    void refusals(DataStream<Refusal> refusals);

    /** What could not be read, audit records and control messages alike. */
    void deadLetters(DataStream<DeadLetter> deadLetters);

    /**
     * One line per agent over the whole input; empty unless the input is bounded and the job runs
     * in batch mode.
     */
    void agents(DataStream<AgentSummary> agents);

    /**
     * Episodes that are over and in which something foreign was harmed, for whoever draws or learns
     * an agent's habits. Nobody need listen.
     */
    default void episodes(DataStream<Episode> episodes) {}

    /** Days that are over on which something foreign was harmed, likewise. */
    default void days(DataStream<AgentDay> days) {}

    /** Where a version on trial would have decided otherwise. Nobody need listen. */
    default void differences(DataStream<DecisionDifference> differences) {}
}
