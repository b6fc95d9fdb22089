package io.fusewire.core.containment;

/**
 * What may be claimed of one containment.
 *
 * <p>Every state has a fixed number for the metrics gauge. It is not the ordinal: dashboards and
 * alert rules outlive the order of this enum.
 */
public enum OutcomeState {
    /** Decided; AWS has not confirmed anything. */
    REQUESTED(0),
    /** AWS took the write and reads it back. Whether it takes effect is not known. */
    WRITTEN(1),
    /** The session was seen to be denied after the write. */
    PROVEN(2),
    /** The session was not heard of since the write. Silence is no proof. */
    UNPROVEN(3),
    /** The write was refused, or the session still gets things done. */
    FAILED(4),
    /** No policy of ours can hit it: a person has to act. */
    UNREVOCABLE(5),
    /** Taken back after a person's reset: nothing is claimed any more. */
    LIFTED(6);

    private final int gauge;

    OutcomeState(int gauge) {
        this.gauge = gauge;
    }

    /** The number that stands for this state in metrics, for ever. */
    public int gauge() {
        return gauge;
    }
}
