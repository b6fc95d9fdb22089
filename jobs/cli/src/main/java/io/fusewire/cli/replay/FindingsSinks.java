package io.fusewire.cli.replay;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.Episode;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.Refusal;
import io.fusewire.detector.DetectorSinks;
import io.fusewire.detector.OperatorUids;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;

import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The detector's streams end in {@link Findings} of this process.
 *
 * <p>Sinks travel to the operators' threads in serialized form, so they carry the name under which
 * the findings are kept here, not the findings.
 */
final class FindingsSinks implements DetectorSinks, AutoCloseable {

    private static final Map<String, Findings> OPEN = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();

    FindingsSinks(Findings findings) {
        OPEN.put(name, findings);
    }

    @Override
    public void decisions(DataStream<Decision> decisions) {
        gather(decisions, Findings::decision, OperatorUids.DECISION_SINK);
    }

    @Override
    public void observations(DataStream<Observation> observations) {
        gather(observations, Findings::observation, OperatorUids.OBSERVATION_SINK);
    }

    /** A replay's last state of each breaker stands in the line of its agent. */
    @Override
    public void breakers(DataStream<BreakerStatus> breakers) {}

    @Override
    public void deadLetters(DataStream<DeadLetter> deadLetters) {
        gather(deadLetters, Findings::deadLetter, OperatorUids.DEAD_LETTER_SINK);
    }

    @Override
    public void refusals(DataStream<Refusal> refusals) {
        gather(refusals, Findings::refusal, OperatorUids.REFUSAL_SINK);
    }

    @Override
    public void agents(DataStream<AgentSummary> agents) {
        gather(agents, Findings::agent, OperatorUids.AGENT_SINK);
    }

    @Override
    public void episodes(DataStream<Episode> episodes) {
        gather(episodes, Findings::episode, OperatorUids.EPISODE_SINK);
    }

    @Override
    public void differences(DataStream<DecisionDifference> differences) {
        gather(differences, Findings::difference, OperatorUids.DIFFERENCE_SINK);
    }

    @Override
    public void days(DataStream<AgentDay> days) {
        gather(days, Findings::day, OperatorUids.DAY_SINK);
    }

    private <T> void gather(DataStream<T> stream, Gather<T> gather, String uid) {
        stream.sinkTo(new GatheringSink<>(name, gather)).name(uid).uid(uid);
    }

    @Override
    public void close() {
        OPEN.remove(name);
    }

    private interface Gather<T> extends BiConsumer<Findings, T>, Serializable {}

    private record GatheringSink<T>(String name, Gather<T> gather) implements Sink<T> {

        private static final long serialVersionUID = 1;

        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            Findings findings = OPEN.get(name);
            if (findings == null) {
                throw new IllegalStateException(
                        "a replay must run in the process that gathers its findings");
            }
            return new GatheringWriter<>(findings, gather);
        }
    }

    private record GatheringWriter<T>(Findings findings, Gather<T> gather)
            implements SinkWriter<T> {

        @Override
        public void write(T element, Context context) {
            gather.accept(findings, element);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
