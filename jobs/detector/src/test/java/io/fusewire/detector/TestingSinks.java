package io.fusewire.detector;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.Refusal;
import io.fusewire.kafka.DomainJson;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Gathers what a job in this process says. */
final class TestingSinks implements DetectorSinks, AutoCloseable {

    private static final Map<String, Queue<Object>> GATHERED = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();

    TestingSinks() {
        GATHERED.put(name, new ConcurrentLinkedQueue<>());
    }

    @Override
    public void decisions(DataStream<Decision> decisions) {
        gather(decisions, OperatorUids.DECISION_SINK);
    }

    @Override
    public void observations(DataStream<Observation> observations) {
        gather(observations, OperatorUids.OBSERVATION_SINK);
    }

    @Override
    public void breakers(DataStream<BreakerStatus> breakers) {
        gather(breakers, OperatorUids.BREAKER_SINK);
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> deadLetters) {
        gather(deadLetters, OperatorUids.DEAD_LETTER_SINK);
    }

    @Override
    public void refusals(DataStream<Refusal> refusals) {
        gather(refusals, OperatorUids.REFUSAL_SINK);
    }

    @Override
    public void differences(DataStream<DecisionDifference> differences) {
        gather(differences, OperatorUids.DIFFERENCE_SINK);
    }

    /** Differences as the file of a replay has them. */
    String differenceLines() {
        return String.join(
                "\n",
                all(DecisionDifference.class).stream()
                        .map(DomainJson::difference)
                        .sorted()
                        .toList());
    }

    @Override
    public void agents(DataStream<AgentSummary> agents) {
        gather(agents, OperatorUids.AGENT_SINK);
    }

    private <T> void gather(DataStream<T> stream, String uid) {
        stream.sinkTo(new Gathering<T>(name)).uid(uid);
    }

    <T> List<T> all(Class<T> type) {
        return GATHERED.get(name).stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Decisions as the file of a replay has them. */
    String decisionLines() {
        return String.join(
                "\n",
                all(Decision.class).stream()
                        .sorted(
                                Comparator.comparingLong(Decision::atMillis)
                                        .thenComparing(Decision::decisionId))
                        // What a replay cannot know.
                        .map(decision -> decision.deliveredAt(null).among(0))
                        .map(DomainJson::decision)
                        .toList());
    }

    /** Agents as the file of a replay has them. */
    String agentLines() {
        return String.join(
                "\n",
                all(AgentSummary.class).stream()
                        .sorted(Comparator.comparing(AgentSummary::agent))
                        .map(DomainJson::agent)
                        .toList());
    }

    @Override
    public void close() {
        GATHERED.remove(name);
    }

    private record Gathering<T>(String name) implements Sink<T> {
        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            Queue<Object> gathered = GATHERED.get(name);
            return new SinkWriter<>() {
                @Override
                public void write(T element, Context writing) {
                    gathered.add(element);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
