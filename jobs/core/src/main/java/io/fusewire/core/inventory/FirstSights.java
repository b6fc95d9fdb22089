package io.fusewire.core.inventory;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;

import org.jspecify.annotations.Nullable;

/**
 * Tells the first sight of (resource, principal, hour of event time) from its repetitions, so that
 * a reader need not send on what tells an account nothing new.
 *
 * <p>Only a read that succeeded and that its caller made itself can be a repetition: {@link Uses}
 * counts hours, so its second sight in one hour changes no liveness. An agent's first read in an
 * hour, session and region is a first sight whatever it names. Every other call passes: refused
 * reads prove a revocation, a call that opens a session tells of a new one, and whatever changes
 * something is judged.
 *
 * <p>How it works: a fixed number of slots, each with the sight that took it last. What is pushed
 * out is taken for a first sight again, which costs its way to the account and changes nothing.
 *
 * <p>Not thread-safe: one instance per reader.
 */
public final class FirstSights {

    /** Sights remembered; about 16 MB if all are. */
    public static final int SLOTS = 65_536;

    private static final long MILLIS_PER_HOUR = 3_600_000;

    private final @Nullable Sight[] slots;

    public FirstSights() {
        this(SLOTS);
    }

    FirstSights(int slots) {
        this.slots = new Sight[slots];
    }

    /** Notes an event, and tells whether nothing about it is new. */
    public boolean isRepetition(AuditEvent event) {
        if (event.effect() != Effect.READ
                || event.secondEffect() != null
                || event.outcome() != Outcome.SUCCESS
                || event.causedBy() != null
                || event.openedSession() != null) {
            return false;
        }
        long hour = Math.floorDiv(event.eventTimeMillis(), MILLIS_PER_HOUR);
        boolean isKnown =
                note(
                        new Sight(
                                event.account(),
                                event.region(),
                                event.session(),
                                event.agent(),
                                hour));
        for (int i = 0; i < event.resources().size(); i++) {
            ResourceRef resource = event.resources().get(i);
            isKnown &= note(new Sight(event.account(), "", resource.key(), event.owner(), hour));
        }
        return isKnown;
    }

    private boolean note(Sight sight) {
        int slot = Math.floorMod(sight.hashCode(), slots.length);
        if (sight.equals(slots[slot])) {
            return true;
        }
        slots[slot] = sight;
        return false;
    }

    private record Sight(String account, String region, String what, String who, long hour) {}
}
