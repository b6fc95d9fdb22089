package io.fusewire.core.policy;

/**
 * The fuse's limits for one principal, in units of unapproved foreign harm (z).
 *
 * @param week most harm within 7 days that does not trip; positive
 * @param month most harm within 28 days that does not trip; positive
 * @param strike harm of one event that counts as a first strike; positive
 * @param unsigned whether at least one of the three is a shipped default that no person has adopted
 *     in a policy; reports show such caps as "unsigned defaults"
 */
public record Caps(double week, double month, double strike, boolean unsigned) {

    public Caps {
        requirePositive("week", week);
        requirePositive("month", month);
        requirePositive("strike", strike);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    name + " cap must be a positive, finite number, but was " + value);
        }
    }
}
