package io.fusewire.core.baseline;

import org.jspecify.annotations.Nullable;

/**
 * A statistic that climbs while an episode lasts, and whose climbs are compared with how far past
 * episodes climbed.
 *
 * <table>
 * <caption>Ladders (detector specification, section 3)</caption>
 * <tr><th>ladder</th><th>statistic X</th><th>episode</th><th>share π</th></tr>
 * <tr><td>{@link #BURST_HARM}</td><td>running sum of harm F</td><td>burst</td><td>.30</td></tr>
 * <tr><td>{@link #WEEK_HARM}</td><td>running sum of harm F</td><td>active UTC week</td><td>.30</td></tr>
 * <tr><td>{@link #BURST_BLAST}</td><td>200 · running sum of blast B</td><td>burst</td><td>.40</td></tr>
 * </table>
 *
 * <p>Rung b is reached at X = (2<sup>b</sup> - 1) / 2: 0, 0.5, 1.5, 3.5, … 65,535.5.
 */
public enum Ladder {
    BURST_HARM("foreign-harm/burst", 0.30),
    WEEK_HARM("foreign-harm/week", 0.30),
    BURST_BLAST("blast-radius/burst", 0.40);

    /** The highest rung. */
    public static final int TOP = 17;

    /** Rungs, the ground included. */
    public static final int RUNGS = TOP + 1;

    static final Ladder[] ALL = values();

    private static final long MICROS_PER_HALF_POINT = 500_000;

    private final String reason;
    private final double share;

    Ladder(String reason, double share) {
        this.reason = reason;
        this.share = share;
    }

    /** The ladder's name in a decision's reasons. */
    public String reason() {
        return reason;
    }

    /** π, the part of all evidence that this ladder's makes up. */
    public double share() {
        return share;
    }

    /** The ladder of a reason; null if the reason is another rule's. */
    public static @Nullable Ladder ofReason(String reason) {
        for (Ladder ladder : ALL) {
            if (ladder.reason.equals(reason)) {
                return ladder;
            }
        }
        return null;
    }

    /**
     * rung(X) = min(17, ⌊log₂(1 + X / 0.5)⌋), exactly: by the position of the highest bit.
     *
     * @param sumMicros X in millionths; at least 0
     */
    public static int rung(long sumMicros) {
        long steps = 1 + sumMicros / MICROS_PER_HALF_POINT;
        return Math.min(TOP, Long.SIZE - 1 - Long.numberOfLeadingZeros(steps));
    }

    /** The least X, in points, that reaches a rung. */
    public static double leastOf(int rung) {
        return ((1L << rung) - 1) / 2.0;
    }
}
