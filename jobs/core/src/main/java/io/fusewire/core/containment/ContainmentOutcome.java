package io.fusewire.core.containment;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What is said in public of one containment; the one with the highest revision is the truth.
 *
 * @param tripCase the decision
 * @param target whose policy; null where none is written
 * @param sessions session keys that it is about
 * @param measure {@code aws:userid=AROA…:name}; null where nothing is denied
 * @param rung how far it reaches
 * @param claim what may be claimed
 * @param reason what led to it, as a sentence without its stop
 * @param rehearsal whether nothing was really written
 * @param probation whether a person's reset has put the agent on probation
 * @param times of the stages
 * @param attempts times that AWS was asked for it
 * @param revision counts what was published of this decision, target and measure, from 1
 * @param stillRunning what goes on all the same, as sentences
 * @param notes what whoever relies on it has to know, as sentences
 */
public record ContainmentOutcome(
        TripCase tripCase,
        @Nullable Target target,
        List<String> sessions,
        @Nullable String measure,
        Rung rung,
        Claim claim,
        String reason,
        boolean rehearsal,
        boolean probation,
        StageTimes times,
        int attempts,
        int revision,
        List<String> stillRunning,
        List<String> notes) {

    public ContainmentOutcome {
        sessions = List.copyOf(sessions);
        stillRunning = List.copyOf(stillRunning);
        notes = List.copyOf(notes);
    }

    static ContainmentOutcome of(Target target, Containment containment) {
        return new ContainmentOutcome(
                containment.tripCase(),
                target,
                containment.sessions(),
                measure(containment),
                containment.rung(),
                Claim.of(containment.state()),
                containment.reason(),
                false,
                containment.standing() == Containment.Standing.PROBATION,
                containment.times(),
                containment.attempts(),
                containment.revision(),
                containment.stillRunning(),
                containment.notes());
    }

    /** Of a decision about which nothing is written to any target. */
    static ContainmentOutcome withoutTarget(
            TripCase tripCase,
            List<String> sessions,
            Claim claim,
            String reason,
            List<String> notes) {
        return new ContainmentOutcome(
                tripCase,
                null,
                sessions,
                null,
                claim == Claim.UNREVOCABLE ? Rung.PERSON : Rung.SESSION,
                claim,
                reason,
                false,
                false,
                StageTimes.decided(tripCase.heardMillis(), tripCase.decidedMillis()),
                0,
                1,
                List.of(),
                notes);
    }

    /** The same of a rehearsal: nothing of it may be relied on. */
    public ContainmentOutcome asRehearsal() {
        List<String> said = new ArrayList<>(notes);
        said.add("Dry run: nothing was written, and nothing is revoked.");
        return new ContainmentOutcome(
                tripCase,
                target,
                sessions,
                measure,
                rung,
                claim,
                reason,
                true,
                probation,
                times,
                attempts,
                revision,
                stillRunning,
                said);
    }

    private static String measure(Containment containment) {
        DenyEntry entry = containment.entry();
        return switch (entry.kind()) {
            case SIGN_IN_SESSION -> "aws:SignInSessionArn=" + entry.value();
            case USER_ID -> "aws:userid=" + entry.value();
            case USER -> "all of the user's credentials";
            case ROLE_SESSIONS -> "aws:TokenIssueTime";
        };
    }
}
