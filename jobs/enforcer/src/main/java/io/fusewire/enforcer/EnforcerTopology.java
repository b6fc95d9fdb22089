package io.fusewire.enforcer;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.kafka.KafkaMessage;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * The enforcer's graph between any sources and sinks.
 *
 * <pre>{@code
 * trips ─► read ─one key─► mass-trip guard ─┐
 * observations ─► read ─────────────────────┼─keyBy agent─► affairs ─keyBy target─► write ─► AWS
 * breakers ─► read ─────────────────────────┘                                        ▲  answers │
 *                                                                                    └──────────┘
 * }</pre>
 *
 * <p>Side outputs carry outcomes, incidents and dead letters. All times are the wall clock's; no
 * watermark is ever generated.
 */
public final class EnforcerTopology {

    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));
    static final OutputTag<ContainmentOutcome> OUTCOMES =
            new OutputTag<>("outcomes", TypeInformation.of(ContainmentOutcome.class));
    static final OutputTag<IncidentUpdate> INCIDENTS =
            new OutputTag<>("incidents", TypeInformation.of(IncidentUpdate.class));

    private EnforcerTopology() {}

    /**
     * Enforces what the messages ask for.
     *
     * @param trips decisions as the detector writes them
     * @param observations what open agents still do
     * @param breakers what became of breakers
     * @param writers of the policies
     */
    public static void over(
            DataStream<KafkaMessage> trips,
            DataStream<KafkaMessage> observations,
            DataStream<KafkaMessage> breakers,
            EnforcerSettings settings,
            TargetWriterFactory writers,
            EnforcerSinks sinks) {
        SingleOutputStreamOperator<TripInput> tripped =
                trips.process(new ReadDetector.Trips(), TypeInformation.of(TripInput.class))
                        .name("read trips")
                        .uid(OperatorUids.READ_TRIPS);
        SingleOutputStreamOperator<AgentInput> seen =
                observations
                        .process(
                                new ReadDetector.Observations(),
                                TypeInformation.of(AgentInput.class))
                        .name("read observations")
                        .uid(OperatorUids.READ_OBSERVATIONS);
        SingleOutputStreamOperator<AgentInput> said =
                breakers.process(new ReadDetector.Breakers(), TypeInformation.of(AgentInput.class))
                        .name("read breakers")
                        .uid(OperatorUids.READ_BREAKERS);
        SingleOutputStreamOperator<AgentInput> guarded =
                tripped.keyBy(trip -> GuardTrips.ALL, Types.BYTE)
                        .process(new GuardTrips(settings), TypeInformation.of(AgentInput.class))
                        .name("mass-trip guard")
                        .uid(OperatorUids.GUARD_TRIPS)
                        .setParallelism(1);
        SingleOutputStreamOperator<TargetMessage> orders =
                guarded.union(seen, said)
                        .keyBy(AgentInput::agent)
                        .process(new KeepAffairs(settings), TypeInformation.of(TargetMessage.class))
                        .name("affairs of agents")
                        .uid(OperatorUids.AGENT_AFFAIRS);
        SingleOutputStreamOperator<Void> written =
                orders.keyBy(TargetMessage::arn)
                        .transform(
                                "write targets",
                                Types.VOID,
                                new WriteTargetsFactory(settings, writers))
                        .uid(OperatorUids.WRITE_TARGETS);
        sinks.outcomes(orders.getSideOutput(OUTCOMES).union(written.getSideOutput(OUTCOMES)));
        sinks.incidents(
                guarded.getSideOutput(INCIDENTS)
                        .union(orders.getSideOutput(INCIDENTS), written.getSideOutput(INCIDENTS)));
        sinks.deadLetters(
                tripped.getSideOutput(DEAD_LETTERS)
                        .union(seen.getSideOutput(DEAD_LETTERS), said.getSideOutput(DEAD_LETTERS)));
    }
}
