package io.fusewire.core.incident;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.containment.IncidentUpdate.Severity;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.detection.PersonsWord;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * All that is known of one decision, or of an incident without one.
 *
 * @param key the decision's id, or what names it
 * @param decision null until it was read, or where there is none
 * @param decidedMillis when the trips topic took it; null if the broker does not tell
 * @param isQuiet whether it came so late that nobody is told until something is done about it, or
 *     nothing is known but what its agent was seen to do
 * @param status whether somebody has to look
 * @param noticed how bad the worst was that a person was to be told; null if nothing was
 * @param notice the latest of that; null if nothing was
 * @param breaker what was last heard of its breaker since the decision; null if nothing was
 * @param word what a person said that made it so; null where nobody did
 * @param aftermath what its sessions were seen to do since
 * @param outcomes the latest of each target, measure and session, at most {@link #OUTCOMES_MAX}
 * @param outcomesLeftOut how many found no room
 * @param timeline what happened, in the order in which it was heard, at most {@link #TIMELINE_MAX}
 * @param timelineLeftOut how many entries found no room
 * @param openedAtMillis when it was first heard of
 * @param changedAtMillis when something was last heard of it
 * @param dueAtMillis when changes are to be told; {@link #NEVER} if there are none
 * @param endsAtMillis when nobody has to look any more though nobody said so; {@link #NEVER} if
 *     only a person ends it
 * @param records how many were written
 * @param pages how many were made
 * @param said what the latest page said; null if there was none
 */
public record Incident(
        String key,
        @Nullable IncidentDecision decision,
        @Nullable Long decidedMillis,
        boolean isQuiet,
        Status status,
        @Nullable Severity noticed,
        @Nullable IncidentUpdate notice,
        @Nullable BreakerState breaker,
        @Nullable PersonsWord word,
        Aftermath aftermath,
        List<ContainmentOutcome> outcomes,
        int outcomesLeftOut,
        List<TimelineEntry> timeline,
        int timelineLeftOut,
        long openedAtMillis,
        long changedAtMillis,
        long dueAtMillis,
        long endsAtMillis,
        int records,
        int pages,
        @Nullable String said) {

    /** No time. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Outcomes kept of one incident. */
    public static final int OUTCOMES_MAX = 64;

    /** Entries kept of one incident: the first half and the latest half. */
    public static final int TIMELINE_MAX = 200;

    public Incident {
        outcomes = List.copyOf(outcomes);
        timeline = List.copyOf(timeline);
    }

    static Incident opened(String key, long nowMillis) {
        return new Incident(
                key,
                null,
                null,
                false,
                Status.OPEN,
                null,
                null,
                null,
                null,
                Aftermath.NONE,
                List.of(),
                0,
                List.of(),
                0,
                nowMillis,
                nowMillis,
                NEVER,
                NEVER,
                0,
                0,
                null);
    }

    boolean isOpen() {
        return status == Status.OPEN;
    }

    /** Whether nothing is known of it but what its agent was seen to do. */
    boolean isOnlySeen() {
        return decision == null
                && notice == null
                && outcomes.isEmpty()
                && timeline.stream().noneMatch(e -> e.kind() == TimelineEntry.Kind.WRITE);
    }

    boolean isShadow() {
        return decision != null && decision.isShadow();
    }

    /** Changes a few components; the rest stay. */
    Edit edit() {
        return new Edit(this);
    }

    /** An incident that is being changed. */
    static final class Edit {
        private final Incident from;
        private @Nullable IncidentDecision decision;
        private @Nullable Long decidedMillis;
        private boolean isQuiet;
        private Status status;
        private @Nullable Severity noticed;
        private @Nullable IncidentUpdate notice;
        private @Nullable BreakerState breaker;
        private @Nullable PersonsWord word;
        private Aftermath aftermath;
        private final List<ContainmentOutcome> outcomes;
        private int outcomesLeftOut;
        private final List<TimelineEntry> timeline;
        private int timelineLeftOut;
        private long changedAtMillis;
        private long dueAtMillis;
        private long endsAtMillis;
        private int records;
        private int pages;
        private @Nullable String said;

        private Edit(Incident from) {
            this.from = from;
            decision = from.decision;
            decidedMillis = from.decidedMillis;
            isQuiet = from.isQuiet;
            status = from.status;
            noticed = from.noticed;
            notice = from.notice;
            breaker = from.breaker;
            word = from.word;
            aftermath = from.aftermath;
            outcomes = new ArrayList<>(from.outcomes);
            outcomesLeftOut = from.outcomesLeftOut;
            timeline = new ArrayList<>(from.timeline);
            timelineLeftOut = from.timelineLeftOut;
            changedAtMillis = from.changedAtMillis;
            dueAtMillis = from.dueAtMillis;
            endsAtMillis = from.endsAtMillis;
            records = from.records;
            pages = from.pages;
            said = from.said;
        }

        Edit decision(IncidentDecision known, @Nullable Long takenMillis) {
            decision = known;
            decidedMillis = takenMillis;
            return this;
        }

        Edit quiet(boolean changed) {
            isQuiet = changed;
            return this;
        }

        Edit status(Status changed) {
            status = changed;
            return this;
        }

        Edit notice(IncidentUpdate update) {
            notice = update;
            noticed =
                    noticed == null || update.severity().compareTo(noticed) < 0
                            ? update.severity()
                            : noticed;
            return this;
        }

        Edit breaker(BreakerState changed, @Nullable PersonsWord said) {
            breaker = changed;
            word = said;
            return this;
        }

        Edit aftermath(Aftermath changed) {
            aftermath = changed;
            return this;
        }

        Edit outcome(int index, ContainmentOutcome outcome) {
            if (index >= 0) {
                outcomes.set(index, outcome);
            } else if (outcomes.size() == OUTCOMES_MAX) {
                outcomesLeftOut++;
            } else {
                outcomes.add(outcome);
            }
            return this;
        }

        Edit happened(TimelineEntry entry) {
            if (timeline.size() == TIMELINE_MAX) {
                timeline.remove(TIMELINE_MAX / 2);
                timelineLeftOut++;
            }
            timeline.add(entry);
            return this;
        }

        Edit changedAt(long millis) {
            changedAtMillis = millis;
            return this;
        }

        Edit dueAt(long millis) {
            dueAtMillis = millis;
            return this;
        }

        Edit endsAt(long millis) {
            endsAtMillis = millis;
            return this;
        }

        Edit recorded() {
            records++;
            return this;
        }

        Edit paged(String text) {
            pages++;
            said = text;
            return this;
        }

        Incident done() {
            return new Incident(
                    from.key,
                    decision,
                    decidedMillis,
                    isQuiet,
                    status,
                    noticed,
                    notice,
                    breaker,
                    word,
                    aftermath,
                    outcomes,
                    outcomesLeftOut,
                    timeline,
                    timelineLeftOut,
                    from.openedAtMillis,
                    changedAtMillis,
                    dueAtMillis,
                    endsAtMillis,
                    records,
                    pages,
                    said);
        }
    }
}
