package io.fusewire.detector;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.AgentHistory;
import io.fusewire.core.baseline.Episode;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.Refusal;
import io.fusewire.core.policy.VerifiedApproval;
import io.fusewire.jobs.LiveSettings;
import io.fusewire.kafka.KafkaMessage;
import io.fusewire.policy.Statement;

import org.apache.flink.api.common.BatchShuffleMode;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.OutputTag;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The detector's graph between any sources and sinks.
 *
 * <pre>{@code
 * messages or files ─► read and attribute ─keyBy account─► account view ─keyBy agent─► guard ─► decisions,
 *                                                                  live by way of a count of agents at work
 *          control ─────────┴───────────────── broadcast ───┴──────────────────────────┤
 *          what people say about one agent ──────────────────────────────keyBy agent───┘
 * }</pre>
 *
 * <p>Side outputs carry observations, breaker states, habits and dead letters. Nothing on the way
 * to a decision waits for a watermark: none is ever generated, and event time lives in the domain
 * only.
 */
public final class DetectorTopology {

    /** Highest parallelism that the job's state can ever be spread to, unless configured. */
    public static final int MAX_PARALLELISM = LiveSettings.MAX_PARALLELISM_DEFAULT;

    /** How long records wait for more to fill a buffer; Flink's default is 100 ms. */
    public static final Duration BUFFER_TIMEOUT = Duration.ofMillis(1);

