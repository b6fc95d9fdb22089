package io.fusewire.core.containment;

import io.fusewire.core.event.Outcome;

import java.util.List;

/** What the affairs of one agent ask of one target, or tell of it. */
public sealed interface TargetInput {

    /** Whose policy it is about. */
    Target target();

    /**
     * Deny sessions.
     *
     * @param rung how far the containment reaches with this
     * @param why the reason of an escalation; empty for the trip itself
     * @param demands at least one, all of this target
     * @param stillRunning what the deny does not end, as sentences
     */
    record Contain(
            Target target,
            TripCase tripCase,
            Rung rung,
            String why,
            List<Demand> demands,
            List<String> stillRunning)
            implements TargetInput {

        public Contain {
            demands = List.copyOf(demands);
            stillRunning = List.copyOf(stillRunning);
        }
    }

    /**
     * A person has put the agent on probation: newly issued credentials work, old ones stay dead.
     *
     * @param atMillis when the person said so; what tripped later is not meant
     */
    record Probation(Target target, String agent, long atMillis) implements TargetInput {}

    /**
     * A person has closed the agent's breaker: everything is taken back.
     *
     * @param atMillis when the person said so; what tripped later is not meant
     */
    record Lift(Target target, String agent, long atMillis) implements TargetInput {}

    /**
     * A call of a session that this target denies.
     *
     * @param kind what the deny looks at
     * @param value the deny's value
     */
    record Sighting(
            Target target,
            String agent,
            String session,
            DenyKind kind,
            String value,
            String eventId,
            String eventSource,
            String eventName,
            Outcome outcome,
            long atMillis)
            implements TargetInput {}
}
