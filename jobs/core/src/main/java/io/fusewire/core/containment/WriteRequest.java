package io.fusewire.core.containment;

import java.util.Set;

/**
 * What one target's policy has to say from now on: everything, never a change, so that the same
 * request may be carried out again after a failure without a different effect.
 *
 * @param target whose policy
 * @param ledger all that is open on it; an empty one takes our statements away
 * @param keysToDisable ids of the target user's access keys that have to be inactive
 * @param keysToEnable ids of the target user's access keys that we set inactive and that have to
 *     work again; never a key that somebody else had set inactive
 */
public record WriteRequest(
        Target target, TargetLedger ledger, Set<String> keysToDisable, Set<String> keysToEnable) {

    public WriteRequest {
        keysToDisable = Set.copyOf(keysToDisable);
        keysToEnable = Set.copyOf(keysToEnable);
    }
}
