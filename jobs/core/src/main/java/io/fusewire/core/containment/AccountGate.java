package io.fusewire.core.containment;

/**
 * How often one account's IAM is asked: a budget of writes, and a slower pace while AWS does not
 * confirm anything. The same holds for any receiver outside that may be down.
 *
 * <p>IAM's limits are of the whole account, the owners' own calls included, so a flood of
 * revocations must not use them up. Changed in place, by one thread.
 */
public final class AccountGate {

    /**
     * How often.
     *
     * @param writesPerSecond refills the budget, above 0
     * @param burst writes that may be made at once, at least 1
     * @param unconfirmedMax writes in a row that AWS may leave unconfirmed before the pace slows
     * @param slowMillis between writes while it is slow
     */
    public record Pace(double writesPerSecond, int burst, int unconfirmedMax, long slowMillis) {

        /** 5 a second, 10 at once; after 10 unconfirmed ones in a row, one every 5 s. */
        public static final Pace DEFAULT = new Pace(5, 10, 10, 5_000);

        /**
         * @throws IllegalArgumentException if a value is out of range
         */
        public Pace {
            if (!(writesPerSecond > 0) || burst < 1 || unconfirmedMax < 1 || slowMillis < 1) {
                throw new IllegalArgumentException(
                        "a pace must be positive in all its parts, but was "
                                + writesPerSecond
                                + " writes per second, "
                                + burst
                                + " at once, slow after "
                                + unconfirmedMax
                                + " for "
                                + slowMillis
                                + " ms");
            }
        }

        /** The share of one of several gates of the same account: together they keep the pace. */
        public Pace sharedBy(int gates) {
            return new Pace(
                    writesPerSecond / gates,
                    Math.max(1, burst / gates),
                    unconfirmedMax,
                    slowMillis);
        }
    }

    private static final double MILLIS_PER_SECOND = 1_000;

    private final Pace pace;
    private double tokens;
    private long refilledAtMillis;
    private int unconfirmed;
    private long slowUntilMillis;

    public AccountGate(Pace pace) {
        this.pace = pace;
        this.tokens = pace.burst();
        this.refilledAtMillis = Long.MIN_VALUE;
    }

    /**
     * Asks for one write.
     *
     * @return {@code nowMillis} if it may be made, and then it counts; otherwise when to ask again
     */
    public long admit(long nowMillis) {
        refill(nowMillis);
        if (nowMillis < slowUntilMillis) {
            return slowUntilMillis;
        }
        if (tokens < 1) {
            double missing = (1 - tokens) / pace.writesPerSecond();
            return nowMillis + (long) Math.ceil(missing * MILLIS_PER_SECOND);
        }
        tokens--;
        if (isSlow()) {
            slowUntilMillis = nowMillis + pace.slowMillis();
        }
        return nowMillis;
    }

    private void refill(long nowMillis) {
        if (nowMillis > refilledAtMillis) {
            double seconds =
                    refilledAtMillis == Long.MIN_VALUE
                            ? 0
                            : (nowMillis - refilledAtMillis) / MILLIS_PER_SECOND;
            tokens = Math.min(pace.burst(), tokens + seconds * pace.writesPerSecond());
            refilledAtMillis = nowMillis;
        }
    }

    /**
     * An answer for certain, whether a yes or a no: the pace is the usual one again.
     *
     * @return whether it was slow until now
     */
    public boolean answered() {
        boolean wasSlow = isSlow();
        unconfirmed = 0;
        slowUntilMillis = 0;
        return wasSlow;
    }

    /**
     * An answer was none for certain.
     *
     * @return whether this one made the pace slow, which a person has to be told once
     */
    public boolean unconfirmed(long nowMillis) {
        unconfirmed++;
        if (unconfirmed == pace.unconfirmedMax()) {
            slowUntilMillis = nowMillis + pace.slowMillis();
            return true;
        }
        return false;
    }

    /** Whether AWS has left so many unconfirmed that the pace is slow. */
    public boolean isSlow() {
        return unconfirmed >= pace.unconfirmedMax();
    }
}
