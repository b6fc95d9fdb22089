package io.fusewire.core.breaker;

/**
 * What an input does to a breaker.
 *
 * @param next the state afterwards
 * @param consequence what has to be done about the agent's sessions
 */
public record BreakerStep(BreakerState next, Consequence consequence) {

    /** What follows from a step for the agent's sessions. */
    public enum Consequence {
        /** Nothing changes for them. */
        NONE,
        /** Revoke those that carried the evidence. */
        CONTAIN,
        /** Let newly issued sessions work again, under probation; the old ones stay dead. */
        PROBATION,
        /** Take every revocation back. */
        LIFT,
        /** The input is not legal in this state: nothing changes, and whoever gave it is told. */
        REFUSED
    }
}
