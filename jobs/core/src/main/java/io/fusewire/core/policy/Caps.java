package io.fusewire.core.policy;

/**
 * The fuse's limits for one principal, in points of unapproved foreign harm.
 *
 * @param burst most harm (F, which counts for more what is unlike the agent) of one burst that does
 *     not trip; positive
 * @param week most harm (z) within 7 days that does not trip; positive
 * @param month most harm (z) within 28 days that does not trip; positive
 * @param strike harm (z) of one event that counts as a first strike; positive
 * @param unsigned whether at least one of the four is a shipped default that no person has adopted
 *     in a policy; reports show such caps as "unsigned defaults"
 */
public record Caps(double burst, double week, double month, double strike, boolean unsigned) {

    public Caps {
        requirePositive("burst", burst);
        requirePositive("week", week);
        requirePositive("month", month);
        requirePositive("strike", strike);
    }

    /**
     * All of them, wider.
     *
     * @param factor positive
     * @throws IllegalArgumentException if one becomes infinite, or none is left
     */
    public Caps times(double factor) {
        return new Caps(burst * factor, week * factor, month * factor, strike * factor, unsigned);
    }

    /** Each as wide as the wider of the two. */
    public Caps widened(Caps other) {
        return new Caps(
                Math.max(burst, other.burst),
                Math.max(week, other.week),
                Math.max(month, other.month),
                Math.max(strike, other.strike),
                unsigned || other.unsigned);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    name + " cap must be a positive, finite number, but was " + value);
        }
    }
}
