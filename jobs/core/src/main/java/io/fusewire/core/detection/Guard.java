package io.fusewire.core.detection;

import io.fusewire.core.breaker.Breaker;
import io.fusewire.core.breaker.BreakerInput;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.breaker.BreakerStep;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.policy.Caps;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Reaction;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    /** Charges kept one by one per agent; what comes beyond is counted by day, without its name. */
    public static final int CHARGES_MAX = 10_000;

    /** Sessions kept per agent; beyond it further ones are not counted. */
    public static final int SESSIONS_MAX = 50_000;

    /** Denied destructive attempts within an hour that make an alert. */
    public static final int DENIED_ATTEMPTS_ALERT = 20;

    public static final String DENIED_PERSISTENT = "denied/persistent";
    public static final String FIRST_IRREVERSIBLE_LOSS = "foreign-harm/first-irreversible-loss";

    private static final long DENIED_WINDOW_MILLIS = Duration.ofHours(1).toMillis();
    private static final long ALERT_PAUSE_MILLIS = Duration.ofHours(24).toMillis();
    private static final long KEY_SESSION_SILENCE_MILLIS = Duration.ofMinutes(30).toMillis();
    private static final String KEY_SESSION_PREFIX = "key:";
    private static final double STORE_WEIGHT = 10;
    private static final String STACK_TYPE = "AWS::CloudFormation::Stack";

    private static final Comparator<Charge> BY_TIME =
            Comparator.comparingLong(Charge::timeMillis)
                    .thenComparing(Charge::eventId)
                    .thenComparing(Charge::key);

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
            case WITHDRAWAL -> withdraw(event, state, store);
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
            judgeIntent(event, state);
            judgeFirstIrreversibleLoss(event, state, harm, policy);
        }
        if (!violations.isEmpty()) {
            decide(event, state, store, policy, harm, out);
        } else if (event.event().outcome() == Outcome.SUCCESS
                && event.event().has(Effect.DESTROY)) {
            rememberAsOrdinary(event, state);
        }
    }

    // ------------------------------------------------------------------------------------------
    // the agent

    private static void note(AccountEvent event, AgentState state, GuardStore store) {
        AuditEvent audit = event.event();
        if (state.agent == null) {
            state.agent = event.chargedAgent();
            state.account = audit.callerAccount();
            state.firstSeenMillis = audit.eventTimeMillis();
            state.lastSeenMillis = audit.eventTimeMillis();
        }
        state.kind = event.chargedKind();
        state.agentClass = event.chargedClass();
        state.firstSeenMillis = Math.min(state.firstSeenMillis, audit.eventTimeMillis());
        state.lastSeenMillis = Math.max(state.lastSeenMillis, audit.eventTimeMillis());
        state.events++;
        noteSession(event.chargedSession(), audit.eventTimeMillis(), state, store);
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

    // ------------------------------------------------------------------------------------------
    // charging

    private void judgeHarm(
            AccountEvent event, AgentState state, GuardStore store, Policy policy, Harm harm) {
        long now = event.event().eventTimeMillis();
        int uncharged = keepCharges(event, state, store, harm);
        Fuse.charge(state, newHarm(event, state, harm), uncharged, now);
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

    /**
     * The harm to add: for a stack and its children, only what exceeds what the stack was charged
     * with already, so that the deletion weighs its own estimate or its children's sum, never both.
     */
    private static long newHarm(AccountEvent event, AgentState state, Harm harm) {
        String root = event.cascadeRoot();
        if (root != null) {
            for (int i = 0; i < state.stacks.size(); i++) {
                AgentState.StackCharge stack = state.stacks.get(i);
                if (stack.deleteEventId().equals(root)) {
                    long children = stack.childrenMicros() + harm.total();
                    long excess = Math.max(0, children - stack.chargedMicros());
                    state.stacks.set(
                            i,
                            new AgentState.StackCharge(
                                    root, stack.chargedMicros() + excess, children, stack.day()));
                    return excess;
                }
            }
            return harm.total();
        }
        if (destroysStack(event)) {
            if (state.stacks.size() == AgentState.STACKS_MAX) {
                state.stacks.remove(0);
            }
            long day = Math.floorDiv(event.event().eventTimeMillis(), Fuse.DAY_MILLIS);
            state.stacks.add(
                    new AgentState.StackCharge(event.event().eventId(), harm.total(), 0, day));
        }
        return harm.total();
    }

    private static boolean destroysStack(AccountEvent event) {
        for (ResourceStanding standing : event.standings()) {
            if (standing.resource().type().equals(STACK_TYPE)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Keeps a charge for each foreign resource, guard or trail that the event took.
     *
     * @return lost resources for which none could be kept
     */
    private static int keepCharges(
            AccountEvent event, AgentState state, GuardStore store, Harm harm) {
        int kept = 0;
        List<ResourceStanding> standings = event.standings();
        boolean destroys = harm.lost() > 0;
        for (int i = 0; i < standings.size(); i++) {
            ResourceStanding standing = standings.get(i);
            boolean counted = destroys ? harm.ofStanding(i) > 0 : standing.foreign();
            if (counted && keepCharge(chargeOf(event, standing, i, harm, destroys), state, store)) {
                kept++;
            }
        }
        if (standings.isEmpty()
                && keepCharge(chargeOfUnnamed(event, harm, destroys), state, store)) {
            kept++;
        }
        return destroys ? Math.max(0, harm.lost() - kept) : 0;
    }

    private static boolean keepCharge(Charge charge, AgentState state, GuardStore store) {
        boolean known = store.charge(charge.key()) != null;
        if (!known && state.charges >= CHARGES_MAX) {
            dropExpiredCharges(charge.timeMillis(), state, store);
            if (state.charges >= CHARGES_MAX) {
                return false;
            }
        }
        if (!known) {
            state.charges++;
        }
        store.putCharge(charge);
        return true;
    }

    private static void dropExpiredCharges(long now, AgentState state, GuardStore store) {
        long oldest = now - AgentState.DAYS * Fuse.DAY_MILLIS;
        List<String> expired = new ArrayList<>();
        for (Charge charge : store.charges()) {
            if (charge.timeMillis() < oldest) {
                expired.add(charge.key());
            }
        }
        expired.forEach(store::removeCharge);
        state.charges -= expired.size();
    }

    private static Charge chargeOf(
            AccountEvent event, ResourceStanding standing, int index, Harm harm, boolean lost) {
        ResourceRef resource = standing.resource();
        return new Charge(
                lost ? resource.key() : guardKey(resource.key()),
                resource.type(),
                resource.id(),
                event.event().eventId(),
                event.event().eventName(),
                event.chargedSession(),
                event.event().eventTimeMillis(),
                lost ? harm.ofStanding(index) : harm.total(),
                lost ? harm.weightOfStanding(index) : harm.points(),
                standing.liveness(),
                standing.origin(),
                lost,
                harm.countUnknown());
    }

    private static Charge chargeOfUnnamed(AccountEvent event, Harm harm, boolean lost) {
        return new Charge(
                event.event().eventId(),
                event.event().eventSource(),
                event.event().eventName(),
                event.event().eventId(),
                event.event().eventName(),
                event.chargedSession(),
                event.event().eventTimeMillis(),
                harm.total(),
                harm.points(),
                Liveness.UNOBSERVABLE,
                Origin.UNKNOWN,
                lost,
                harm.countUnknown());
    }

    /** A protection and the thing that it protected are two charges. */
    private static String guardKey(String resourceKey) {
        return "guard of " + resourceKey;
    }

    /**
     * A late CREATE shows that the resource was the agent's own: its charge is taken back, a
     * decision is not.
     */
    private static void withdraw(AccountEvent event, AgentState state, GuardStore store) {
        String resource = event.withdrawnResource();
        Charge charge = resource == null ? null : store.charge(resource);
        if (charge == null
                || state.incidentDecisionId != null
                || !charge.eventId().equals(event.withdrawnEventId())) {
            return;
        }
        store.removeCharge(charge.key());
        state.charges--;
        Fuse.charge(state, -charge.micros(), 0, charge.timeMillis());
    }

    // ------------------------------------------------------------------------------------------
    // alerts

    /** Counts attempts that were refused: no damage, but who keeps trying wants something. */
    private void judgeIntent(AccountEvent event, AgentState state) {
        AuditEvent audit = event.event();
        if (audit.outcome() != Outcome.DENIED || !wouldHarm(audit)) {
            return;
        }
        long now = audit.eventTimeMillis();
        if (state.denied == 0 || now - state.deniedSinceMillis > DENIED_WINDOW_MILLIS) {
            state.denied = 0;
            state.deniedSinceMillis = now;
            state.deniedEventIds.clear();
            state.deniedSessions.clear();
        }
        state.denied++;
        if (state.deniedEventIds.size() < DENIED_ATTEMPTS_ALERT) {
            state.deniedEventIds.add(audit.eventId());
        }
        if (state.deniedSessions.size() < DENIED_ATTEMPTS_ALERT
                && !state.deniedSessions.contains(event.chargedSession())) {
            state.deniedSessions.add(event.chargedSession());
        }
        if (state.denied >= DENIED_ATTEMPTS_ALERT && isPast(state.deniedAlertAtMillis, now)) {
            state.deniedAlertAtMillis = now;
            violations.add(
                    new Violation(
                            DENIED_PERSISTENT,
                            state.denied,
                            DENIED_ATTEMPTS_ALERT,
                            state.deniedSinceMillis));
        }
    }

    private static boolean wouldHarm(AuditEvent event) {
        return event.has(Effect.DESTROY)
                || event.effect() == Effect.PROTECTION_REMOVAL
                || event.effect() == Effect.AUDIT_TAMPERING;
    }

    /**
     * One irreversible call cannot be prevented by whoever reads it afterwards, but a person can
     * know of it at once: the first store of its type that this agent destroys, if a person made it
     * or nobody knows who did.
     */
    private void judgeFirstIrreversibleLoss(
            AccountEvent event, AgentState state, Harm harm, Policy policy) {
        if (event.event().loss() != Loss.IRREVERSIBLE
                || harm.lost() == 0
                || !canTrip(event, policy)
                || !isPast(state.irreversibleAlertAtMillis, event.event().eventTimeMillis())) {
            return;
        }
        for (int i = 0; i < event.standings().size(); i++) {
            if (isUnfamiliarStore(event.standings().get(i), harm, i, state)) {
                state.irreversibleAlertAtMillis = event.event().eventTimeMillis();
                violations.add(
                        new Violation(
                                FIRST_IRREVERSIBLE_LOSS, 1, 1, event.event().eventTimeMillis()));
                return;
            }
        }
    }

    private static boolean isUnfamiliarStore(
            ResourceStanding standing, Harm harm, int index, AgentState state) {
        return harm.ofStanding(index) > 0
                && harm.weightOfStanding(index) >= STORE_WEIGHT
                && !standing.resource().type().equals(STACK_TYPE)
                && (standing.origin() == Origin.HUMAN || standing.origin() == Origin.UNKNOWN)
                && !standing.lapsed()
                && !state.destroyedTypes.containsKey(standing.resource().type());
    }

    private static boolean isPast(long alertAtMillis, long now) {
        return alertAtMillis == AgentState.NEVER || now - alertAtMillis > ALERT_PAUSE_MILLIS;
    }

    // ------------------------------------------------------------------------------------------
    // decisions

    private void decide(
            AccountEvent event,
            AgentState state,
            GuardStore store,
            Policy policy,
            Harm harm,
            GuardOutput out) {
        violations.sort(
                Comparator.comparingDouble(Violation::ratio)
                        .reversed()
                        .thenComparing(Violation::reason));
        Violation leading = violations.get(0);
        boolean pageOnly =
                leading.reason().equals(DENIED_PERSISTENT)
                        || leading.reason().equals(FIRST_IRREVERSIBLE_LOSS);
        boolean trips = !pageOnly && canTrip(event, policy);
        BreakerState from = state.breaker;
        BreakerStep step =
                trips
                        ? Breaker.step(from, BreakerInput.VIOLATION)
                        : new BreakerStep(from, BreakerStep.Consequence.NONE);
        if (trips && step.consequence() != BreakerStep.Consequence.CONTAIN) {
            return;
        }
        state.breaker = step.next();
        EnforcementMode mode = alwaysShadow ? EnforcementMode.SHADOW : event.chargedMode();
        Decision.Type type = trips ? Decision.Type.TRIP : Decision.Type.ALERT;
        int number = trips ? ++state.trips : ++state.alerts;
        Decision decision =
                describe(event, state, store, policy, harm, leading, type, number, mode, from);
        if (!pageOnly) {
            openIncident(decision, state, trips && mode == EnforcementMode.ENFORCE);
        } else if (leading.reason().equals(FIRST_IRREVERSIBLE_LOSS)) {
            rememberAsOrdinary(event, state);
        }
        out.decision(decision);
        if (trips) {
            out.breaker(
                    new BreakerStatus(
                            decision.agent(),
                            decision.account(),
                            state.breaker,
                            mode,
                            decision.atMillis(),
                            decision.decisionId(),
                            decision.sessions()));
        }
    }

    private static boolean canTrip(AccountEvent event, Policy policy) {
        if (event.chargedBreakGlass()) {
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

    private Decision describe(
            AccountEvent event,
            AgentState state,
            GuardStore store,
            Policy policy,
            Harm harm,
            Violation leading,
            Decision.Type type,
            int number,
            EnforcementMode mode,
            BreakerState from) {
        AuditEvent audit = event.event();
        boolean intentOnly = leading.reason().equals(DENIED_PERSISTENT);
        List<Charge> charges = intentOnly ? List.of() : chargesSince(leading.sinceMillis(), store);
        int uncharged = intentOnly ? 0 : Fuse.unchargedSince(state, leading.sinceMillis());
        Caps caps = policy.capsFor(event.chargedClass(), event.chargedKind());
        List<Charge> lost = charges.stream().filter(Charge::lost).toList();
        List<String> reasons = new ArrayList<>();
        violations.forEach(violation -> reasons.add(violation.reason()));
        Explanation explanation =
                new Explanation(
                        event,
                        state,
                        leading,
                        charges,
                        lost.size() + uncharged,
                        caps,
                        type,
                        mode,
                        from == BreakerState.HALF_OPEN,
                        harm);
        reasons.addAll(explanation.patterns());
        return new Decision(
                decisionId(event.chargedAgent(), state.firstSeenMillis, number, type),
                type,
                number,
                audit.eventTimeMillis(),
                audit.eventId(),
                event.chargedAgent(),
                event.chargedKind(),
                event.chargedClass(),
                state.account,
                audit.partition(),
                event.chargedAgent().equals(audit.agent()) ? audit.principalArn() : null,
                intentOnly ? List.copyOf(state.deniedSessions) : sessionsOf(charges, event),
                mode,
                from,
                state.breaker,
                leading.score(),
                leading.limit(),
                List.copyOf(reasons),
                lost.size() + uncharged,
                uncharged > 0 || lost.stream().anyMatch(Charge::countUnknown),
                resourcesOf(lost),
                intentOnly
                        ? List.copyOf(state.deniedEventIds)
                        : eventIdsOf(charges, audit.eventId()),
                List.copyOf(
                        charges.subList(
                                Math.max(0, charges.size() - EVIDENCE_MAX), charges.size())),
                caps.unsigned(),
                explanation.text());
    }

    private static List<Charge> chargesSince(long sinceMillis, GuardStore store) {
        List<Charge> charges = new ArrayList<>();
        for (Charge charge : store.charges()) {
            if (charge.timeMillis() >= sinceMillis) {
                charges.add(charge);
            }
        }
        charges.sort(BY_TIME);
        return charges;
    }

    private static List<String> sessionsOf(List<Charge> charges, AccountEvent trigger) {
        Set<String> sessions = new LinkedHashSet<>();
        for (Charge charge : charges) {
            if (sessions.size() < SESSIONS_NAMED_MAX) {
                sessions.add(charge.session());
            }
        }
        if (sessions.isEmpty()) {
            sessions.add(trigger.chargedSession());
        }
        return List.copyOf(sessions);
    }

    private static List<ResourceRef> resourcesOf(List<Charge> lost) {
        return lost.stream()
                .limit(RESOURCES_NAMED_MAX)
                .map(charge -> new ResourceRef(charge.key(), charge.type(), charge.id()))
                .toList();
    }

    private static List<String> eventIdsOf(List<Charge> charges, String trigger) {
        Set<String> ids = new LinkedHashSet<>();
        for (Charge charge : charges) {
            if (ids.size() < RESOURCES_NAMED_MAX) {
                ids.add(charge.eventId());
            }
        }
        ids.add(trigger);
        return List.copyOf(ids);
    }

    static String decisionId(String agent, long firstSeenMillis, int number, Decision.Type type) {
        String text = agent + '\n' + firstSeenMillis + '\n' + number + '\n' + type;
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    // ------------------------------------------------------------------------------------------
    // incidents

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
        state.stacks.clear();
        Fuse.clear(state);
        List<String> keys = new ArrayList<>();
        store.charges().forEach(charge -> keys.add(charge.key()));
        keys.forEach(store::removeCharge);
        state.charges = 0;
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
