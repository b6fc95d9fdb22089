package io.fusewire.core.detection;

import io.fusewire.core.baseline.Baseline;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the guard remembers of one agent, apart from its sessions and charges.
 *
 * <p>Public fields and a constructor without arguments make it storable by whatever means; it is
 * changed in place, so that an event costs no copy. Its size is bounded: two arrays of {@value
 * #DAYS} days, {@value #STACKS_MAX} stacks, {@value #TYPES_MAX} types, {@value #SHARED_IDS_MAX}
 * ids, {@value #APPROVALS_MAX} approvals and {@value #EXECUTIONS_MAX} executions.
 */
public final class AgentState {

    /**
     * Day buckets: 28 days back and the present one, so that no 28-day span is ever summed short.
     */
    public static final int DAYS = 29;

    /** Open stack deletions whose children are still being weighed; the oldest gives way. */
    public static final int STACKS_MAX = 64;

    /** Resource types remembered as destroyed before; beyond it a further type counts as seen. */
    public static final int TYPES_MAX = 256;

    /**
     * Shared event ids remembered against the second copy of a cross-account act; the oldest gives
     * way.
     */
    public static final int SHARED_IDS_MAX = 256;

    /**
     * Approvals of which the agent has used something; beyond it no further one covers anything
     * until one of them is over.
     */
    public static final int APPROVALS_MAX = 64;

    /** Executions remembered of those that the agent started; the oldest gives way. */
    public static final int EXECUTIONS_MAX = 20;

    /** Marks a time that has not come yet. */
    public static final long NEVER = Long.MIN_VALUE;

    public @Nullable String agent;
    public String account = "";
    public AgentKind kind = AgentKind.UNKNOWN;
    public @Nullable String agentClass;

    /** Whether policy arms the agent, by its latest call. */
    public EnforcementMode mode = EnforcementMode.SHADOW;

    public long firstSeenMillis = NEVER;
    public long lastSeenMillis = NEVER;
    public long events;
    public long sessions;
    public long destroyedUnits;

    /** Largest ratio of a rule's score to its limit ever, the rule, and when. */
    public double maxScore;

    public @Nullable String maxReason;
    public long maxAtMillis = NEVER;

    /** Successful mutating calls with gaps of at most 15 minutes, 12 hours in all. */
    public long burstStartMillis = NEVER;

    /**
     * The earliest call of the burst by event time: one that came late may lie before its start.
     */
    public long burstEarliestMillis = NEVER;

    public long burstLastMillis = NEVER;

    /** The day that {@link #peakEvidence} and the other peaks are of; {@link #NEVER} if none is. */
    public long peakDay = NEVER;

    /** Largest evidence, sums and one-event harm of that day. */
    public double peakEvidence;

    public double peakBurst;

    public double peakWeek;
    public double peakMonth;
    public double peakStrike;

    /** Largest ratio of a rule's score to its limit of that day, and the rule. */
    public double peakRatio;

    public @Nullable String peakReason;

    /** What has been learned of the agent. */
    public Baseline baseline = new Baseline();

    /** Fuse harm by day in micro-units, ring by epoch day. */
    public long[] dayHarm = new long[DAYS];

    /** Lost resources by day for which no {@link Charge} could be kept. */
    public int[] dayUncharged = new int[DAYS];

    /** The latest epoch day in the ring. */
    public long newestDay = NEVER;

    /** Charges in the store. */
    public int charges;

    /** Foreign types destroyed so far, with the event time of the first such call. */
    public Map<String, Long> destroyedTypes = new HashMap<>();

    /** Successful destructive calls outside incidents. */
    public long destroys;

    public List<StackCharge> stacks = new ArrayList<>();
    public List<String> sharedIds = new ArrayList<>();

    /** Approvals that were used, or that were refused when they could have been. */
    public List<ApprovalUse> approvals = new ArrayList<>();

    /**
     * Executions of Step Functions that it started: they go on without it. Null where Flink's own
     * serializer reads state of before there was such a field; see {@link #executions()}.
     */
    public @Nullable List<StartedExecution> executions = new ArrayList<>();

    public long lastGuardRemovalMillis = NEVER;
    public int guardRemovalsInBurst;
    public long lastAuditOffMillis = NEVER;

    /** Denied destructive attempts since {@link #deniedSinceMillis}. */
    public int denied;

    public long deniedSinceMillis = NEVER;

    /**
     * Records and sessions of those attempts, at most {@link Alarms#DENIED_ATTEMPTS_ALERT} each.
     */
    public List<String> deniedEventIds = new ArrayList<>();

    public List<String> deniedSessions = new ArrayList<>();
    public long deniedAlertAtMillis = NEVER;
    public long irreversibleAlertAtMillis = NEVER;

    public BreakerState breaker = BreakerState.CLOSED;
    public int trips;
    public int alerts;

    /** The decision whose incident is not over; null outside incidents. */
    public @Nullable String incidentDecisionId;

    public long incidentAtMillis = NEVER;

    /** Start of the burst in which the incident was decided. */
    public long incidentBurstMillis = NEVER;

    /** How far the earliest call of that burst, one that came late, lies before its start. */
    public long incidentLateByMillis;

    /** Whether the incident is armed, so that only a person ends it. */
    public boolean incidentEnforced;

    /** Successful destructive calls since the incident opened. */
    public long incidentDestroys;

    /** What the incident's burst came to, by cap that it reached. */
    public HarmLevels incidentReached = new HarmLevels();

    /** The decision that a person judged last. */
    public @Nullable String judgedDecisionId;

    /** Caps of this agent alone, raised by people's verdicts; nothing else ever moves them. */
    public HarmLevels ownCaps = new HarmLevels();

    /** {@link #executions}, which may be changed in place. */
    public List<StartedExecution> executions() {
        List<StartedExecution> known = executions;
        if (known == null) {
            known = new ArrayList<>();
            executions = known;
        }
        return known;
    }

    /** A copy that shares nothing with this one. */
    public AgentState copy() {
        AgentState copy = new AgentState();
        copy.agent = agent;
        copy.account = account;
        copy.kind = kind;
        copy.agentClass = agentClass;
        copy.mode = mode;
        copy.firstSeenMillis = firstSeenMillis;
        copy.lastSeenMillis = lastSeenMillis;
        copy.events = events;
        copy.sessions = sessions;
        copy.destroyedUnits = destroyedUnits;
        copy.maxScore = maxScore;
        copy.maxReason = maxReason;
        copy.maxAtMillis = maxAtMillis;
        copy.burstStartMillis = burstStartMillis;
        copy.burstEarliestMillis = burstEarliestMillis;
        copy.burstLastMillis = burstLastMillis;
        copy.peakDay = peakDay;
        copy.peakEvidence = peakEvidence;
        copy.peakBurst = peakBurst;
        copy.peakWeek = peakWeek;
        copy.peakMonth = peakMonth;
        copy.peakStrike = peakStrike;
        copy.peakRatio = peakRatio;
        copy.peakReason = peakReason;
        copy.baseline = baseline.copy();
        copy.dayHarm = dayHarm.clone();
        copy.dayUncharged = dayUncharged.clone();
        copy.newestDay = newestDay;
        copy.charges = charges;
        copy.destroyedTypes = new HashMap<>(destroyedTypes);
        copy.destroys = destroys;
        copy.stacks = new ArrayList<>(stacks);
        copy.sharedIds = new ArrayList<>(sharedIds);
        copy.approvals = new ArrayList<>(approvals);
        copy.executions = new ArrayList<>(executions());
        copy.lastGuardRemovalMillis = lastGuardRemovalMillis;
        copy.guardRemovalsInBurst = guardRemovalsInBurst;
        copy.lastAuditOffMillis = lastAuditOffMillis;
        copy.denied = denied;
        copy.deniedSinceMillis = deniedSinceMillis;
        copy.deniedEventIds = new ArrayList<>(deniedEventIds);
        copy.deniedSessions = new ArrayList<>(deniedSessions);
        copy.deniedAlertAtMillis = deniedAlertAtMillis;
        copy.irreversibleAlertAtMillis = irreversibleAlertAtMillis;
        copy.breaker = breaker;
        copy.trips = trips;
        copy.alerts = alerts;
        copy.incidentDecisionId = incidentDecisionId;
        copy.incidentAtMillis = incidentAtMillis;
        copy.incidentBurstMillis = incidentBurstMillis;
        copy.incidentLateByMillis = incidentLateByMillis;
        copy.incidentEnforced = incidentEnforced;
        copy.incidentDestroys = incidentDestroys;
        copy.incidentReached = incidentReached.copy();
        copy.judgedDecisionId = judgedDecisionId;
        copy.ownCaps = ownCaps.copy();
        return copy;
    }

    /**
     * What has been charged for one stack's deletion: the stack's own weight or its children's,
     * whichever is more.
     *
     * @param approved whether an approval covers the deletion, and with it all its children
     */
    public record StackCharge(
            String deleteEventId,
            long chargedMicros,
            long childrenMicros,
            long day,
            boolean approved) {}

    /**
     * Work that was handed to Step Functions.
     *
     * @param arn of the execution
     * @param atMillis event time of the call that started it
     */
    public record StartedExecution(String arn, long atMillis) {}

    /**
     * What has become of one approval with this agent.
     *
     * @param approvalId the approval
     * @param used resources that it was used for, each counted once
     * @param expiryMillis event time at which it ends
     * @param refused why it did not cover something the last time that it did not; null if it never
     *     failed to
     * @param refusedAtMillis event time of that; {@link #NEVER} if it never did
     */
    public record ApprovalUse(
            String approvalId,
            int used,
            long expiryMillis,
            @Nullable String refused,
            long refusedAtMillis) {

        ApprovalUse plus(int resources) {
            return new ApprovalUse(
                    approvalId, used + resources, expiryMillis, refused, refusedAtMillis);
        }

        ApprovalUse refusedFor(String reason, long atMillis) {
            return new ApprovalUse(approvalId, used, expiryMillis, reason, atMillis);
        }
    }
}
