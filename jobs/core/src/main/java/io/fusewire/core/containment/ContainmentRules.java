package io.fusewire.core.containment;

import java.time.Duration;

/**
 * How patient containment is.
 *
 * @param backoff pauses between attempts that AWS leaves unconfirmed
 * @param attemptsMax such attempts in a row before the containment counts as failed and a person is
 *     told; it is asked for again all the same, at the longest pause
 * @param silenceMillis how long after a confirmed write one waits for a call of the session
 * @param checkMillis how often a policy of ours is read again
 * @param lateTripMillis a trip that waited longer than this to be read is carried out only once its
 *     breaker is said to be open
 */
public record ContainmentRules(
        Backoff backoff,
        int attemptsMax,
        long silenceMillis,
        long checkMillis,
        long lateTripMillis) {

    /**
     * CloudTrail delivers within about 5 minutes, but does not promise it, so silence is taken for
     * silence after 15.
     */
    public static final ContainmentRules DEFAULT =
            new ContainmentRules(
                    Backoff.DEFAULT,
                    8,
                    Duration.ofMinutes(15).toMillis(),
                    Duration.ofMinutes(5).toMillis(),
                    Duration.ofHours(1).toMillis());

    /**
     * @throws IllegalArgumentException if a bound is not positive
     */
    public ContainmentRules {
        if (attemptsMax < 1 || silenceMillis < 1 || checkMillis < 1 || lateTripMillis < 1) {
            throw new IllegalArgumentException(
                    "attempts and times must be positive, but were "
                            + attemptsMax
                            + ", "
                            + silenceMillis
                            + ", "
                            + checkMillis
                            + " and "
                            + lateTripMillis);
        }
    }
}
