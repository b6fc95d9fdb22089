package io.fusewire.core.containment;

import io.fusewire.core.containment.WriteResult.Confirmed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Access keys of one user that we set inactive, and that only we set active again. Of a key that
 * was found inactive nobody can tell whether a lost answer of ours or somebody else did it: a reset
 * leaves it as it is.
 */
final class HeldKeys {

    private final Target target;
    private final List<String> held;

    HeldKeys(Target target, List<String> held) {
        this.target = target;
        this.held = new ArrayList<>(held);
    }

    List<String> ids() {
        return held;
    }

    /** Keys that no containment wants to be inactive any more. */
    Set<String> toEnable(Set<String> toDisable) {
        Set<String> toEnable = new TreeSet<>(held);
        toEnable.removeAll(toDisable);
        return toEnable;
    }

    /** Takes in what a write did; gives back the keys that somebody else may have set inactive. */
    List<String> confirmed(WriteRequest request, Confirmed confirmed) {
        held.removeIf(request.keysToEnable()::contains);
        List<String> foreign = new ArrayList<>();
        for (String key : new TreeSet<>(request.keysToDisable())) {
            if (held.contains(key)) {
                continue;
            }
            if (confirmed.keysDisabled().contains(key)) {
                held.add(key);
            } else {
                foreign.add(key);
            }
        }
        return foreign;
    }

    String noteOfForeign(String key) {
        return "Access key "
                + key
                + " was inactive already, by somebody else's doing or by an attempt of ours whose"
                + " answer was lost: a reset does not set it active again. By hand: aws iam"
                + " update-access-key --user-name "
                + target.name()
                + " --access-key-id "
                + key
                + " --status Active.";
    }
}
