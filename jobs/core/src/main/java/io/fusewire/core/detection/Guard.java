package io.fusewire.core.detection;

import io.fusewire.core.baseline.ClassPriors;
import io.fusewire.core.baseline.Episode;
import io.fusewire.core.baseline.Episodes;
import io.fusewire.core.baseline.Evidence;
import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderState;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.UseShare;
import io.fusewire.core.breaker.Breaker;
import io.fusewire.core.breaker.BreakerInput;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.breaker.BreakerStep;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Recreation;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.inventory.StackOperations;
import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.Caps;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Reaction;
import io.fusewire.core.policy.Sensitivity;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Judges one agent's events in the order of their arrival, and alone owns its breaker.
 *
 * <p>Per event: notes the agent and its session; ends a shadow incident that is over; ends and
 * begins episodes ({@link Episodes}); weighs the event ({@link HarmModel}, {@link Surprise});
 * charges the harm; asks the rules ({@link Fuse}, {@link Evidence}); and, where one spoke, decides.
 * What can be decided is decided when the record arrives: nothing waits for a later one.
 *
 * <p>An incident lasts from its decision until a person ends it, or, where nothing was revoked
 * (shadow, or an alert), until 24 hours of event time have passed and the burst has closed. While
 * it lasts there is no second decision and nothing is learned or remembered as ordinary; what the
 * agent goes on doing is observed. Afterwards the sums start from zero.
 *
 * <p>A principal that is a person, a service or listed for emergencies is never tripped: the same
 * finding is an alert.
 *
 * <p>Holds no state of its own between events but scratch space; not thread-safe.
 */
public final class Guard {

    /** Caps and A on probation and in a declared change freeze, as a share of what else holds. */
    public static final double PROBATION_SCALE = 0.25;

    /**
     * By which caps are widened for a class that had no part in them, as the detector specification
     * (section 8) widens strict caps that the past allows no trip.
     */
    private static final double MARGIN_OF_UNTAUGHT = 2;

    /** Past bursts of its own that an agent needs where its peers' past says nothing of it. */
    private static final int OWN_BURSTS_LEAST = 3;

    /** Resources, and records, that a decision lists; it counts all. */
    public static final int RESOURCES_NAMED_MAX = 1_000;

    /** Most charges that a decision carries along; of more the latest are kept. */
    public static final int EVIDENCE_MAX = 200;

    /** Trails that a decision lists. */
    public static final int TRAILS_NAMED_MAX = 20;

    /** Sessions that a decision lists. */
    public static final int SESSIONS_NAMED_MAX = 1_000;

    public static final int OBSERVED_RESOURCES_MAX = 20;

    /** Sessions kept per agent; beyond it further ones are not counted. */
    public static final int SESSIONS_MAX = 50_000;

    private static final long KEY_SESSION_SILENCE_MILLIS = Duration.ofMinutes(30).toMillis();
    private static final long KEY_SESSION_STEP_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final String KEY_SESSION_PREFIX = "key:";

    /** Of equal ratios the narrower window speaks: it says more about what is going on. */
    private static final Comparator<Violation> WORST_FIRST =
            Comparator.comparingDouble(Violation::ratio)
                    .thenComparingLong(Violation::sinceMillis)
                    .reversed()
                    .thenComparing(Violation::reason);

    private final boolean alwaysShadow;
    private final boolean onlyListens;
    private final Sensitivity givenSensitivity;
    private Sensitivity sensitivity;
    private Policy sensitivityOf = Policy.DEFAULT;
    private final HarmModel harmModel = new HarmModel();
    private final Clearance clearance = new Clearance();
    private final AgentApprovalUses approvalUses = new AgentApprovalUses();
    private final Harm noHarm = new Harm();
    private final List<Violation> violations = new ArrayList<>();
    private final Nearest nearest = new Nearest();
    private final PriorsNow priors = new PriorsNow();
    private final EpisodeReporter episodes = new EpisodeReporter();

    /**
     * @param alwaysShadow whether trips never revoke, whatever policy says: for replays
     * @param sensitivity how much evidence a trip takes where policy does not say
     */
    public Guard(boolean alwaysShadow, Sensitivity sensitivity) {
        this(alwaysShadow, false, sensitivity);
    }

