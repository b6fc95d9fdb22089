package io.fusewire.core.containment;

/** What is said in public of one containment: its state, or why there is none. */
public enum Claim {
    /** The agent is in shadow mode: nothing was done. */
    SHADOW,
    /** The mass-trip guard held the revocation back: a person decides. */
    HELD_BACK,
    /** The breaker is closed already, or not said to be open: nothing was done so far. */
    OVERTAKEN,
    REQUESTED,
    WRITTEN,
    PROVEN,
    UNPROVEN,
    FAILED,
    UNREVOCABLE,
    LIFTED;

    static Claim of(OutcomeState state) {
        return switch (state) {
            case REQUESTED -> REQUESTED;
            case WRITTEN -> WRITTEN;
            case PROVEN -> PROVEN;
            case UNPROVEN -> UNPROVEN;
            case FAILED -> FAILED;
            case UNREVOCABLE -> UNREVOCABLE;
            case LIFTED -> LIFTED;
        };
    }
}
