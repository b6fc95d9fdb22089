package io.fusewire.core.incident;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What is paged, and how long an incident is followed.
 *
 * @param pagesShadow whether trips and alerts in shadow are paged, at the lowest severity
 * @param pauseMillis how long changes are gathered before they are told, so that one write is not
 *     five messages
 * @param callsPauseMillis the same of what the agent is seen to do, which may be much
 * @param openForMillis how long a page stays open that no reset closes
 * @param keptForMillis how long an incident that is over is remembered
 * @param lateMillis a decision that waited longer than this to be read is told only once something
 *     is done about it
 * @param runbookUrl where a person reads on; null for nowhere
 * @param isRehearsal whether nothing is really revoked
 */
public record IncidentRules(
        boolean pagesShadow,
        long pauseMillis,
        long callsPauseMillis,
        long openForMillis,
        long keptForMillis,
        long lateMillis,
        @Nullable String runbookUrl,
        boolean isRehearsal) {

    /** One second, half a minute of calls; a day; an hour. */
    public static final IncidentRules DEFAULT =
            new IncidentRules(
                    false,
                    Duration.ofSeconds(1).toMillis(),
                    Duration.ofSeconds(30).toMillis(),
                    Duration.ofDays(1).toMillis(),
                    Duration.ofDays(1).toMillis(),
                    Duration.ofHours(1).toMillis(),
                    null,
                    false);

    /**
     * @throws IllegalArgumentException if a time is not positive
     */
    public IncidentRules {
        if (pauseMillis < 1
                || callsPauseMillis < 1
                || openForMillis < 1
                || keptForMillis < 1
                || lateMillis < 1) {
            throw new IllegalArgumentException(
                    "times must be positive, but were "
                            + pauseMillis
                            + ", "
                            + callsPauseMillis
                            + ", "
                            + openForMillis
                            + ", "
                            + keptForMillis
                            + " and "
                            + lateMillis);
        }
    }
}