    private Guard(boolean alwaysShadow, boolean onlyListens, Sensitivity sensitivity) {
        this.alwaysShadow = alwaysShadow;
        this.onlyListens = onlyListens;
        this.givenSensitivity = sensitivity;
        this.sensitivity = sensitivity;
    }

    /**
     * A guard that decides nothing and takes everything for ordinary, to learn priors and caps from
     * a history that people vouch for.
     */
    public static Guard thatOnlyListens() {
        return new Guard(true, true, Sensitivity.DEFAULT);
    }

    /** Judges one event where people approved nothing. */
    public void accept(
            AccountEvent event,
            GuardStore store,
            Policy policy,
            Timeline<Priors> knownBefore,
            GuardOutput out) {
        accept(event, store, policy, knownBefore, ApprovalBook.EMPTY, out);
    }

    /**
     * Judges one event of the agent whose state {@code store} holds.
     *
     * @param policy that holds at the event's time
     * @param knownBefore what is known beforehand of all classes, over time
     * @param approvals all that are known, of any agent and time
     */
    public void accept(
            AccountEvent event,
            GuardStore store,
            Policy policy,
            Timeline<Priors> knownBefore,
            ApprovalBook approvals,
            GuardOutput out) {
        AgentState state = store.agent();
        priors.turnTo(knownBefore, event, state);
        turnTo(policy);
        switch (event.type()) {
            case EVENT -> {
                clearance.turnTo(event, approvalUses.turnTo(event, state, store, out), approvals);
                judge(event, state, store, policy, out);
            }
            case WITHDRAWAL -> Ledger.withdraw(event, state, store, priors);
        }
        store.save(state);
    }

    /**
     * Obeys what a person said about the agent whose state {@code store} holds, or refuses it with
     * a reason.
     */
    public void obey(Command command, GuardStore store, GuardOutput out) {
        AgentState state = store.agent();
        Commands.obey(command, state, store, alwaysShadow, episodes.reportingFor(state, out), out);
        if (state.agent != null) {
            store.save(state);
        }
    }

    private void turnTo(Policy policy) {
        if (policy != sensitivityOf) {
            sensitivityOf = policy;
            sensitivity = policy.sensitivityOver(givenSensitivity);
        }
    }

    /** Gives out what is still held back of an agent's last day: no further event will come. */
    public static void finish(GuardStore store, GuardOutput out) {
        AgentState state = store.agent();
        Peaks.giveOut(state, out);
        store.save(state);
    }

    private void judge(
            AccountEvent event,
            AgentState state,
            GuardStore store,
            Policy policy,
            GuardOutput out) {
        note(event, state, store);
        if (isNotJudged(state) || isSecondCopy(event.event(), state)) {
            return;
        }
        long now = event.event().eventTimeMillis();
        // Which reads come one by one depends on what their readers remember.
        if (event.event().effect() != Effect.READ && Incident.isOver(state, event.event())) {
            endIncident(event, state, store, out);
        }
        if (event.event().isSuccessfulMutation()) {
            long lastMillis = state.burstLastMillis;
            Burst.advance(state, now);
            if (!Incident.isOpen(state)) {
                episodes.advance(state, lastMillis, now, out);
            }
        }
        noteExecution(event.event(), state);
        Harm harm = harmModel.assess(event, policy.weights(), clearance);
        if (harm.isAny()) {
            Surprise.weigh(event, state, harm, priors.at(now).repertoire());
        }
        if (harm.isAny() || event.event().has(Effect.DESTROY)) {
            notePrincipal(event, store);
        }
        state.destroyedUnits += destroyedUnits(event.event());
        if (Incident.isOpen(state)) {
            chargeQuietly(event, state, policy, harm);
            observe(event, state, harm, out);
        } else {
            rule(event, state, store, policy, harm, out);
        }
        remember(event, state, harm);
    }

    private void rule(
            AccountEvent event,
            AgentState state,
            GuardStore store,
            Policy policy,
            Harm harm,
            GuardOutput out) {
        Ledger.noteRecreations(event, store);
        violations.clear();
        if (harm.isAny()) {
            judgeHarm(event, state, store, policy, harm, out);
        }
        if (violations.isEmpty()) {
            Alarms.judgeIntent(event, state, violations);
            Alarms.judgeAuditOff(event, harm, violations);
            Alarms.judgeFirstIrreversibleLoss(
                    event, state, harm, mayTrip(event, policy), violations);
        }
        if (onlyListens) {
            violations.clear();
        }
        if (!violations.isEmpty()) {
            decide(event, state, store, policy, harm, out);
        }
    }

