package io.fusewire.core.containment;

import java.util.EnumSet;
import java.util.Set;

/**
 * How far containment may go by itself.
 *
 * @param allowed rungs that may be climbed without asking; {@link Rung#PERSON} always is
 */
public record EscalationPolicy(Set<Rung> allowed) {

    /** Never what hits others than the agent: not its role's other sessions. */
    public static final EscalationPolicy DEFAULT =
            new EscalationPolicy(Set.of(Rung.SESSION, Rung.AGENT_SESSIONS, Rung.KEY));

    public EscalationPolicy {
        Set<Rung> rungs = EnumSet.of(Rung.PERSON);
        rungs.addAll(allowed);
        allowed = Set.copyOf(rungs);
    }
}
