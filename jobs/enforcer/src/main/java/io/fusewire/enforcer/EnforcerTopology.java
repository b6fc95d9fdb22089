package io.fusewire.enforcer;

import io.fusewire.actions.gateway.GatewaySettings;
import io.fusewire.actions.page.DryRunSender;
import io.fusewire.audit.DeadLetter;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.containment.WriteReport;
import io.fusewire.core.delivery.DeliveryReport;
import io.fusewire.core.delivery.Message;
import io.fusewire.kafka.KafkaMessage;
import io.fusewire.kafka.KeyedText;

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
 * decisions, calls, breakers, outcomes, updates, writes ─keyBy agent─► incidents ─keyBy receiver, incident─►
 *                                                                      deliver ─► pagers, gateways
 * }</pre>
 *
 * <p>The second row only listens to the first: it holds no revocation up, and neither of its
 * operators waits for anybody.
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

    static final OutputTag<WriteReport> WRITE_REPORTS =
            new OutputTag<>("write-reports", TypeInformation.of(WriteReport.class));
    static final OutputTag<IncidentInput> DECISIONS =
            new OutputTag<>("decisions", TypeInformation.of(IncidentInput.class));
    static final OutputTag<IncidentInput> BREAKER_STATES =
            new OutputTag<>("breaker-states", TypeInformation.of(IncidentInput.class));

    static final OutputTag<IncidentInput> CALLS_SEEN =
            new OutputTag<>("calls-seen", TypeInformation.of(IncidentInput.class));
    static final OutputTag<KeyedText> RECORDS =
            new OutputTag<>("incident-records", TypeInformation.of(KeyedText.class));
    static final OutputTag<KeyedText> FINDINGS =
            new OutputTag<>("findings", TypeInformation.of(KeyedText.class));

    private EnforcerTopology() {}

    /** Enforces what the messages ask for, and pages nobody. */
    public static void over(
            DataStream<KafkaMessage> trips,
            DataStream<KafkaMessage> observations,
            DataStream<KafkaMessage> breakers,
            EnforcerSettings settings,
            TargetWriterFactory writers,
            EnforcerSinks sinks) {
        over(
                trips,
                observations,
                breakers,
                settings,
                writers,
                PagingSettings.nobody(settings.isRehearsal()),
                GatewaySettings.NOBODY,
                DryRunSender::new,
                sinks);
    }

    /**
     * Enforces what the messages ask for, and pages whom the settings name.
     *
     * @param trips decisions as the detector writes them
     * @param observations what open agents still do
     * @param breakers what became of breakers
     * @param writers of the policies
     * @param gateways who is told of revoked sessions beside AWS
     * @param senders of the pages, and of what gateways are told
     */
    public static void over(
            DataStream<KafkaMessage> trips,
            DataStream<KafkaMessage> observations,
            DataStream<KafkaMessage> breakers,
            EnforcerSettings settings,
            TargetWriterFactory writers,
            PagingSettings paging,
            GatewaySettings gateways,
            MessageSenderFactory senders,
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
        DataStream<ContainmentOutcome> outcomes =
                orders.getSideOutput(OUTCOMES).union(written.getSideOutput(OUTCOMES));
        DataStream<IncidentUpdate> updates =
                guarded.getSideOutput(INCIDENTS)
                        .union(orders.getSideOutput(INCIDENTS), written.getSideOutput(INCIDENTS));
        TypeInformation<IncidentInput> known = TypeInformation.of(IncidentInput.class);
        SingleOutputStreamOperator<Message> pages =
                tripped.getSideOutput(DECISIONS)
                        .union(
                                said.getSideOutput(BREAKER_STATES),
                                seen.getSideOutput(CALLS_SEEN),
                                outcomes.map(IncidentInput::of, known)
                                        .name("outcomes of incidents")
                                        .uid(OperatorUids.INCIDENT_OUTCOMES),
                                updates.map(IncidentInput::of, known)
                                        .name("updates of incidents")
                                        .uid(OperatorUids.INCIDENT_UPDATES),
                                written.getSideOutput(WRITE_REPORTS)
                                        .map(IncidentInput::of, known)
                                        .name("writes of incidents")
                                        .uid(OperatorUids.INCIDENT_WRITES))
                        .keyBy(IncidentInput::book)
                        .process(new KeepIncidents(paging), TypeInformation.of(Message.class))
                        .name("incidents")
                        .uid(OperatorUids.KEEP_INCIDENTS);
        SingleOutputStreamOperator<DeliveryReport> delivered =
                pages.union(
                                outcomes.flatMap(
                                                new TellGateways(gateways),
                                                TypeInformation.of(Message.class))
                                        .name("tell gateways")
                                        .uid(OperatorUids.TELL_GATEWAYS))
                        .keyBy(DeliverMessages::keyOf)
                        .transform(
                                "deliver messages",
                                TypeInformation.of(DeliveryReport.class),
                                new DeliverMessagesFactory(paging.pagers(), senders))
                        .uid(OperatorUids.DELIVER_MESSAGES);
        sinks.outcomes(outcomes);
        sinks.incidents(updates);
        sinks.deliveries(delivered);
        sinks.records(pages.getSideOutput(RECORDS));
        sinks.findings(pages.getSideOutput(FINDINGS));
        sinks.deadLetters(
                tripped.getSideOutput(DEAD_LETTERS)
                        .union(
                                seen.getSideOutput(DEAD_LETTERS),
                                said.getSideOutput(DEAD_LETTERS),
                                delivered.getSideOutput(DEAD_LETTERS)));
    }
}
