package io.fusewire.core.policy;

/** What a violation leads to: a trip of the breaker, or only a page. */
public enum Reaction {
    TRIP,
    ALERT
}
