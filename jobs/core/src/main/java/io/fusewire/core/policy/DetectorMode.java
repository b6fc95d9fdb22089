package io.fusewire.core.policy;

/** How strictly the ladders keep to the budget of false trips (detector specification, §8). */
public enum DetectorMode {
    /** The fleet as a whole is held under its bound; unusual classes may break theirs. */
    DEFAULT,
    /** Every class is held under its own bound, at some cost in detection. */
    STRICT
}
