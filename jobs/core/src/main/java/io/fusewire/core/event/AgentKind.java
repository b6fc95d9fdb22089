package io.fusewire.core.event;

/**
 * What stands behind a principal. Only an {@link #AGENT}, or an {@link #UNKNOWN} if policy says so,
 * can be tripped.
 */
public enum AgentKind {
    AGENT,
    HUMAN,
    SERVICE,
    UNKNOWN;

    /** Whether an agent may stand behind a principal of this kind: nothing tells an unknown one. */
    public boolean mayBeAgent() {
        return this == AGENT || this == UNKNOWN;
    }
}
