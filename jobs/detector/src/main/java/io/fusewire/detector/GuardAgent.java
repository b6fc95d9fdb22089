package io.fusewire.detector;

import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.Episode;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.control.Cause;
import io.fusewire.core.control.Denial;
import io.fusewire.core.detection.AgentState;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.CandidateGuard;
import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Guard;
import io.fusewire.core.detection.GuardOutput;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.Refusal;
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
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Judges each event of an agent, obeys what people say about it, and owns its breaker. Keyed by the
 * agent.
 *
 * @param <K> the agent, or in a replay its sort key
 * @param <I> what it receives, in a replay packed
 */
abstract class GuardAgent<K, I>
        extends KeyedBroadcastProcessFunction<K, I, ControlMessage, Decision> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(GuardAgent.class);

    private final DetectorSettings settings;

    private transient Guard guard;
    private transient KeyedGuardStore store;
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
    private transient Findings findings;
    private transient Counter events;
    private transient BreakerGauges breakers;

    GuardAgent(DetectorSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext openContext) {
        RuntimeContext context = getRuntimeContext();
        MetricGroup metrics = context.getMetricGroup().addGroup(MetricNames.GROUP);
        guard = new Guard(settings.alwaysShadow(), settings.sensitivity());
        store = new KeyedGuardStore(context);
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
        breakers = new BreakerGauges(metrics, settings.breakerStatesMax());
        findings = new Findings(context, metrics, breakers);
        events = metrics.counter(MetricNames.EVENTS);
    }

    /** Directs what is found next, for the time of one input. */
    final void direct(ReadOnlyContext context, Collector<Decision> out) {
        findings.direct(context, out);
    }

    /** Turns to what people have said to everybody. */
    final void turnToControl(ReadOnlyContext context) throws Exception {
        timeline = policies.timeline(context.getBroadcastState(Policies.STATE));
        book = approvals.book(context.getBroadcastState(Approvals.STATE));
        priors = knownPriors.timeline(context.getBroadcastState(KnownPriors.STATE));
        candidates = trials.candidates(context.getBroadcastState(Trials.STATE));
    }

    /** Takes one input in its turn. */
    final void take(GuardInput input) {
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
        if (!state.iterator().hasNext()) {
            trialsEnded(context);
        }
    }

    /** Nothing is on trial any more. */
    void trialsEnded(Context context) throws Exception {}

    /** All instances hear the same; one tells of it. */
    private boolean isFirstInstance() {
        return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    }

    final AgentState agent() {
        return store.agent();
    }

    final Priors priorsOf(AgentState state) {
        return priors.at(state.lastSeenMillis);
    }

    /** Ends what is still open of an agent of whom nothing more will come. */
    final void finish() {
        Guard.finish(store, findings);
    }

    /** Forgets the agent. */
    final void forget() {
        store.clear();
        candidateStore.drop();
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
