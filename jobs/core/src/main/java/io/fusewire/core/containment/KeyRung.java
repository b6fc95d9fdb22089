package io.fusewire.core.containment;

import io.fusewire.core.containment.AgentAffairs.Denied;
import io.fusewire.core.containment.AgentAffairs.KnownDecision;
import io.fusewire.core.containment.Measure.Deny;
import io.fusewire.core.containment.Measure.Unrevocable;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * {@link Rung#KEY} of one decision: the user whose long-term key opens the agent's sessions is
 * denied, and the key set inactive. That ends no session that the key has opened; it opens no more.
 */
final class KeyRung {

    private final KnownDecision decision;
    private final @Nullable Measure ofUser;

    /**
     * @param choice knows who is never revoked
     * @param atMillis when it would be asked for
     */
    KeyRung(KnownDecision decision, MeasureChoice choice, long atMillis) {
        this.decision = decision;
        Subject issuer = decision.trip().issuer();
        ofUser = issuer == null ? null : choice.choose(issuer, atMillis);
    }

    /** Why it is of no use; null if it is. */
    @Nullable String obstacle() {
        if (ofUser == null) {
            return "no record told of a long-term key that opened its sessions";
        }
        if (ofUser instanceof Unrevocable unrevocable) {
            return "the user whose key opened its sessions cannot be denied ("
                    + unrevocable.reason()
                    + ")";
        }
        return decision.denied().contains(Denied.of((Deny) ofUser))
                ? "the key that opened its sessions is inactive already"
                : null;
    }

    /** What is asked of the user's policy, if nothing is in the way. */
    Demand demand() {
        Deny deny = (Deny) Objects.requireNonNull(ofUser);
        List<String> notes = new ArrayList<>(deny.notes());
        notes.add(
                "The agent's sessions were opened with this key. Those that it has opened go on until"
                        + " they expire; it opens no more.");
        notes.add(
                "A reset takes the deny back, and sets the key active again if it was set inactive"
                        + " here; on probation it stays inactive.");
        return new Demand(
                Objects.requireNonNull(decision.trip().issuedBy()).session(),
                new Deny(
                        deny.target(),
                        deny.entry(),
                        deny.inactiveKeys(),
                        "the agent comes back in ever new sessions that this user's key opens",
                        notes));
    }
}
