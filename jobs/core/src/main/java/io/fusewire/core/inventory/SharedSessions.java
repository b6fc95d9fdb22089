package io.fusewire.core.inventory;

import io.fusewire.core.event.AuditEvent;

/**
 * Recognises a session that an agent and a person share, which no policy can part: one session key
 * under two agent keys.
 *
 * <p>How it works: a fixed number of slots, chosen by the session's hash. Of two sessions with one
 * slot the later one takes it, so the table is bounded without a queue; what is lost with the other
 * is only that it was shared, until both callers are seen in it again.
 */
final class SharedSessions {
    /**
     * Per account. A thousand sessions at a time leave fewer than two in a hundred without a slot.
     */
    static final int SLOTS = 65_536;

    private SharedSessions() {}

    /** Notes the caller, and tells whether its session is known to be shared. */
    static boolean note(AuditEvent event, AccountStore store) {
        int slot = Math.floorMod(event.session().hashCode(), SLOTS);
        SessionUse known = store.sessions().get(slot);
        if (event.causedBy() != null) {
            // A service that acts on the session's behalf repeats none of its caller's marks: a
            // stack's deletions are no second caller.
            return known != null && known.session().equals(event.session()) && known.shared();
        }
        if (known == null || !known.session().equals(event.session())) {
            store.sessions().put(slot, new SessionUse(event.session(), event.agent(), false));
            return false;
        }
        if (!known.shared() && !known.agent().equals(event.agent())) {
            store.sessions().put(slot, new SessionUse(event.session(), known.agent(), true));
            return true;
        }
        return known.shared();
    }
}