    /** Disabled by a person, or held by one without an incident whose story could go on. */
    private static boolean isNotJudged(AgentState state) {
        return state.breaker == BreakerState.DISABLED
                || (state.breaker == BreakerState.FORCED_OPEN && !Incident.isOpen(state));
    }

    /**
     * Takes reads that told their account nothing new. They count, prove by the latest of them that
     * a revocation does not hold, and decide nothing.
     *
     * @param latest of the reads, all of one agent and session
     * @param count how many there are
     * @param sinceMillis event time of the earliest
     */
    public void acceptReads(
            AccountEvent latest, int count, long sinceMillis, GuardStore store, GuardOutput out) {
        AgentState state = store.agent();
        noteSession(latest.chargedSession(), sinceMillis, state, store);
        note(latest, state, store);
        state.events += count - 1;
        state.firstSeenMillis = Math.min(state.firstSeenMillis, sinceMillis);
        if (!isNotJudged(state) && Incident.isOpen(state)) {
            observe(latest, state, noHarm, out);
        }
        store.save(state);
    }

    /**
     * Whether an event decides nothing: of such {@link #acceptReads} may take several of one agent,
     * session and quarter of an hour at once.
     */
    public static boolean isCountedOnly(AccountEvent event) {
        AuditEvent audit = event.event();
        return event.type() == AccountEvent.Type.EVENT
                && audit.effect() == Effect.READ
                && audit.secondEffect() == null
                && audit.outcome() == Outcome.SUCCESS
                && audit.execution() == null
                && event.cascadeRoot() == null
                && event.swarm() == null
                && event.recreations().isEmpty();
    }

    private static void note(AccountEvent event, AgentState state, GuardStore store) {
        AuditEvent audit = event.event();
        if (state.agent == null) {
            state.agent = event.chargedAgent();
            state.account = audit.callerAccount();
            state.firstSeenMillis = audit.eventTimeMillis();
            state.lastSeenMillis = audit.eventTimeMillis();
        }
        state.kind =
                state.events == 0
                        ? event.chargedKind()
                        : moreTelling(state.kind, event.chargedKind());
        state.agentClass = event.chargedClass();
        state.mode = event.chargedMode();
        state.firstSeenMillis = Math.min(state.firstSeenMillis, audit.eventTimeMillis());
        state.lastSeenMillis = Math.max(state.lastSeenMillis, audit.eventTimeMillis());
        state.events++;
        noteSession(event.chargedSession(), audit.eventTimeMillis(), state, store);
    }

    /**
     * One principal's calls need not all tell the same: a person's browser proves a person, the
     * same person's command line nothing. Judgement is by call; the summary keeps what tells most.
     */
    private static AgentKind moreTelling(AgentKind known, AgentKind seen) {
        return rank(seen) > rank(known) ? seen : known;
    }

    private static int rank(AgentKind kind) {
        return switch (kind) {
            case AGENT -> 3;
            case HUMAN -> 2;
            case SERVICE -> 1;
            case UNKNOWN -> 0;
        };
    }

    private static void noteSession(String session, long now, AgentState state, GuardStore store) {
        SessionEntry known = store.session(session);
        if (known == null) {
            if (state.sessions < SESSIONS_MAX) {
                state.sessions++;
                store.putSession(new SessionEntry(session, now, null));
            }
            return;
        }
        // A long-term key has no session of its own: half an hour of silence stands in for its end.
        // When others were last seen matters to nothing, and to a minute is exact enough for keys.
        if (!session.startsWith(KEY_SESSION_PREFIX)
                || now - known.lastSeenMillis() < KEY_SESSION_STEP_MILLIS) {
            return;
        }
        if (now - known.lastSeenMillis() > KEY_SESSION_SILENCE_MILLIS) {
            state.sessions++;
        }
        store.putSession(new SessionEntry(session, now, known.principalArn()));
    }

    private static void noteExecution(AuditEvent event, AgentState state) {
        String execution = event.execution();
        if (execution == null) {
            return;
        }
        List<AgentState.StartedExecution> known = state.executions();
        if (known.size() == AgentState.EXECUTIONS_MAX) {
            known.remove(0);
        }
        known.add(new AgentState.StartedExecution(execution, event.eventTimeMillis()));
    }

