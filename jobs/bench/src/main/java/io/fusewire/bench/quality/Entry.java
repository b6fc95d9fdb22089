package io.fusewire.bench.quality;

/**
 * A contestant at a budget, with the threshold that it trips at.
 *
 * @param contestant who
 * @param budget A
 * @param threshold set on calibration blocks, or 1
 */
record Entry(Contestant contestant, double budget, double threshold) {

    String name() {
        return contestant.name();
    }

    /** Entries that one detector can watch for: all of a contestant if only thresholds differ. */
    String seat() {
        return contestant.calibrated() ? name() : name() + "@" + budget;
    }
}
