package io.fusewire.detector;

import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.Episode;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.control.Cause;
import io.fusewire.core.control.Denial;
import io.fusewire.core.detection.AgentState;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.CandidateGuard;
import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Guard;
import io.fusewire.core.detection.GuardOutput;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.Refusal;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.PolicyTimeline;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.core.policy.VerifiedApproval;
import io.fusewire.core.staging.Candidate;
import io.fusewire.core.staging.Candidates;
import io.fusewire.core.staging.StagedVersion;
import io.fusewire.core.staging.Staging;
import io.fusewire.core.staging.StagingStep;
import io.fusewire.jobs.LatencyBuckets;
import io.fusewire.jobs.Printable;
import io.fusewire.kafka.KafkaMessage;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Judges each event of an agent, obeys what people say about it, and owns its breaker. Keyed by the
 * agent.
 *
 * @param <K> the agent, or in a replay its sort key
 * @param <I> what it receives, in a replay packed
 */
final class GuardAgent<K, I> extends KeyedBroadcastProcessFunction<K, I, ControlMessage, Decision> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(GuardAgent.class);
    private static final long DAY_MILLIS = 24L * 60 * 60 * 1_000;

    /** Wall-clock day of the agent's latest event; written once a day. */
    static final ValueStateDescriptor<Long> LAST_ACTIVE_DAY =
            new ValueStateDescriptor<>("last-active-day", Types.LONG);

    private final DetectorSettings settings;
    private final Opening<I> opening;

    private transient Function<I, GuardInput> opener;
    private transient Guard guard;
    private transient KeyedGuardStore store;
    private transient ValueState<Long> lastActiveDay;
    private transient Policies policies;
    private transient PolicyTimeline timeline;
    private transient Approvals approvals;
    private transient ApprovalBook book;
    private transient KnownPriors knownPriors;
    private transient Timeline<Priors> priors;
    private transient Trials trials;
    private transient Candidates candidates;
    private transient CandidateGuard candidateGuard;
    private transient KeyedCandidateStore candidateStore;
    private transient Counter candidateEvents;
    private transient NameByName<GuardInput> names;
    private transient Findings findings;
    private transient LongCounter agents;
    private transient LongCounter sessions;
    private transient Counter events;
    private transient Counter forgotten;
    private transient BreakerGauges breakers;

    /** How what it receives is opened: each instance of the operator asks for an opener. */
    @FunctionalInterface
    private interface Opening<I> extends Serializable {
        Function<I, GuardInput> opener();
    }

    private GuardAgent(DetectorSettings settings, Opening<I> opening) {
        this.settings = settings;
        this.opening = opening;
    }

    static GuardAgent<String, GuardInput> live(DetectorSettings settings) {
        return new GuardAgent<>(settings, Function::identity);
    }

    /** Keyed by {@link SortKeys}. */
    static GuardAgent<Integer, Parcel> replaying(DetectorSettings settings) {
        return new GuardAgent<>(settings, () -> new Parcels()::guardInput);
    }

    @Override
    public void open(OpenContext openContext) {
        RuntimeContext context = getRuntimeContext();
        MetricGroup metrics = context.getMetricGroup().addGroup(MetricNames.GROUP);
        opener = opening.opener();
        guard = new Guard(settings.alwaysShadow(), settings.sensitivity());
        store = new KeyedGuardStore(context);
        lastActiveDay = context.getState(LAST_ACTIVE_DAY);
        policies = new Policies(settings.initialPolicy());
        timeline = PolicyTimeline.DEFAULT;
        approvals = new Approvals();
        book = ApprovalBook.EMPTY;
        knownPriors = new KnownPriors(settings.initialPriors());
        priors = Timeline.of(settings.initialPriors());
        trials = new Trials(settings.execution());
        candidates = Candidates.NONE;
        candidateGuard = new CandidateGuard(guard, settings.sensitivity());
        candidateStore = new KeyedCandidateStore(context, store);
        candidateEvents = metrics.counter(MetricNames.CANDIDATE_EVENTS);
        names = new NameByName<>(new OneAgent());
        breakers = new BreakerGauges(metrics, settings.breakerStatesMax());
        findings = new Findings(context, metrics, breakers);
        agents = new LongCounter();
        sessions = new LongCounter();
        context.addAccumulator(Counts.AGENTS, agents);
        context.addAccumulator(Counts.SESSIONS, sessions);
        events = metrics.counter(MetricNames.EVENTS);
        forgotten = metrics.counter(MetricNames.AGENTS_FORGOTTEN);
    }

    @Override
    public void processElement(I received, ReadOnlyContext context, Collector<Decision> out)
            throws Exception {
        findings.direct(context, out);
        GuardInput input = opener.apply(received);
        switch (settings.execution()) {
            case STREAMING -> {
                turnToControl(context);
                take(input);
                noteActivity(context);
            }
            case BATCH -> {
                if (names.isEmpty()) {
                    // All that people said to everybody has come before the first record.
                    turnToControl(context);
                    // In batch execution a timer fires after the key's last record.
                    context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
                }
                names.add(input.agent(), input);
            }
        }
    }

    private void turnToControl(ReadOnlyContext context) throws Exception {
        timeline = policies.timeline(context.getBroadcastState(Policies.STATE));
        book = approvals.book(context.getBroadcastState(Approvals.STATE));
        priors = knownPriors.timeline(context.getBroadcastState(KnownPriors.STATE));
        candidates = trials.candidates(context.getBroadcastState(Trials.STATE));
    }

    private void take(GuardInput input) {
        AccountEvent event = input.event();
        Command command = input.command();
        if (event != null) {
            judge(event, input);
        } else if (command != null) {
            guard.obey(command, store, findings);
            Candidate candidate = candidates.at(command.atMillis());
            if (candidate != null) {
                candidateGuard.obey(command, candidate, candidateStore);
            }
        }
    }

    private void judge(AccountEvent event, GuardInput input) {
        events.inc();
        findings.appendedAtMillis = input.appendedAtMillis();
        if (input.reads() > 0) {
            guard.acceptReads(event, input.reads(), input.sinceMillis(), store, findings);
        } else {
            long eventTimeMillis = event.event().eventTimeMillis();
            Policy policy = timeline.at(eventTimeMillis);
            Candidate candidate = candidates.at(eventTimeMillis);
            if (candidate == null) {
                guard.accept(event, store, policy, priors, book, findings);
            } else {
                candidateEvents.inc();
                candidateGuard.accept(
                        event,
                        input.standing(),
                        store,
                        candidateStore,
                        new CandidateGuard.Rules(policy, priors, book),
                        candidate,
                        findings);
            }
        }
        if (store.savedBreaker() != BreakerState.CLOSED) {
            // After a restart the gauges are empty; the state is not.
            breakers.show(
                    event.chargedAgent(),
                    store.savedBreaker(),
                    settings.alwaysShadow() ? EnforcementMode.SHADOW : event.chargedMode());
        }
    }

    @Override
    public void processBroadcastElement(
            ControlMessage message, Context context, Collector<Decision> out) throws Exception {
        PolicyVersion policy = message.policy();
        if (policy != null) {
            policies.accept(policy, context.getBroadcastState(Policies.STATE));
        }
        PriorsVersion version = message.priors();
        if (version != null) {
            knownPriors.accept(version, context.getBroadcastState(KnownPriors.STATE));
        }
        StagingStep step = message.staging();
        if (step != null) {
            take(step, context);
        }
        VerifiedApproval approval = message.approval();
        if (approval != null
                && !approvals.accept(approval, context.getBroadcastState(Approvals.STATE))
                && isFirstInstance()) {
            Refusal refusal =
                    Refusal.of(
                            approval.approval(),
                            new Denial(
                                    Cause.NO_EFFECT,
                                    "there was another approval of this id, and the first counts"));
            context.output(DetectorTopology.REFUSALS, refusal);
            findings.tell(refusal);
        }
    }

    private void take(StagingStep step, Context context) throws Exception {
        BroadcastState<String, StagedVersion> state = context.getBroadcastState(Trials.STATE);
        Staging.Outcome outcome = trials.accept(step, state);
        Denial denial = outcome.denial();
        if (denial != null && isFirstInstance()) {
            Refusal refusal = Refusal.of(step, denial);
            context.output(DetectorTopology.REFUSALS, refusal);
            findings.tell(refusal);
        }
        StagedVersion activated = outcome.activated();
        if (activated != null) {
            switch (activated.kind()) {
                case POLICY ->
                        policies.accept(
                                Trials.policy(activated, step.atMillis()),
                                context.getBroadcastState(Policies.STATE));
                case PRIORS ->
                        knownPriors.accept(
                                Trials.priors(activated, step.atMillis()),
                                context.getBroadcastState(KnownPriors.STATE));
            }
        }
        if (settings.execution() == DetectorSettings.Execution.STREAMING
                && !state.iterator().hasNext()) {
            dropCandidates(context);
        }
    }

    /** What a trial left of each agent is garbage once nothing is on trial. */
    private void dropCandidates(Context context) throws Exception {
        context.applyToKeyedState(KeyedCandidateStore.AGENT, (agent, state) -> state.clear());
        context.applyToKeyedState(KeyedCandidateStore.CHARGES, (agent, state) -> state.clear());
        context.applyToKeyedState(KeyedCandidateStore.APPROVED, (agent, state) -> state.clear());
    }

    /** All instances hear the same; one tells of it. */
    private boolean isFirstInstance() {
        return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Decision> out)
            throws Exception {
        findings.direct(context, out);
        switch (settings.execution()) {
            case STREAMING -> forgetIfSilent(timestamp, context);
            case BATCH -> names.end();
        }
    }

    /** Begins each agent of a replay with nothing known of it. */
    private final class OneAgent implements NameByName.Receiver<GuardInput> {
        private final Simultaneous<GuardInput> simultaneous =
                new Simultaneous<>(Orders.OF_AGENT, GuardAgent.this::take);

        @Override
        public void accept(GuardInput input) throws Exception {
            simultaneous.add(input, Parcel.stamp(input.timeMillis()));
        }

        @Override
        public void end() throws Exception {
            simultaneous.flush();
            summarise();
            store.clear();
            candidateStore.drop();
        }
    }

    private void summarise() {
        Guard.finish(store, findings);
        AgentState state = store.agent();
        AgentSummary summary =
                AgentSummary.of(state, priors.at(state.lastSeenMillis).of(state.agentClass));
        if (summary != null) {
            agents.add(1);
            sessions.add(summary.sessions());
            findings.agent(summary);
        }
    }

    /*
     * Garbage: an agent that has been silent for the retention is forgotten, by the wall clock and
     * to the day, so that an event costs a timer once a day at most. An open breaker is never
     * forgotten: that would close it without a person.
     */

    private void noteActivity(ReadOnlyContext context) throws IOException {
        long today = context.currentProcessingTime() / DAY_MILLIS;
        Long known = lastActiveDay.value();
        if (known == null || known != today) {
            lastActiveDay.update(today);
            context.timerService().registerProcessingTimeTimer(endOfRetention(today));
            AgentState state = store.agent();
            if (state.agent != null && mayBeAgent(state.kind)) {
                context.output(DetectorTopology.AT_WORK, new AgentAtWork(state.agent, today));
            }
        }
    }

    private static boolean mayBeAgent(AgentKind kind) {
        return kind == AgentKind.AGENT || kind == AgentKind.UNKNOWN;
    }

    private long endOfRetention(long lastActive) {
        return (lastActive + 1) * DAY_MILLIS + settings.agentRetentionMillis();
    }

    private void forgetIfSilent(long now, OnTimerContext context) throws IOException {
        Long known = lastActiveDay.value();
        if (known == null || endOfRetention(known) > now) {
            return;
        }
        AgentState state = store.agent();
        if (state.breaker == BreakerState.CLOSED && state.incidentDecisionId == null) {
            store.clear();
            candidateStore.drop();
            lastActiveDay.clear();
            forgotten.inc();
        } else {
            context.timerService()
                    .registerProcessingTimeTimer(now + settings.agentRetentionMillis());
        }
    }

    /** Sends what the guard finds to where it belongs, and counts it. */
    private static final class Findings implements GuardOutput {
        private final LongCounter trips = new LongCounter();
        private final LongCounter alerts = new LongCounter();
        private final Counter tripsMetric;
        private final Counter alertsMetric;
        private final Counter observationsMetric;
        private final RefusalCounters refusalCounters;
        private final Map<DecisionDifference.Kind, Counter> differenceCounters =
                new EnumMap<>(DecisionDifference.Kind.class);
        private final LatencyBuckets latency;
        private final BreakerGauges breakers;
        private KeyedBroadcastProcessFunction<?, ?, ?, ?>.@Nullable ReadOnlyContext context;
        private @Nullable Collector<Decision> out;
        private long appendedAtMillis = KafkaMessage.TIME_UNKNOWN;

        Findings(RuntimeContext runtime, MetricGroup metrics, BreakerGauges breakers) {
            this.breakers = breakers;
            runtime.addAccumulator(Counts.TRIPS, trips);
            runtime.addAccumulator(Counts.ALERTS, alerts);
            tripsMetric = metrics.counter(MetricNames.TRIPS);
            alertsMetric = metrics.counter(MetricNames.ALERTS);
            observationsMetric = metrics.counter(MetricNames.OBSERVATIONS);
            refusalCounters = new RefusalCounters(metrics);
            for (DecisionDifference.Kind kind : DecisionDifference.Kind.values()) {
                String label = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
                differenceCounters.put(
                        kind,
                        metrics.addGroup(MetricNames.KIND_LABEL, label)
                                .counter(MetricNames.CANDIDATE_DIFFERENCES));
            }
            latency = new LatencyBuckets(metrics, MetricNames.DECISION_LATENCY);
        }

        void direct(
                KeyedBroadcastProcessFunction<?, ?, ?, ?>.ReadOnlyContext context,
                Collector<Decision> out) {
            this.context = context;
            this.out = out;
        }

        @Override
        public void decision(Decision decision) {
            if (context == null || out == null) {
                return;
            }
            out.collect(
                    appendedAtMillis == KafkaMessage.TIME_UNKNOWN
                            ? decision
                            : decision.deliveredAt(appendedAtMillis));
            switch (decision.type()) {
                case TRIP -> {
                    trips.add(1);
                    tripsMetric.inc();
                }
                case ALERT -> {
                    alerts.add(1);
                    alertsMetric.inc();
                }
            }
            if (appendedAtMillis != KafkaMessage.TIME_UNKNOWN) {
                latency.observe(context.currentProcessingTime() - appendedAtMillis);
            }
            LOG.info(
                    "{} {}: agent {}, breaker {} -> {}, {} resources lost, trigger {}",
                    decision.mode(),
                    decision.type(),
                    Printable.of(decision.agent()),
                    decision.breakerFrom(),
                    decision.breakerTo(),
                    decision.resourcesLost(),
                    Printable.of(decision.triggerEventId()));
        }

        @Override
        public void observation(Observation observation) {
            if (context != null) {
                context.output(DetectorTopology.OBSERVATIONS, observation);
                observationsMetric.inc();
            }
        }

        @Override
        public void refusal(Refusal refusal) {
            if (context != null) {
                context.output(DetectorTopology.REFUSALS, refusal);
            }
            tell(refusal);
        }

        void tell(Refusal refusal) {
            refusalCounters.count(refusal.cause());
            LOG.warn(
                    "Of agent {}, {} by {} was refused ({}) and changes nothing: {} ({}:{})",
                    Printable.of(refusal.agent()),
                    Printable.of(refusal.what()),
                    Printable.of(refusal.by()),
                    refusal.cause().label(),
                    Printable.of(refusal.reason()),
                    refusal.source(),
                    refusal.number());
        }

        @Override
        public void difference(DecisionDifference difference) {
            if (context != null) {
                context.output(DetectorTopology.DIFFERENCES, difference);
                Objects.requireNonNull(differenceCounters.get(difference.kind())).inc();
            }
        }

        void agent(AgentSummary summary) {
            if (context != null) {
                context.output(DetectorTopology.AGENTS, summary);
            }
        }

        @Override
        public void episode(Episode episode) {
            if (context != null) {
                context.output(DetectorTopology.EPISODES, episode);
            }
        }

        @Override
        public void day(AgentDay day) {
            if (context != null) {
                context.output(DetectorTopology.DAYS, day);
            }
        }

        @Override
        public void breaker(BreakerStatus status) {
            if (context != null) {
                context.output(DetectorTopology.BREAKERS, status);
                breakers.show(status.agent(), status.state(), status.mode());
            }
        }
    }
}