    /**
     * A cascade's child may be another principal's call: it tells nothing of who answers for it.
     */
    private static void notePrincipal(AccountEvent event, GuardStore store) {
        AuditEvent audit = event.event();
        if (audit.principalArn() == null || !audit.session().equals(event.chargedSession())) {
            return;
        }
        SessionEntry known = store.session(audit.session());
        if (known != null && known.principalArn() == null) {
            store.putSession(
                    new SessionEntry(
                            known.session(), known.lastSeenMillis(), audit.principalArn()));
        }
    }

    /** Whether this is the copy of an act that another account's trail has brought already. */
    private static boolean isSecondCopy(AuditEvent event, AgentState state) {
        String shared = event.sharedEventId();
        if (shared == null || !event.isSuccessfulMutation()) {
            return false;
        }
        if (state.sharedIds.contains(shared)) {
            return true;
        }
        if (state.sharedIds.size() == AgentState.SHARED_IDS_MAX) {
            state.sharedIds.remove(0);
        }
        state.sharedIds.add(shared);
        return false;
    }

    private static long destroyedUnits(AuditEvent event) {
        if (event.outcome() != Outcome.SUCCESS || !event.has(Effect.DESTROY)) {
            return 0;
        }
        return event.units() == AuditEvent.UNITS_UNKNOWN ? 1 : event.units();
    }

    /** Remembers what the agent did; an incident's part of it can be told apart by its time. */
    private static void remember(AccountEvent event, AgentState state, Harm harm) {
        if (!event.event().isSuccessfulMutation()) {
            return;
        }
        Incident.noteEarliest(state);
        if (event.event().has(Effect.DESTROY)) {
            rememberDestruction(event, state, harm);
        }
        Surprise.note(event, state.baseline);
    }

    /** A type that was destroyed with approval only stays unknown to the first-strike rule. */
    private static void rememberDestruction(AccountEvent event, AgentState state, Harm harm) {
        if (Incident.isOpen(state)) {
            state.incidentDestroys++;
        } else {
            state.destroys++;
        }
        for (int i = 0; i < event.standings().size(); i++) {
            ResourceStanding standing = event.standings().get(i);
            String type = standing.resource().type();
            if (standing.foreign()
                    && harm.approvedOfStanding(i) == 0
                    && !state.destroyedTypes.containsKey(type)
                    && state.destroyedTypes.size() < AgentState.TYPES_MAX) {
                state.destroyedTypes.put(type, event.event().eventTimeMillis());
            }
        }
    }

    private void judgeHarm(
            AccountEvent event,
            AgentState state,
            GuardStore store,
            Policy policy,
            Harm harm,
            GuardOutput out) {
        long now = event.event().eventTimeMillis();
        int uncharged = Ledger.keepCharges(event, state, store, harm);
        charge(event, state, harm, uncharged);
        if (harm.guardRemovals() > 0) {
            state.guardRemovalsInBurst += harm.guardRemovals();
            state.lastGuardRemovalMillis = Math.max(state.lastGuardRemovalMillis, now);
        }
        if (harm.auditOff()) {
            state.lastAuditOffMillis = Math.max(state.lastAuditOffMillis, now);
        }
        Peaks.note(
                state,
                now,
                Evidence.total(state.baseline),
                Fuse.strikeHarm(state, event, harm),
                out);
        Caps caps = capsOf(event, state, policy);
        boolean strictly = state.breaker == BreakerState.HALF_OPEN || isFrozen(event, policy);
        double scale = strictly ? PROBATION_SCALE : 1;
        nearest.clear();
        Fuse.judge(
                state, event, harm, caps, scale, auditOffTrips(event, policy), violations, nearest);
        judgeLadders(event, state, scale);
        judgeUse(event, state, scale);
        SwarmRule.judge(event, harm, mayTrip(event, policy), violations);
        Peaks.noteNearest(state, now, nearest);
    }

    /**
     * How often an agent switches audit off for good reason, its class's past has to show before
     * strict mode, which bounds the false trips of every class, lets that alone trip.
     */
    private boolean auditOffTrips(AccountEvent event, Policy policy) {
        boolean isUnknown =
                sensitivity.strict()
                        && priors.ofDeclaredClassAt(event.event().eventTimeMillis()) == null;
        Reaction unsigned = isUnknown ? Reaction.ALERT : Reaction.TRIP;
        return policy.auditOffBy(event.chargedClass(), unsigned) == Reaction.TRIP;
    }

