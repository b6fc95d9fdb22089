package io.fusewire.core.event;

/** How a call ended. Only {@link #SUCCESS} changes anything in the account. */
public enum Outcome {
    SUCCESS,
    /** Refused by a policy: intent without damage and, after a trip, the proof of a revocation. */
    DENIED,
    /** Refused for its rate: a retry will follow, so it must not be counted. */
    THROTTLED,
    /** A rehearsal that the caller asked for. */
    DRY_RUN,
    /** Any other error. */
    FAILED
}
