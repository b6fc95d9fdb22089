package io.fusewire.bench.quality;

/** Sets a detector's threshold so that calibration blocks keep the budget. */
final class Calibration {

    /** Where even no trip at all is allowed, what the highest score seen is taken times. */
    static final double MARGIN = 1.05;

    private Calibration() {}

    /**
     * The smallest threshold with at most one trip in so many agent-days.
     *
     * @param agentDays of the calibration blocks
     * @param budget A
     */
    static double threshold(Outcomes outcomes, double agentDays, double budget) {
        double[] scores = outcomes.scores();
        double allowed = Math.floor(agentDays / budget);
        int low = 0;
        int high = scores.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (outcomes.trips(scores[middle]) <= allowed) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low < scores.length) {
            return scores[low];
        }
        return scores.length == 0 ? Double.MIN_NORMAL : scores[scores.length - 1] * MARGIN;
    }
}
