package io.fusewire.core.containment;

/** What can happen to a containment. */
public enum OutcomeInput {
    /** The choice of a measure found none. */
    NO_MEASURE,
    /** The write returned, and reading back gives what was written. */
    WRITE_CONFIRMED,
    /** AWS refused the write for good, or retries are used up. */
    WRITE_REFUSED,
    /** A later read shows our statement gone or changed. */
    DRIFT_SEEN,
    /** The session was denied, by an event later than the write. */
    DENY_SEEN,
    /** The session got something done, within the propagation allowance after the write. */
    SUCCESS_WITHIN_ALLOWANCE,
    /** The session got something done, later than that. */
    SUCCESS_AFTER_ALLOWANCE,
    /** Nothing was heard of the session for as long as one waits. */
    SILENCE,
    /** A person's reset took the measure back, and reading back shows it gone. */
    LIFT_CONFIRMED
}
