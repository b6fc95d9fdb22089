package io.fusewire.core.containment;

/**
 * Pauses between attempts at one write: each twice as long as the one before, up to a longest, and
 * spread so that targets that failed together do not ask together again.
 *
 * <p>The spread is drawn from the target and the attempt, so that a restart waits as long as the
 * run before it would have.
 *
 * @param firstMillis pause after the first attempt, before it is spread
 * @param longestMillis no pause is longer
 */
public record Backoff(long firstMillis, long longestMillis) {

    /** A quarter of a second, up to half a minute. */
    public static final Backoff DEFAULT = new Backoff(250, 30_000);

    /** 2^20 times the first pause is more than any longest. */
    private static final int DOUBLINGS_MAX = 20;

    private static final double SPREAD = 0.5;

    /**
     * @throws IllegalArgumentException if a pause is not positive or the first is longer than the
     *     longest
     */
    public Backoff {
        if (firstMillis < 1 || longestMillis < firstMillis) {
            throw new IllegalArgumentException(
                    "pauses must be at least 1 ms and the longest not below the first, but were "
                            + firstMillis
                            + " and "
                            + longestMillis);
        }
    }

    /**
     * Pause after an attempt: between half of its full length and all of it.
     *
     * @param attempt from 1
     */
    public long pauseMillis(Target target, int attempt) {
        return pauseMillis(target.arn(), attempt);
    }

    /**
     * Pause after an attempt: between half of its full length and all of it.
     *
     * @param spreadBy what the pause is spread by: whatever is tried again
     * @param attempt from 1
     */
    public long pauseMillis(String spreadBy, int attempt) {
        int doublings = Math.min(DOUBLINGS_MAX, attempt - 1);
        double full = Math.min(longestMillis, StrictMath.scalb((double) firstMillis, doublings));
        return Math.max(1, Math.round(full * (1 - SPREAD * share(spreadBy, attempt))));
    }

    /** A number from 0 to 1 that differs from text to text and from attempt to attempt. */
    private static double share(String spreadBy, int attempt) {
        long mixed = (spreadBy.hashCode() * 31L + attempt) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        mixed *= 0xD6E8FEB86659FD93L;
        mixed ^= mixed >>> 32;
        return (mixed >>> 11) * 0x1.0p-53;
    }
}
