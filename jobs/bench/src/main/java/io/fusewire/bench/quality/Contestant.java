package io.fusewire.bench.quality;

import io.fusewire.core.policy.Policy;

/**
 * A detector in the competition.
 *
 * @param name as tables call it
 * @param calibrated whether the benchmark sets its threshold on calibration blocks, by score; else
 *     it trips at a score of 1 and knows the budget itself
 * @param without what it goes without, in learning too
 * @param maker makes one for a block
 */
public record Contestant(String name, boolean calibrated, Ablation without, Maker maker) {

    /** A detector that goes without nothing. */
    public Contestant(String name, boolean calibrated, Maker maker) {
        this(name, calibrated, Ablation.NOTHING, maker);
    }

    /** Makes a detector for one block. */
    @FunctionalInterface
    public interface Maker {
        /**
         * @param training what was learned on calibration blocks
         * @param policy the block's
         * @param budget A, agent-days accepted per false trip; of a calibrated detector any
         */
        Detector make(Training training, Policy policy, double budget);
    }
}