    private static boolean isFrozen(AccountEvent event, Policy policy) {
        AuditEvent audit = event.event();
        return policy.isFrozen(
                audit.eventTimeMillis(), audit.account(), audit.region(), event.environment());
    }

    /**
     * What policy signs; else what the past of the class suggests, or of the one that an agent
     * without a class is like; else what is shipped; else the whole fleet's past. A person's
     * verdict may have raised this agent's above that.
     */
    private Caps capsOf(AccountEvent event, AgentState state, Policy policy) {
        long now = event.event().eventTimeMillis();
        Caps ofClass = proposedBy(priors.ofClassAt(now), sensitivity.strict());
        return state.ownCaps.over(
                policy.capsFor(
                        event.chargedClass(),
                        event.chargedKind(),
                        ofClass,
                        ofClass == null ? ofFleet(event, now) : null));
    }

    /**
     * The fleet's past says less of a class that has had no part in it. Strict mode bounds the
     * false trips of every class, so such a class gets the widest caps of all, and a wider margin.
     */
    private @Nullable Caps ofFleet(AccountEvent event, long now) {
        if (event.chargedClass() == null) {
            return proposedBy(priors.ofFleetAt(now), sensitivity.strict());
        }
        Caps caps =
                sensitivity.strict()
                        ? priors.widestStrictAt(now, sensitivity.agentDaysPerFalseTrip())
                        : proposedBy(priors.ofFleetAt(now), true);
        return caps == null ? null : caps.times(MARGIN_OF_UNTAUGHT);
    }

    private @Nullable Caps proposedBy(@Nullable ClassPriors known, boolean strictly) {
        return known == null ? null : known.capsFor(sensitivity.agentDaysPerFalseTrip(), strictly);
    }

    private void charge(AccountEvent event, AgentState state, Harm harm, int uncharged) {
        long micros = Ledger.newHarm(event, state, harm);
        Fuse.charge(state, micros, uncharged, event.event().eventTimeMillis());
        // Of a stack's child only what exceeds the stack's own estimate is new.
        long surprise =
                micros == harm.total()
                        ? harm.surprise()
                        : Math.round((double) harm.surprise() * micros / harm.total());
        Episodes.charge(state.baseline, surprise, harm.blast(), priors);
        Episodes.noteUse(
                state.baseline,
                destroyed(event, harm, Liveness.LIVE),
                destroyed(event, harm, Liveness.IDLE));
    }

    /** Foreign things that the event destroyed without approval and that were so in use. */
    private static int destroyed(AccountEvent event, Harm harm, Liveness liveness) {
        int count = 0;
        for (int i = 0; i < event.standings().size(); i++) {
            if (harm.ofStanding(i) > 0 && event.standings().get(i).liveness() == liveness) {
                count++;
            }
        }
        return count;
    }

    /**
     * What an incident's burst comes to in the end is known only if it is summed on; should a
     * person say that it was legitimate, that is what the agent may do.
     */
    private void chargeQuietly(AccountEvent event, AgentState state, Policy policy, Harm harm) {
        if (harm.isAny() && state.burstStartMillis == state.incidentBurstMillis) {
            charge(event, state, harm, 0);
            violations.clear();
            nearest.clear();
            Fuse.judge(
                    state,
                    event,
                    harm,
                    capsOf(event, state, policy),
                    1,
                    auditOffTrips(event, policy),
                    violations,
                    nearest);
            Incident.noteReached(state, violations);
        }
    }

    /** The ladders' rule: E / m at least A. */
    private void judgeLadders(AccountEvent event, AgentState state, double scale) {
        long now = event.event().eventTimeMillis();
        if (isStrictlyUntaught(event) && ownBursts(state) < OWN_BURSTS_LEAST) {
            return;
        }
        ClassPriors peers = priors.at(now);
        double limit = sensitivity.agentDaysPerFalseTrip() * scale;
        double score = peers.score(Evidence.total(state.baseline), sensitivity.strict());
        Ladder leading = Evidence.leading(state.baseline);
        nearest.offer(leading.reason(), score / limit);
        if (score >= limit) {
            for (Ladder ladder : Ladder.values()) {
                LadderState on = state.baseline.ladder(ladder);
                double own = peers.score(Evidence.part(ladder, on), sensitivity.strict());
                long since = sinceOf(ladder, state);
                if (ladder == leading) {
                    violations.add(new Violation(ladder.reason(), score, limit, since));
                } else if (own >= limit) {
                    violations.add(new Violation(ladder.reason(), own, limit, since));
                }
            }
        }
    }

