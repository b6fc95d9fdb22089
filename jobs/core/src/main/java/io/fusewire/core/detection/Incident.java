package io.fusewire.core.detection;

import io.fusewire.core.baseline.Episodes;
import io.fusewire.core.event.AuditEvent;

import java.time.Duration;
import java.util.List;

/**
 * The time from a decision until it is settled.
 *
 * <p>Nothing is judged meanwhile. What the agent does for the first time is noted beside what it
 * did before and told apart by its time, so that it can be forgotten, or kept if a person says that
 * all of it was legitimate. The harm of the burst in which the incident began is summed on: should
 * it have been legitimate, twice that is what the agent may do.
 *
 * <p>An incident that is settled leaves sums at zero, no charges and no open episode: whoever
 * settled it has looked.
 */
final class Incident {

    /** How far above the harm of a legitimate incident its agent's own caps are set. */
    static final double CAP_MARGIN = 2;

    /** Event time after which an incident without revocation may be over. */
    static final long MIN_MILLIS = Duration.ofHours(24).toMillis();

    private Incident() {}

    static boolean isOpen(AgentState state) {
        return state.incidentDecisionId != null;
    }

    /**
     * Opens an incident.
     *
     * @param enforced whether the agent is contained, so that only a person ends it
     * @param violations that led to the decision
     */
    static void open(
            Decision decision, AgentState state, boolean enforced, List<Violation> violations) {
        state.incidentDecisionId = decision.decisionId();
        state.incidentAtMillis = decision.atMillis();
        state.incidentEnforced = enforced;
        state.incidentBurstMillis = state.burstStartMillis;
        noteEarliest(state);
        Peaks.forget(state);
        noteReached(state, violations);
    }

    /** Notes where the incident's burst begins by event time: a late call may lie before it. */
    static void noteEarliest(AgentState state) {
        if (isOpen(state) && state.burstStartMillis == state.incidentBurstMillis) {
            state.incidentLateByMillis = state.burstStartMillis - state.burstEarliestMillis;
        }
    }

    /** Notes which caps the incident's burst has reached, and what it has come to by now. */
    static void noteReached(AgentState state, List<Violation> violations) {
        HarmLevels reached = state.incidentReached;
        for (int i = 0; i < violations.size(); i++) {
            double score = violations.get(i).score();
            switch (violations.get(i).reason()) {
                case Fuse.WEEK_CAP -> reached.week = Math.max(reached.week, score);
                case Fuse.BURST_CAP -> reached.burst = Math.max(reached.burst, score);
                case Fuse.MONTH_CAP -> reached.month = Math.max(reached.month, score);
                case Fuse.AUDIT_OFF -> reached.auditOff = true;
                case Fuse.FIRST_STRIKE, Fuse.IRREVERSIBLE_CALL ->
                        reached.strike = Math.max(reached.strike, score);
                default -> {
                    // Ladders have no cap.
                }
            }
        }
        if (reached.burst > 0) {
            reached.burst = Math.max(reached.burst, Fuse.burst(state));
        }
        if (reached.week > 0) {
            reached.week = Math.max(reached.week, Fuse.week(state));
        }
        if (reached.month > 0) {
            reached.month = Math.max(reached.month, Fuse.month(state));
        }
    }

    /** Whether an incident that no person has settled is over by the time of an event. */
    static boolean isOver(AgentState state, AuditEvent event) {
        return isOpen(state)
                && !state.incidentEnforced
                && event.eventTimeMillis() - state.incidentAtMillis >= MIN_MILLIS
                && Burst.isOverAt(state, event.eventTimeMillis());
    }

    /** Settles an incident that was legitimate: learns it, and raises the caps that it reached. */
    static void learn(AgentState state, GuardStore store, Episodes.Closed learned) {
        Episodes.learn(state.baseline, learned);
        state.ownCaps.raiseTo(state.incidentReached, CAP_MARGIN);
        state.destroys += state.incidentDestroys;
        startOver(state, store);
    }

    /** Settles an incident that was harm, or that nobody judged: nothing of it is remembered. */
    static void forget(AgentState state, GuardStore store) {
        long since = state.incidentBurstMillis - state.incidentLateByMillis;
        state.destroyedTypes.values().removeIf(firstAt -> firstAt >= since);
        state.baseline.forgetSince(since);
        startOver(state, store);
    }

    /** Ends what is open and sets the sums to zero: a person has looked. */
    static void startOver(AgentState state, GuardStore store) {
        Episodes.abandon(state.baseline);
        Fuse.clear(state);
        Ledger.clear(state, store);
        Peaks.forget(state);
        state.incidentDecisionId = null;
        state.incidentAtMillis = AgentState.NEVER;
        state.incidentLateByMillis = 0;
        state.incidentEnforced = false;
        state.incidentDestroys = 0;
        state.incidentReached.clear();
    }
}
