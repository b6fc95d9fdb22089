package io.fusewire.core.containment;

import io.fusewire.core.containment.TargetInput.Contain;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One entry of a target's policy on behalf of one decision, and what may be claimed of it.
 *
 * @param tripCase the decision
 * @param entry what was asked for
 * @param sessions session keys that the entry denies: of one name, or of one user
 * @param keys access keys to be set inactive beside it
 * @param rung how far it reaches
 * @param measure why this measure and no other
 * @param state what may be claimed
 * @param reason what led to the state
 * @param standing what people have said since
 * @param standingSinceMillis when they said so, or the trip's time
 * @param awaitsWrite whether a write is to come that concerns it; only that one's answer counts
 * @param provableFromMillis denied calls after this time are by our deny: when it was written, or,
 *     if it was found in place because an attempt whose answer was lost had written it, the trip
 * @param times of the stages
 * @param attempts times that AWS was asked for it
 * @param revision counts what was published, from 1
 * @param stillRunning what the deny does not end, as sentences
 * @param notes what whoever relies on it has to know, as sentences
 */
public record Containment(
        TripCase tripCase,
        DenyEntry entry,
        List<String> sessions,
        List<String> keys,
        Rung rung,
        String measure,
        OutcomeState state,
        String reason,
        Standing standing,
        long standingSinceMillis,
        boolean awaitsWrite,
        long provableFromMillis,
        StageTimes times,
        int attempts,
        int revision,
        List<String> stillRunning,
        List<String> notes) {

    /** What people have said about it. */
    public enum Standing {
        /** The breaker is open. */
        OPEN,
        /** Reset to probation. */
        PROBATION,
        /** Reset: it is being taken back. */
        LIFTING
    }

    public Containment {
        sessions = List.copyOf(sessions);
        keys = List.copyOf(keys);
        stillRunning = List.copyOf(stillRunning);
        notes = List.copyOf(notes);
    }

    /**
     * One that is asked for.
     *
     * @param demands of {@code entry}, at least one
     * @param earlier that this one takes over from; null if there is none
     */
    static Containment opened(
            Contain order, DenyEntry entry, List<Demand> demands, @Nullable Containment earlier) {
        TripCase tripCase = order.tripCase();
        Set<String> sessions = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>();
        Set<String> notes = new LinkedHashSet<>();
        int revision = 0;
        if (earlier != null) {
            keys.addAll(earlier.keys());
            boolean isSameDecision = earlier.tripCase().decisionId().equals(tripCase.decisionId());
            revision = isSameDecision ? earlier.revision() : 0;
            if (!isSameDecision) {
                notes.add("Takes over from decision " + earlier.tripCase().decisionId() + ".");
            }
        }
        if (!order.why().isEmpty()) {
            notes.add("Escalated: " + order.why() + ".");
        }
        for (Demand demand : demands) {
            sessions.add(demand.session());
            keys.addAll(demand.deny().inactiveKeys());
            notes.addAll(demand.deny().notes());
        }
        String measure = demands.get(0).deny().reason();
        return new Containment(
                tripCase,
                entry,
                List.copyOf(sessions),
                List.copyOf(keys),
                order.rung(),
                measure,
                OutcomeState.REQUESTED,
                order.why().isEmpty() ? measure : order.why(),
                Standing.OPEN,
                tripCase.atMillis(),
                true,
                TargetState.NEVER,
                StageTimes.decided(tripCase.heardMillis(), tripCase.decidedMillis()),
                0,
                revision,
                order.stillRunning(),
                List.copyOf(notes));
    }

    boolean isOf(String agent) {
        return tripCase.agent().equals(agent);
    }

    boolean isHeld() {
        return standing != Standing.LIFTING;
    }

    /** Whether the policy has to say this entry for it. */
    boolean needs(DenyEntry other) {
        return isHeld()
                && isOf(other.agent())
                && (other.isSameAs(entry)
                        || (rung == Rung.ROLE_SESSIONS
                                && other.kind() == DenyKind.ROLE_SESSIONS
                                && other.value().equals(entry.roleArn())));
    }

    /** Changes a few components; the rest stay. */
    Edit edit() {
        return new Edit(this);
    }

    /** A containment that is being changed. */
    static final class Edit {
        private final Containment from;
        private Rung rung;
        private OutcomeState state;
        private String reason;
        private Standing standing;
        private long standingSinceMillis;
        private boolean awaitsWrite;
        private long provableFromMillis;
        private StageTimes times;
        private int attempts;
        private int revision;
        private List<String> notes;

        private Edit(Containment from) {
            this.from = from;
            rung = from.rung;
            state = from.state;
            reason = from.reason;
            standing = from.standing;
            standingSinceMillis = from.standingSinceMillis;
            awaitsWrite = from.awaitsWrite;
            provableFromMillis = from.provableFromMillis;
            times = from.times;
            attempts = from.attempts;
            revision = from.revision;
            notes = from.notes;
        }

        Edit rung(Rung changed) {
            rung = changed;
            return this;
        }

        Edit state(OutcomeState changed, String why) {
            state = changed;
            reason = why;
            return this;
        }

        Edit reason(String why) {
            reason = why;
            return this;
        }

        Edit standing(Standing changed, long sinceMillis) {
            standing = changed;
            standingSinceMillis = sinceMillis;
            return this;
        }

        Edit awaitsWrite(boolean changed) {
            awaitsWrite = changed;
            return this;
        }

        Edit provableFrom(long millis) {
            provableFromMillis = millis;
            return this;
        }

        Edit times(StageTimes changed) {
            times = changed;
            return this;
        }

        Edit oneMoreAttempt() {
            attempts++;
            return this;
        }

        Edit published() {
            revision++;
            return this;
        }

        /** Adds a sentence, once. */
        Edit note(String sentence) {
            if (!notes.contains(sentence)) {
                List<String> more = new ArrayList<>(notes);
                more.add(sentence);
                notes = more;
            }
            return this;
        }

        Containment done() {
            return new Containment(
                    from.tripCase,
                    from.entry,
                    from.sessions,
                    from.keys,
                    rung,
                    from.measure,
                    state,
                    reason,
                    standing,
                    standingSinceMillis,
                    awaitsWrite,
                    provableFromMillis,
                    times,
                    attempts,
                    revision,
                    from.stillRunning,
                    notes);
        }
    }
}
