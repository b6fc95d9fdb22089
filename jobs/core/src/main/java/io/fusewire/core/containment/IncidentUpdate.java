package io.fusewire.core.containment;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What a person on call has to know, or no longer has to. All updates of one key are one page.
 *
 * @param key one per incident: the decision's id, or what names an incident without one
 * @param status whether it is open or over
 * @param severity how bad it is
 * @param decisionId the decision; null if it is not about one
 * @param agent agent key; null if it is not about one
 * @param account the account; null if it is not about one
 * @param title one line
 * @param text what was seen, what was done, and what a person has to do
 * @param atMillis when, Unix time
 */
public record IncidentUpdate(
        String key,
        Status status,
        Severity severity,
        @Nullable String decisionId,
        @Nullable String agent,
        @Nullable String account,
        String title,
        String text,
        long atMillis) {

    /** Whether somebody has to look. */
    public enum Status {
        OPEN,
        RESOLVED
    }

    /** How bad it is. */
    public enum Severity {
        /** Something is lost or goes on being lost. */
        CRITICAL,
        /** It is not known whether something is. */
        ERROR,
        /** To be looked at. */
        WARNING,
        INFO
    }

    /** That the mass-trip guard has begun to hold revocations back: one page for a flood. */
    public static IncidentUpdate ofFlood(
            MassTripGuard guard, MassTripGuard.Answer answer, Trip trip, long nowMillis) {
        return new IncidentUpdate(
                "mass-trip",
                Status.OPEN,
                Severity.CRITICAL,
                trip.decisionId(),
                trip.agent(),
                trip.account(),
                "Too many breakers opened at once: revocations are held back",
                answer.tripsInWindow()
                        + " trips within "
                        + Duration.ofMillis(guard.windowMillis()).toMinutes()
                        + " minutes of event time, of which "
                        + answer.limit()
                        + " may be revoked without asking. Look whether a policy or a feed is wrong."
                        + " If the trips are right, hold the agents' breakers open one by one, which"
                        + " revokes.",
                nowMillis);
    }

    /** The same of a rehearsal: nothing was really revoked. */
    public IncidentUpdate asRehearsal() {
        return new IncidentUpdate(
                key,
                status,
                severity,
                decisionId,
                agent,
                account,
                "[dry run] " + title,
                "Dry run: nothing was written, and nothing is revoked. " + text,
                atMillis);
    }

    static IncidentUpdate of(
            TripCase tripCase,
            Status status,
            Severity severity,
            String title,
            String text,
            long atMillis) {
        return new IncidentUpdate(
                tripCase.decisionId(),
                status,
                severity,
                tripCase.decisionId(),
                tripCase.agent(),
                tripCase.account(),
                title,
                text,
                atMillis);
    }
}
