package io.fusewire.core.containment;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * All that is remembered of one target.
 *
 * @param ledger what its policy has to say
 * @param containments not yet taken back, in the order in which they were asked for
 * @param asked the write under way; null if there is none
 * @param isDue whether AWS has to be asked as soon as it may
 * @param isInForce whether what the policy has to say was confirmed, so that asking again is a
 *     check
 * @param attempts writes in a row that AWS left unconfirmed
 * @param askNotBeforeMillis when to ask, if it is due
 * @param checkAtMillis when to read the policy again; {@link #NEVER} while nothing stands there
 * @param repairs times that somebody else had changed the policy
 * @param heldKeys ids of access keys that we set inactive
 */
public record TargetState(
        TargetLedger ledger,
        List<Containment> containments,
        @Nullable WriteAsked asked,
        boolean isDue,
        boolean isInForce,
        int attempts,
        long askNotBeforeMillis,
        long checkAtMillis,
        int repairs,
        List<String> heldKeys) {

    /** No time. */
    public static final long NEVER = Long.MAX_VALUE;

    public TargetState {
        containments = List.copyOf(containments);
        heldKeys = List.copyOf(heldKeys);
    }

    /** Of a target that nothing was ever asked of. */
    public static TargetState untouched(Target target) {
        return new TargetState(
                TargetLedger.empty(target),
                List.of(),
                null,
                false,
                false,
                0,
                0,
                NEVER,
                0,
                List.of());
    }

    /** Whether there is nothing to be remembered: no entry, no containment, nothing under way. */
    public boolean isDone() {
        return ledger.isEmpty()
                && containments.isEmpty()
                && asked == null
                && !isDue
                && heldKeys.isEmpty();
    }
}