    /**
     * Whether policy names a class that no past knows, and strict mode bounds its false trips too.
     * How far the fleet climbs says nothing of a class that has had no part in it: what its agents
     * begin with, once a week and large, looks to the fleet's ladders like a run amok.
     */
    private boolean isStrictlyUntaught(AccountEvent event) {
        return sensitivity.strict()
                && event.chargedClass() != null
                && priors.ofDeclaredClassAt(event.event().eventTimeMillis()) == null;
    }

    /** Bursts that began before the open one. */
    private static int ownBursts(AgentState state) {
        return state.baseline.ladder(Ladder.BURST_HARM).episodes - 1;
    }

    /**
     * Whether an agent still leaves alone what others use. Where its class has a past, caps and
     * ladders know more, and the care that such agents take may vary with the day. Strict mode
     * bounds the false trips of every class, and who has none may be of such a kind.
     */
    private void judgeUse(AccountEvent event, AgentState state, double scale) {
        long now = event.event().eventTimeMillis();
        boolean mayBeUneven = sensitivity.strict() && event.chargedClass() == null;
        if (mayBeUneven || priors.ofDeclaredClassAt(now) != null) {
            return;
        }
        double limit = sensitivity.agentDaysPerFalseTrip() * scale;
        double score =
                state.baseline.useShare.evidence(state.baseline.ladder(Ladder.BURST_HARM).pace);
        nearest.offer(UseShare.REASON, score / limit);
        if (score >= limit) {
            violations.add(new Violation(UseShare.REASON, score, limit, state.burstEarliestMillis));
        }
    }

    private static long sinceOf(Ladder ladder, AgentState state) {
        return switch (ladder) {
            case BURST_HARM, BURST_BLAST -> state.burstEarliestMillis;
            case WEEK_HARM -> state.baseline.ladder(ladder).earliestMillis();
        };
    }

    private void decide(
            AccountEvent event,
            AgentState state,
            GuardStore store,
            Policy policy,
            Harm harm,
            GuardOutput out) {
        violations.sort(WORST_FIRST);
        String leading = violations.get(0).reason();
        boolean trips = !Alarms.pagesOnly(leading) && mayTrip(event, policy);
        BreakerState from = state.breaker;
        if (trips) {
            BreakerStep step = Breaker.step(from, BreakerInput.VIOLATION);
            if (step.consequence() != BreakerStep.Consequence.CONTAIN) {
                return;
            }
            state.breaker = step.next();
        }
        EnforcementMode mode = alwaysShadow ? EnforcementMode.SHADOW : event.chargedMode();
        Decision decision =
                DecisionWriter.write(
                        event,
                        state,
                        store,
                        capsOf(event, state, policy),
                        priors,
                        harm,
                        violations,
                        new DecisionWriter.Ruling(
                                trips ? Decision.Type.TRIP : Decision.Type.ALERT,
                                trips ? ++state.trips : ++state.alerts,
                                mode,
                                from,
                                state.breaker,
                                isFrozen(event, policy),
                                policy.id(),
                                priors.idAt(event.event().eventTimeMillis()),
                                earlierPriors(leading, state, event),
                                priors.likeAt(event.event().eventTimeMillis()),
                                policy.escalation()));
        if (!Alarms.pagesOnly(leading)) {
            Incident.open(decision, state, trips && mode == EnforcementMode.ENFORCE, violations);
        }
        out.decision(decision);
        if (trips) {
            out.breaker(statusOf(decision));
        }
    }

    /** How far a ladder's episode is climbed is judged by what was known when it began. */
    private @Nullable String earlierPriors(String leading, AgentState state, AccountEvent event) {
        Ladder ladder = Ladder.ofReason(leading);
        if (ladder == null) {
            return null;
        }
        String earlier = priors.idAt(state.baseline.ladder(ladder).startMillis);
        return earlier.equals(priors.idAt(event.event().eventTimeMillis())) ? null : earlier;
    }

