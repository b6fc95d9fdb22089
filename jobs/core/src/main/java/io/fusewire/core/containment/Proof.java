package io.fusewire.core.containment;

import io.fusewire.core.event.Outcome;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What a call of a contained session says about its containment.
 *
 * <p>CloudTrail stamps whole seconds, cut off, by the serving host's clock: a call counts as later
 * than the write only if its stamp is. AWS names no bound for how long a policy takes to take
 * effect ("might take a few minutes"); 3 to 4 s were measured, hence the allowance.
 */
public final class Proof {

    /** How long after a confirmed write a session may still get things done. */
    public static final Duration PROPAGATION_ALLOWANCE = Duration.ofSeconds(60);

    private Proof() {}

    /**
     * The input that a call is to {@link OutcomeTable}; null if it says nothing.
     *
     * <p>A denied call before the write was denied by something else. A rehearsal that AWS lets
     * pass shows that the call would have been allowed. A call that failed or was throttled may
     * have been turned away before its permissions were looked at, and {@code GetCallerIdentity} is
     * never denied.
     *
     * @param eventSource as the record has it, {@code sts.amazonaws.com}
     * @param eventName as the record has it
     * @param outcome how the call ended; DENIED where an explicit deny speaks, or where the service
     *     does not tell which policy denied
     * @param eventTimeMillis the call's time
     * @param writtenAtMillis when the write was confirmed
     */
    public static @Nullable OutcomeInput inputOf(
            String eventSource,
            String eventName,
            Outcome outcome,
            long eventTimeMillis,
            long writtenAtMillis) {
        if (eventSource.startsWith("sts.") && eventName.equals("GetCallerIdentity")) {
            return null;
        }
        long laterMillis = eventTimeMillis - writtenAtMillis;
        return switch (outcome) {
            case DENIED -> laterMillis > 0 ? OutcomeInput.DENY_SEEN : null;
            case SUCCESS, DRY_RUN ->
                    laterMillis > PROPAGATION_ALLOWANCE.toMillis()
                            ? OutcomeInput.SUCCESS_AFTER_ALLOWANCE
                            : laterMillis > 0 ? OutcomeInput.SUCCESS_WITHIN_ALLOWANCE : null;
            case THROTTLED, FAILED -> null;
        };
    }
}
