package io.fusewire.core.containment;

/**
 * What an input does to a containment.
 *
 * @param next the state afterwards
 * @param consequence what has to be done
 */
public record OutcomeStep(OutcomeState next, Consequence consequence) {

    /** What follows from a step. */
    public enum Consequence {
        NONE,
        /** Write the target's policy again. */
        WRITE,
        /** Take the next wider measure that policy allows. */
        ESCALATE,
        /** Tell a person what is not known, or what only a person can do. */
        PAGE,
        /** The input is not legal in this state: nothing changes. */
        REFUSED
    }
}
