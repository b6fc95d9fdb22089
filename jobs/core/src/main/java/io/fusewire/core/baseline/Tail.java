package io.fusewire.core.baseline;

/**
 * How thick the tail of a class's evidence is, for strict mode (detector specification, section 8).
 *
 * <p>With n = peaks (runs of days) of the class whose evidence passed {@value #FROM}:
 *
 * <pre>
 * p = 1.25 · (n + 1) / class days
 * a = min(1, (n + 10) / (sum of log(peak / 100) + 11.1) · (1 - 2 / √(n + 10)))
 * </pre>
 *
 * @param probability p, chance of such a peak on one agent-day; positive
 * @param exponent a, by which the tail falls; above 0, at most 1
 */
public record Tail(double probability, double exponent) {

    /** Evidence from which a day counts as a peak. */
    public static final double FROM = 100;

    public Tail {
        if (!(probability > 0) || Double.isInfinite(probability)) {
            throw new IllegalArgumentException(
                    "a tail's probability must be positive and finite, but was " + probability);
        }
        if (!(exponent > 0 && exponent <= 1)) {
            throw new IllegalArgumentException(
                    "a tail's exponent must be above 0 and at most 1, but was " + exponent);
        }
    }

    /** The tail of a class by what was seen of it. */
    public static Tail of(int peaks, double sumOfLogExcesses, double agentDays) {
        double probability = 1.25 * (peaks + 1) / Math.max(1, agentDays);
        double exponent =
                (peaks + 10) / (sumOfLogExcesses + 11.1) * (1 - 2 / StrictMath.sqrt(peaks + 10.0));
        return new Tail(probability, Math.min(1, exponent));
    }

    /**
     * E', evidence put on the scale of agent-days by the class's own tail.
     *
     * @param evidence E, at least {@value #FROM}
     */
    double rescaled(double evidence) {
        return StrictMath.exp(
                exponent * StrictMath.log(evidence / FROM) - StrictMath.log(probability));
    }
}