    /**
     * For what is rare and urgent. A timeout would also be a thread for each edge of the graph, to
     * wake up each time it is over, with nothing to send.
     */
    private static final long AT_ONCE = ExecutionOptions.FLUSH_AFTER_EVERY_RECORD;

    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));
    static final OutputTag<Observation> OBSERVATIONS =
            new OutputTag<>("observations", TypeInformation.of(Observation.class));
    static final OutputTag<BreakerStatus> BREAKERS =
            new OutputTag<>("breakers", TypeInformation.of(BreakerStatus.class));
    static final OutputTag<Refusal> REFUSALS =
            new OutputTag<>("refusals", TypeInformation.of(Refusal.class));
    static final OutputTag<GuardInput> COMMANDS = new OutputTag<>("commands", WireType.GUARD_INPUT);
    static final OutputTag<AgentSummary> AGENTS =
            new OutputTag<>("agents", TypeInformation.of(AgentSummary.class));
    static final OutputTag<Episode> EPISODES =
            new OutputTag<>("episodes", TypeInformation.of(Episode.class));
    static final OutputTag<AgentDay> DAYS =
            new OutputTag<>("days", TypeInformation.of(AgentDay.class));

    static final OutputTag<AgentAtWork> AT_WORK =
            new OutputTag<>("at-work", TypeInformation.of(AgentAtWork.class));

    static final OutputTag<DecisionDifference> DIFFERENCES =
            new OutputTag<>("differences", TypeInformation.of(DecisionDifference.class));

    /** What people told everybody, in each operator that asks. */
    static final MapStateDescriptor<?, ?>[] BROADCAST = {
        Policies.STATE, Approvals.STATE, KnownPriors.STATE, Trials.STATE
    };

    private DetectorTopology() {}

    /** Settings that every job with this graph needs, whatever the cluster's defaults are. */
    public static void configure(
            StreamExecutionEnvironment env, DetectorSettings.Execution execution) {
        Configuration configuration = new Configuration();
        // A type that slips into Kryo would store state that no later version can read.
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        // Records are immutable, so operators in one chain may share them.
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        switch (execution) {
            case STREAMING -> {
                configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
                configuration.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
            }
            case BATCH -> replay(configuration);
        }
        env.configure(configuration);
    }

    private static void replay(Configuration configuration) {
        configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        // Nobody waits for a buffer that is not full.
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, false);
        // Between two stages stands a sort that takes in all before it gives out any. A file beside
        // it would only be written, compressed and read.
        configuration.set(
                ExecutionOptions.BATCH_SHUFFLE_MODE, BatchShuffleMode.ALL_EXCHANGES_PIPELINED);
        // What Flink takes for batch execution by itself wants those files.
        configuration.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
    }

    /**
     * Detects over messages.
     *
     * @param audit audit records in any envelope
     * @param control control messages as {@link io.fusewire.control.ControlReader} reads them
     */
    public static void overMessages(
            DataStream<KafkaMessage> audit,
            DataStream<KafkaMessage> control,
            DetectorSettings settings,
            DetectorSinks sinks) {
        SingleOutputStreamOperator<ControlMessage> messages =
                control.process(new ReadControl(settings.control()))
                        .returns(ControlMessage.class)
                        .name("read control messages")
                        .uid(OperatorUids.READ_CONTROL)
                        .setParallelism(1)
                        .setMaxParallelism(1)
                        .setBufferTimeout(AT_ONCE);
        BroadcastStream<ControlMessage> broadcast = messages.broadcast(BROADCAST);
        SingleOutputStreamOperator<StampedEvent> events =
                audit.connect(broadcast)
                        .process(new ReadMessages(settings), WireType.STAMPED_EVENT)
                        .name("read and attribute")
                        .uid(OperatorUids.READ_AUDIT);
        sinks.deadLetters(
                events.getSideOutput(DEAD_LETTERS).union(messages.getSideOutput(DEAD_LETTERS)));
        SingleOutputStreamOperator<StampedEvent> gathered =
                events.transform(
                                "gather repeated reads",
                                WireType.STAMPED_EVENT,
                                new GatherRepeatedReads())
                        .uid(OperatorUids.REPEATED_READS);
        detect(gathered, messages.getSideOutput(COMMANDS), broadcast, settings, sinks);
    }

    /**
     * Detects over files, as a replay does: give it an environment that {@link #configure} set to
     * batch execution.
     *
     * @param files paths, at least one; each is read by one parallel instance
     * @param control what people said over time; whoever hands it in vouches for it. Of several
     *     policies with one date the last holds
     */
    public static void overFiles(
            StreamExecutionEnvironment env,
            List<String> files,
            List<Statement> control,
            DetectorSettings settings,
            DetectorSinks sinks) {
        BroadcastStream<ControlMessage> broadcast = broadcast(env, control);
        SingleOutputStreamOperator<StampedEvent> events =
                understand(env, files, broadcast, settings);
        sinks.deadLetters(events.getSideOutput(DEAD_LETTERS));
        replay(events, commands(env, control), broadcast, settings, sinks);
    }

    /**
     * Reads files and understands the records in them, and stops there: to measure what the stages
     * that keep state cost beyond it. Give it an environment that {@link #configure} set to batch
     * execution.
     *
     * @param files paths, at least one
     * @param control what people said over time
     */
    public static void understandingOnly(
            StreamExecutionEnvironment env,
            List<String> files,
            List<Statement> control,
            DetectorSettings settings) {
        understand(env, files, broadcast(env, control), settings)
                .sinkTo(new DiscardingSink<>())
                .name("nowhere");
    }

    /**
     * What each agent's past in files teaches, deciding nothing: give it an environment that {@link
     * #configure} set to batch execution.
     *
     * @param files paths, at least one
     */
    public static DataStream<AgentHistory> histories(
            StreamExecutionEnvironment env, List<String> files, DetectorSettings settings) {
        BroadcastStream<ControlMessage> control = broadcast(env, List.of());
        return viewed(understand(env, files, control, settings), control, settings)
                .keyBy(Parcel::key, Types.INT)
                .connect(control)
                .process(new LearnFromAgent(settings), TypeInformation.of(AgentHistory.class))
                .name("learn")
                .uid(OperatorUids.LEARN);
    }

    /** What people said to all; a source needs one element at least. */
    private static BroadcastStream<ControlMessage> broadcast(
            StreamExecutionEnvironment env, List<Statement> control) {
        List<ControlMessage> messages = new ArrayList<>();
        for (Statement statement : control) {
            ControlMessage message = ControlMessage.of(statement, VerifiedApproval.REPLAY);
            if (message != null && message.staging() == null) {
                messages.add(message);
            }
        }
        messages.addAll(trials(control));
        messages.add(ControlMessage.NOTHING);
        return env.fromData(messages, TypeInformation.of(ControlMessage.class))
                .name("control messages")
                .uid(OperatorUids.CONTROL_SOURCE)
                .setParallelism(1)
                .broadcast(BROADCAST);
    }

    /** Steps of trials in order of time, because each must find what those before it left. */
    private static List<ControlMessage> trials(List<Statement> control) {
        return control.stream()
                .filter(statement -> statement.staging() != null)
                .sorted(Comparator.comparingLong(DetectorTopology::stepMillis))
                .map(statement -> ControlMessage.of(statement, VerifiedApproval.REPLAY))
                .toList();
    }

    private static long stepMillis(Statement statement) {
        return Objects.requireNonNull(statement.staging()).atMillis();
    }

    private static SingleOutputStreamOperator<StampedEvent> understand(
            StreamExecutionEnvironment env,
            List<String> files,
            BroadcastStream<ControlMessage> control,
            DetectorSettings settings) {
        return env.fromData(files, TypeInformation.of(String.class))
                .name("files")
                .uid(OperatorUids.FILE_SOURCE)
                .setParallelism(1)
                .rebalance()
                .connect(control)
                .process(new ReadFiles(settings), WireType.STAMPED_EVENT)
                .name("read and attribute")
                .uid(OperatorUids.READ_FILES);
    }

    /** What people say about single agents, as a stream beside the records; none if nothing. */
    private static List<DataStream<Parcel>> commands(
            StreamExecutionEnvironment env, List<Statement> control) {
        Parcels parcels = new Parcels();
        List<Parcel> commands = new ArrayList<>();
        for (Statement statement : control) {
            if (statement.command() != null) {
                commands.add(parcels.of(statement.command()));
            }
        }
        if (commands.isEmpty()) {
            return List.of();
        }
        return List.of(
                env.fromData(commands, WireType.PARCEL)
                        .name("commands")
                        .uid(OperatorUids.COMMAND_SOURCE)
                        .setParallelism(1)
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Parcel>noWatermarks()
                                        .withTimestampAssigner(
                                                (command, previous) -> command.stamp()))
                        .name("time of commands")
                        .uid(OperatorUids.COMMAND_TIME)
                        .setParallelism(1));
    }

    private static void detect(
            DataStream<StampedEvent> events,
            DataStream<GuardInput> commands,
            BroadcastStream<ControlMessage> control,
            DetectorSettings settings,
            DetectorSinks sinks) {
        DataStream<GuardInput> viewed =
                timed(events, event -> event.event().eventTimeMillis(), OperatorUids.EVENT_TIME)
                        .keyBy(event -> event.event().account())
                        .connect(control)
                        .process(new ViewAccount(settings), WireType.GUARD_INPUT)
                        .name("account view")
                        .uid(OperatorUids.ACCOUNT_VIEW);
        DataStream<GuardInput> inputs =
                timed(viewed, GuardInput::timeMillis, OperatorUids.ACCOUNT_EVENT_TIME);
        // In one keyed stream, so that each agent hears people and records in one order.
        SingleOutputStreamOperator<Decision> guard =
                guard(
                                inputs.union(commands)
                                        .keyBy(GuardInput::agent)
                                        .connect(control)
                                        .process(
                                                new LiveGuard(settings),
                                                TypeInformation.of(Decision.class)))
                        .setBufferTimeout(AT_ONCE);
        DataStream<Decision> counted =
                guard.keyBy(decision -> CountAgents.ALL, Types.BYTE)
                        .connect(
                                guard.getSideOutput(AT_WORK)
                                        .keyBy(agent -> CountAgents.ALL, Types.BYTE))
                        .process(new CountAgents(), TypeInformation.of(Decision.class))
                        .name("count agents")
                        .uid(OperatorUids.COUNT_AGENTS)
                        .setParallelism(1)
                        .setBufferTimeout(AT_ONCE);
        conclude(counted, guard, sinks);
    }

    /** The same, one account and one agent after the other. */
    private static void replay(
            DataStream<StampedEvent> events,
            List<DataStream<Parcel>> commands,
            BroadcastStream<ControlMessage> control,
            DetectorSettings settings,
            DetectorSinks sinks) {
        DataStream<Parcel> inputs = viewed(events, control, settings);
        for (DataStream<Parcel> said : commands) {
            inputs = inputs.union(said);
        }
        SingleOutputStreamOperator<Decision> guard =
                guard(
                        inputs.keyBy(Parcel::key, Types.INT)
                                .connect(control)
                                .process(
                                        new ReplayGuard(settings),
                                        TypeInformation.of(Decision.class)));
        conclude(guard, guard, sinks);
    }

    private static SingleOutputStreamOperator<Decision> guard(
            SingleOutputStreamOperator<Decision> operator) {
        return operator.name("guard").uid(OperatorUids.GUARD);
    }

    private static void conclude(
            DataStream<Decision> decisions,
            SingleOutputStreamOperator<Decision> guard,
            DetectorSinks sinks) {
        sinks.decisions(decisions);
        sinks.observations(guard.getSideOutput(OBSERVATIONS));
        sinks.breakers(guard.getSideOutput(BREAKERS));
        sinks.refusals(guard.getSideOutput(REFUSALS));
        sinks.agents(guard.getSideOutput(AGENTS));
        sinks.episodes(guard.getSideOutput(EPISODES));
        sinks.days(guard.getSideOutput(DAYS));
        sinks.differences(guard.getSideOutput(DIFFERENCES));
    }

    /** What a replay's accounts make of its events, packed for their agents. */
    private static DataStream<Parcel> viewed(
            DataStream<StampedEvent> events,
            BroadcastStream<ControlMessage> control,
            DetectorSettings settings) {
        DataStream<Parcel> packed =
                events.transform("pack events", WireType.PARCEL, new PackEvents())
                        .uid(OperatorUids.PACK_EVENTS);
        DataStream<Parcel> viewed =
                timed(packed, Parcel::stamp, OperatorUids.EVENT_TIME)
                        .keyBy(Parcel::key, Types.INT)
                        .connect(control)
                        .process(new ReplayAccount(settings), WireType.PARCEL)
                        .name("account view")
                        .uid(OperatorUids.ACCOUNT_VIEW);
        // What is gathered leaves with a later record, whose time is not its own.
        return timed(viewed, Parcel::stamp, OperatorUids.ACCOUNT_EVENT_TIME);
    }

    private static <T> DataStream<T> timed(DataStream<T> records, EventTime<T> time, String uid) {
        return records.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<T>noWatermarks()
                                .withTimestampAssigner((record, previous) -> time.of(record)))
                .name(uid.replace('-', ' '))
                .uid(uid);
    }

    /** Event time of a record, or in a replay its stamp. */
    @FunctionalInterface
    private interface EventTime<T> extends Serializable {
        long of(T record);
    }
}
