package io.fusewire.core.event;

/**
 * What stands behind a principal. Only an {@link #AGENT}, or an {@link #UNKNOWN} if policy says so,
 * can be tripped.
 */
public enum AgentKind {
    AGENT,
    HUMAN,
    SERVICE,
    UNKNOWN
}
