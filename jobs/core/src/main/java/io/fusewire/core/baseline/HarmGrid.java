package io.fusewire.core.baseline;

/** Levels of harm, in points, that caps are looked for on: 4 · 2^(step / 16). */
final class HarmGrid {

    private static final double FROM = 4;
    private static final int STEPS_PER_DOUBLING = 16;

    /** The last step: 4 · 2^20, more than four million points. */
    static final int STEPS = 20 * STEPS_PER_DOUBLING;

    private HarmGrid() {}

    static double level(int step) {
        return FROM * StrictMath.pow(2, step / (double) STEPS_PER_DOUBLING);
    }
}
