package io.fusewire.core.detection;

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
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.policy.Caps;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Reaction;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Judges one agent's events in the order of their arrival, and alone owns its breaker.
 *
 * <p>Per event: notes the agent and its session; ends a shadow incident that is over; weighs the
 * event ({@link HarmModel}); charges the harm; asks the rules ({@link Fuse}); and, where one spoke,
 * decides. What can be decided is decided when the record arrives: nothing waits for a later one.
 *
 * <p>An incident lasts from its decision until a person ends it, or, where nothing was revoked
 * (shadow, or an alert), until {@link #INCIDENT_MIN_MILLIS} of event time have passed and the burst
 * has closed. While it lasts there is no second decision and nothing is charged or remembered as
 * ordinary; what the agent goes on doing is observed. Afterwards the sums start from zero.
 *
 * <p>A principal that is a person, a service or listed for emergencies is never tripped: the same
 * finding is an alert.
 *
 * <p>Holds no state of its own between events but scratch space; not thread-safe.
 */
public final class Guard {

    /** Event time after which an incident without revocation may be over. */
    public static final long INCIDENT_MIN_MILLIS = Duration.ofHours(24).toMillis();

    /** Caps on probation, as a share of the class's. */
    public static final double PROBATION_SCALE = 0.25;

    /** Resources, and records, that a decision lists; it counts all. */
    public static final int RESOURCES_NAMED_MAX = 1_000;

    /** Most charges that a decision carries along; of more the latest are kept. */
    public static final int EVIDENCE_MAX = 200;

    /** Sessions that a decision lists. */
    public static final int SESSIONS_NAMED_MAX = 1_000;

    public static final int OBSERVED_RESOURCES_MAX = 20;

    /** Sessions kept per agent; beyond it further ones are not counted. */
    public static final int SESSIONS_MAX = 50_000;

    private static final long KEY_SESSION_SILENCE_MILLIS = Duration.ofMinutes(30).toMillis();
    private static final String KEY_SESSION_PREFIX = "key:";

    /** Of equal ratios the narrower window speaks: it says more about what is going on. */
    private static final Comparator<Violation> WORST_FIRST =
            Comparator.comparingDouble(Violation::ratio)
                    .thenComparingLong(Violation::sinceMillis)
                    .reversed()
                    .thenComparing(Violation::reason);

    private final boolean alwaysShadow;
    private final HarmModel harmModel = new HarmModel();
    private final List<Violation> violations = new ArrayList<>();

    /**
     * @param alwaysShadow whether trips never revoke, whatever policy says: for replays
     */
    public Guard(boolean alwaysShadow) {
        this.alwaysShadow = alwaysShadow;
    }

    /** Judges one event of the agent whose state {@code store} holds. */
    public void accept(AccountEvent event, GuardStore store, Policy policy, GuardOutput out) {
        AgentState state = store.agent();
        switch (event.type()) {
            case EVENT -> judge(event, state, store, policy, out);
            case WITHDRAWAL -> Ledger.withdraw(event, state, store);
        }
        store.save(state);
    }

    private void judge(
            AccountEvent event,
            AgentState state,
            GuardStore store,
            Policy policy,
            GuardOutput out) {
        note(event, state, store);
        if (state.breaker == BreakerState.DISABLED || isSecondCopy(event.event(), state)) {
            return;
        }
        long now = event.event().eventTimeMillis();
        if (incidentIsOver(state, event.event())) {
            endIncident(event, state, store, out);
        }
        if (event.event().isSuccessfulMutation()) {
            Burst.advance(state, now);
        }
        Harm harm = harmModel.assess(event);
        state.destroyedUnits += destroyedUnits(event.event());
        if (state.incidentDecisionId != null) {
            observe(event, state, harm, out);
            return;
        }
        violations.clear();
        if (harm.total() > 0 || harm.lost() > 0) {
            judgeHarm(event, state, store, policy, harm);
        }
        if (violations.isEmpty()) {
            Alarms.judgeIntent(event, state, violations);
            Alarms.judgeFirstIrreversibleLoss(
                    event, state, harm, mayTrip(event, policy), violations);
        }
        if (!violations.isEmpty()) {
            decide(event, state, store, policy, harm, out);
        } else if (event.event().outcome() == Outcome.SUCCESS
                && event.event().has(Effect.DESTROY)) {
            rememberAsOrdinary(event, state);
        }
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
                store.putSession(new SessionEntry(session, now));
            }
            return;
        }
        if (now <= known.lastSeenMillis()) {
            return;
        }
        // A long-term key has no session of its own: half an hour of silence stands in for its end.
        if (session.startsWith(KEY_SESSION_PREFIX)
                && now - known.lastSeenMillis() > KEY_SESSION_SILENCE_MILLIS) {
            state.sessions++;
        }
        store.putSession(new SessionEntry(session, now));
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

    private static void rememberAsOrdinary(AccountEvent event, AgentState state) {
        state.destroys++;
        for (ResourceStanding standing : event.standings()) {
            if (standing.foreign() && state.destroyedTypes.size() < AgentState.TYPES_MAX) {
                state.destroyedTypes.putIfAbsent(
                        standing.resource().type(), event.event().eventTimeMillis());
            }
        }
    }

    private void judgeHarm(
            AccountEvent event, AgentState state, GuardStore store, Policy policy, Harm harm) {
        long now = event.event().eventTimeMillis();
        int uncharged = Ledger.keepCharges(event, state, store, harm);
        Fuse.charge(state, Ledger.newHarm(event, state, harm), uncharged, now);
        if (harm.guardRemovals() > 0) {
            state.guardRemovalsInBurst += harm.guardRemovals();
            state.lastGuardRemovalMillis = Math.max(state.lastGuardRemovalMillis, now);
        }
        if (harm.auditOff()) {
            state.lastAuditOffMillis = Math.max(state.lastAuditOffMillis, now);
        }
        Caps caps = policy.capsFor(event.chargedClass(), event.chargedKind());
        double scale = state.breaker == BreakerState.HALF_OPEN ? PROBATION_SCALE : 1;
        double ratio = Fuse.judge(state, event, harm, caps, scale, violations);
        state.maxScore = Math.max(state.maxScore, ratio);
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
                        policy.capsFor(event.chargedClass(), event.chargedKind()),
                        harm,
                        violations,
                        new DecisionWriter.Ruling(
                                trips ? Decision.Type.TRIP : Decision.Type.ALERT,
                                trips ? ++state.trips : ++state.alerts,
                                mode,
                                from,
                                state.breaker));
        if (!Alarms.pagesOnly(leading)) {
            openIncident(decision, state, trips && mode == EnforcementMode.ENFORCE);
        } else if (harm.lost() > 0) {
            rememberAsOrdinary(event, state);
        }
        out.decision(decision);
        if (trips) {
            out.breaker(statusOf(decision));
        }
    }

    private static BreakerStatus statusOf(Decision decision) {
        return new BreakerStatus(
                decision.agent(),
                decision.account(),
                decision.breakerTo(),
                decision.mode(),
                decision.atMillis(),
                decision.decisionId(),
                decision.sessions());
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

    private static void openIncident(Decision decision, AgentState state, boolean enforced) {
        state.incidentDecisionId = decision.decisionId();
        state.incidentAtMillis = decision.atMillis();
        state.incidentEnforced = enforced;
        // What this burst did for the first time is part of the incident, not of the agent's
        // habits.
        state.destroyedTypes.values().removeIf(firstAt -> firstAt >= state.burstStartMillis);
    }

    private static boolean incidentIsOver(AgentState state, AuditEvent event) {
        return state.incidentDecisionId != null
                && !state.incidentEnforced
                && event.eventTimeMillis() - state.incidentAtMillis >= INCIDENT_MIN_MILLIS
                && Burst.isOverAt(state, event.eventTimeMillis());
    }

    private static void endIncident(
            AccountEvent event, AgentState state, GuardStore store, GuardOutput out) {
        BreakerState before = state.breaker;
        state.breaker = Breaker.step(before, BreakerInput.SHADOW_INCIDENT_OVER).next();
        state.incidentDecisionId = null;
        state.incidentAtMillis = AgentState.NEVER;
        Fuse.clear(state);
        Ledger.clear(state, store);
        if (before != state.breaker) {
            out.breaker(
                    new BreakerStatus(
                            event.chargedAgent(),
                            state.account,
                            state.breaker,
                            EnforcementMode.SHADOW,
                            event.event().eventTimeMillis(),
                            null,
                            List.of()));
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
                        audit.eventId(),
                        audit.eventTimeMillis(),
                        audit.eventSource(),
                        audit.eventName(),
                        audit.effect(),
                        audit.outcome(),
                        harm.lost(),
                        event.recreations().size(),
                        resources.size() <= OBSERVED_RESOURCES_MAX
                                ? resources
                                : List.copyOf(resources.subList(0, OBSERVED_RESOURCES_MAX))));
    }
}
