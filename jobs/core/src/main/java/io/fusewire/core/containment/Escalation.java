package io.fusewire.core.containment;

import org.jspecify.annotations.Nullable;

import java.util.StringJoiner;

/**
 * The ladder that a containment climbs when it does not hold: session, the agent's sessions, the
 * role's sessions older than now, the key, a person. Each step goes to the next rung that policy's
 * ladder has and that the agent offers; it never goes down, and it always ends with a person.
 */
public final class Escalation {

    /**
     * Of each rung why it is of no use; null if it is.
     *
     * @param ofFurtherSessions of the agent, that are not denied
     * @param ofRole its older sessions
     * @param ofKey that opens its sessions
     */
    public record Obstacles(
            @Nullable String ofFurtherSessions, @Nullable String ofRole, @Nullable String ofKey) {

        private @Nullable String of(Rung rung) {
            return switch (rung) {
                case SESSION, PERSON -> null;
                case AGENT_SESSIONS -> ofFurtherSessions;
                case ROLE_SESSIONS -> ofRole;
                case KEY -> ofKey;
            };
        }
    }

    private Escalation() {}

    /** The step that follows; from {@link Rung#PERSON} it is the same again. */
    public static EscalationStep next(
            Rung current, EscalationCause cause, Obstacles obstacles, EscalationLadder ladder) {
        StringJoiner passed = new StringJoiner("; ");
        for (Rung rung : Rung.values()) {
            if (rung.compareTo(current) <= 0 && rung != Rung.PERSON) {
                continue;
            }
            String obstacle = obstacles.of(rung);
            if (!ladder.has(rung)) {
                passed.add("policy's ladder has no " + rung.label());
            } else if (obstacle != null) {
                passed.add(obstacle);
            } else {
                return new EscalationStep(rung, reason(cause, passed));
            }
        }
        throw new IllegalStateException("every ladder ends with a person, who is always there");
    }

    private static String reason(EscalationCause cause, StringJoiner passed) {
        return passed.length() == 0 ? cause.words() : cause.words() + "; " + passed;
    }
}
