package io.fusewire.core.inventory;

/**
 * Whether somebody other than the caller has used a resource in the last 24 hours of event time.
 */
public enum Liveness {
    LIVE,
    IDLE,
    /** Use of this type does not show in management events, so its absence says nothing. */
    UNOBSERVABLE
}
