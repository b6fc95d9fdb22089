package io.fusewire.core.breaker;

/**
 * State of one agent's circuit breaker. Shadow or enforce is a mode beside it.
 *
 * <p>Every state has a fixed number for the metrics gauge. It is not the ordinal: dashboards and
 * alert rules outlive the order of this enum.
 */
public enum BreakerState {
    /** Normal: the agent works and is watched. */
    CLOSED(0),
    /**
     * Contained: the sessions that carried the evidence are revoked. Only a person leads out of
     * here.
     */
    OPEN(1),
    /**
     * On probation after a person's reset: caps at a quarter, the next violation opens it again.
     */
    HALF_OPEN(2),
    /** Held open by a person, whatever the agent does. */
    FORCED_OPEN(3),
    /** Not judged, because a person said so. */
    DISABLED(4);

    /**
     * Gauge value of an agent in shadow mode, whatever its state: it is measured and never acted
     * upon.
     */
    public static final int METRICS_ONLY_GAUGE = 5;

    private final int gauge;

    BreakerState(int gauge) {
        this.gauge = gauge;
    }

    /** The number that stands for this state in metrics, for ever. */
    public int gauge() {
        return gauge;
    }

    /** Whether the agent's sessions are, or in shadow would be, revoked. */
    public boolean isContained() {
        return this == OPEN || this == FORCED_OPEN;
    }
}
