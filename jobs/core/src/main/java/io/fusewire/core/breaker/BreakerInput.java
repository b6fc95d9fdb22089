package io.fusewire.core.breaker;

/**
 * What can happen to a breaker. All but {@link #VIOLATION} and {@link #SHADOW_INCIDENT_OVER} come
 * from people.
 */
public enum BreakerInput {
    /** A rule of the detector spoke. */
    VIOLATION,
    /** Reset: the incident is judged, the agent works again. */
    RESET,
    /** Reset to probation: the agent works again, on a shorter leash. */
    RESET_TO_PROBATION,
    /** A person opens the breaker by hand. */
    HOLD,
    /** A person ends a hold. */
    RELEASE,
    /** A person takes the agent out of judgement. */
    DISABLE,
    /** A person puts it back. */
    ENABLE,
    /**
     * In shadow nobody was contained and nobody may ever look: 24 hours of event time after the
     * trip, once the burst has closed, the incident is taken as over. Never given in enforce mode.
     */
    SHADOW_INCIDENT_OVER
}
