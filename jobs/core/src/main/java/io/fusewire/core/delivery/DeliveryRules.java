package io.fusewire.core.delivery;

import io.fusewire.core.containment.Backoff;

/**
 * How patient delivery to one receiver is.
 *
 * @param backoff pauses between attempts
 * @param askedPauseMaxMillis longest pause that a receiver may ask for
 * @param refreshMillis how often what stands open is said again, for receivers that forget; 0 for
 *     never
 */
public record DeliveryRules(Backoff backoff, long askedPauseMaxMillis, long refreshMillis) {

    /** Half a second up to a minute; a receiver may ask for five. */
    public static final DeliveryRules DEFAULT =
            new DeliveryRules(new Backoff(500, 60_000), 300_000, 0);

    /**
     * @throws IllegalArgumentException if a time is negative
     */
    public DeliveryRules {
        if (askedPauseMaxMillis < 0 || refreshMillis < 0) {
            throw new IllegalArgumentException(
                    "times must not be negative, but were "
                            + askedPauseMaxMillis
                            + " and "
                            + refreshMillis);
        }
    }

    /** The same for a receiver that forgets. */
    public DeliveryRules refreshedEvery(long millis) {
        return new DeliveryRules(backoff, askedPauseMaxMillis, millis);
    }
}
