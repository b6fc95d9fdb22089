package io.fusewire.core.containment;

import static io.fusewire.core.containment.Rung.AGENT_SESSIONS;
import static io.fusewire.core.containment.Rung.PERSON;
import static io.fusewire.core.containment.Rung.SESSION;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How far containment may go by itself: the rungs that policy lets it climb.
 *
 * @param rungs each once and from the narrowest; {@link Rung#SESSION} is the first and {@link
 *     Rung#PERSON} the last
 */
public record EscalationLadder(List<Rung> rungs) {

    /**
     * What holds where nobody said otherwise. Nothing that hits others than the agent: neither its
     * role's other sessions nor a user whose key opened one of its own.
     */
    public static final EscalationLadder DEFAULT =
            new EscalationLadder(List.of(SESSION, AGENT_SESSIONS, PERSON));

    /**
     * @throws IllegalArgumentException if {@link #problemOf} finds one
     */
    public EscalationLadder {
        rungs = List.copyOf(rungs);
        String problem = problemOf(rungs);
        if (problem != null) {
            throw new IllegalArgumentException("a ladder " + problem);
        }
    }

    /** What keeps these rungs from being a ladder, as the end of a sentence; null if nothing. */
    public static @Nullable String problemOf(List<Rung> rungs) {
        for (int i = 1; i < rungs.size(); i++) {
            if (rungs.get(i).compareTo(rungs.get(i - 1)) <= 0) {
                return "must have each rung once and from the narrowest to the widest, but has "
                        + rungs.get(i).label()
                        + " after "
                        + rungs.get(i - 1).label();
            }
        }
        if (rungs.isEmpty() || rungs.get(0) != SESSION) {
            return "must begin with session, for what carried the evidence is always denied";
        }
        if (rungs.get(rungs.size() - 1) != PERSON) {
            return "must end with person, for somebody is always told where nothing else helps";
        }
        return null;
    }

    /** Whether it may be climbed without asking. */
    public boolean has(Rung rung) {
        return rungs.contains(rung);
    }
}
