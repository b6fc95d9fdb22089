package io.fusewire.core.event;

/**
 * Whether a trip of an agent revokes its session or is only reported. A property beside the
 * breaker's state.
 */
public enum EnforcementMode {
    /** Decide, publish, never revoke: the default of a new installation. */
    SHADOW,
    ENFORCE
}