    private static BreakerStatus statusOf(Decision decision) {
        return new BreakerStatus(
                decision.agent(),
                decision.account(),
                decision.breakerTo(),
                decision.mode(),
                decision.atMillis(),
                decision.decisionId(),
                decision.sessions(),
                null);
    }

    private static boolean mayTrip(AccountEvent event, Policy policy) {
        if (event.chargedBreakGlass()) {
            return false;
        }
        if (event.sharedSession() && policy.sharedSession() == Reaction.ALERT) {
            return false;
        }
        return switch (event.chargedKind()) {
            case AGENT -> true;
            case UNKNOWN -> policy.unknown() == Reaction.TRIP;
            case HUMAN, SERVICE -> false;
        };
    }

    private static void endIncident(
            AccountEvent event, AgentState state, GuardStore store, GuardOutput out) {
        BreakerState before = state.breaker;
        state.breaker = Breaker.step(before, BreakerInput.SHADOW_INCIDENT_OVER).next();
        Incident.forget(state, store);
        if (before != state.breaker) {
            out.breaker(
                    new BreakerStatus(
                            event.chargedAgent(),
                            state.account,
                            state.breaker,
                            EnforcementMode.SHADOW,
                            event.event().eventTimeMillis(),
                            null,
                            List.of(),
                            null));
        }
    }

    /**
     * In shadow reads prove nothing and would drown the story; with a revocation in place every
     * call counts.
     */
    private static void observe(AccountEvent event, AgentState state, Harm harm, GuardOutput out) {
        AuditEvent audit = event.event();
        @Nullable String decisionId = state.incidentDecisionId;
        if (decisionId == null || (audit.effect() == Effect.READ && !state.incidentEnforced)) {
            return;
        }
        List<ResourceRef> resources = audit.resources();
        out.observation(
                new Observation(
                        decisionId,
                        event.chargedAgent(),
                        event.chargedSession(),
                        audit.session().equals(event.chargedSession())
                                ? audit.principalArn()
                                : null,
                        audit.eventId(),
                        audit.eventTimeMillis(),
                        audit.eventSource(),
                        audit.eventName(),
                        audit.effect(),
                        audit.outcome(),
                        harm.lost(),
                        event.recreations().size(),
                        makesAgainWhatItTook(event)
                                ? List.of(Pattern.DELETED_AND_RECREATED.reason())
                                : List.of(),
                        resources.size() <= OBSERVED_RESOURCES_MAX
                                ? resources
                                : List.copyOf(resources.subList(0, OBSERVED_RESOURCES_MAX)),
                        audit.region().isEmpty() ? null : audit.region(),
                        audit.secondEffect(),
                        StackOperations.targetOf(audit),
                        audit.execution()));
    }

    /** A trip mostly comes before the second half of this pattern, so what follows tells it. */
    private static boolean makesAgainWhatItTook(AccountEvent event) {
        for (Recreation recreation : event.recreations()) {
            if (recreation.deletedBy().equals(event.chargedAgent())) {
                return true;
            }
        }
        return false;
    }

    /** Turns the agent's episodes, and tells of those that are over. */
    private static final class EpisodeReporter implements Episodes.Closed {
        private @Nullable AgentState state;
        private @Nullable GuardOutput out;
        private long lastMillis;

        /** Reports what a person lets the agent learn, all of which ends with the burst. */
        EpisodeReporter reportingFor(AgentState agent, GuardOutput output) {
            state = agent;
            out = output;
            lastMillis = agent.burstLastMillis;
            return this;
        }

        void advance(AgentState agent, long lastMutationMillis, long now, GuardOutput output) {
            state = agent;
            out = output;
            lastMillis = lastMutationMillis;
            Episodes.advance(
                    agent.baseline, agent.firstSeenMillis, agent.burstStartMillis, now, this);
        }

        @Override
        public void accept(Ladder ladder, LadderState closing, double taught) {
            if (state == null || state.agent == null || out == null) {
                return;
            }
            out.episode(
                    new Episode(
                            state.agent,
                            state.agentClass,
                            ladder,
                            closing.startMillis,
                            Math.max(lastMillis, closing.startMillis),
                            closing.sumMicros,
                            closing.evidence,
                            taught));
        }
    }
}
