package io.fusewire.core.containment;

import java.util.StringJoiner;

/**
 * The ladder that a containment climbs when it does not hold: session, the agent's sessions, the
 * role's sessions older than now, the key, a person. Each step goes to the next rung that policy's
 * ladder has and that the agent offers; it never goes down, and it always ends with a person.
 */
public final class Escalation {

    /**
     * What there is to be hit.
     *
     * @param hasFurtherSessions whether the agent was seen in sessions that are not denied
     * @param hasRole whether its sessions are a role's that can be edited
     * @param hasKey whether a long-term key is known that they stem from
     */
    public record Reach(boolean hasFurtherSessions, boolean hasRole, boolean hasKey) {}

    private Escalation() {}

    /** The step that follows; from {@link Rung#PERSON} it is the same again. */
    public static EscalationStep next(
            Rung current, EscalationCause cause, Reach reach, EscalationLadder ladder) {
        StringJoiner passed = new StringJoiner("; ");
        for (Rung rung : Rung.values()) {
            if (rung.compareTo(current) <= 0 && rung != Rung.PERSON) {
                continue;
            }
            if (!isOffered(rung, reach)) {
                passed.add("there is no " + words(rung) + " to deny");
            } else if (!ladder.has(rung)) {
                passed.add("policy's ladder has no " + rung.label());
            } else {
                return new EscalationStep(rung, reason(cause, passed));
            }
        }
        throw new IllegalStateException("every ladder ends with a person, who is always there");
    }

    private static boolean isOffered(Rung rung, Reach reach) {
        return switch (rung) {
            case SESSION, PERSON -> true;
            case AGENT_SESSIONS -> reach.hasFurtherSessions();
            case ROLE_SESSIONS -> reach.hasRole();
            case KEY -> reach.hasKey();
        };
    }

    private static String words(Rung rung) {
        return switch (rung) {
            case SESSION -> "session";
            case AGENT_SESSIONS -> "further session of the agent";
            case ROLE_SESSIONS -> "older session of the role";
            case KEY -> "key";
            case PERSON -> "person";
        };
    }

    private static String reason(EscalationCause cause, StringJoiner passed) {
        return passed.length() == 0 ? cause.words() : cause.words() + "; " + passed;
    }
}
