package io.fusewire.core.inventory;

/**
 * Counters of one account's state: where its queues begin and end, and how far event time has come.
 *
 * <p>Stored; rejects nothing. About 80 bytes.
 *
 * @param newestMillis the latest event time seen
 * @param seenHead position of the oldest id in {@link AccountStore#seenQueue()}
 * @param seenTail position of the next one
 * @param seenHeadMillis {@link #newestMillis} when the oldest id arrived
 * @param resourceHead position of the first slot in {@link AccountStore#resourceQueue()}
 * @param resourceTail position of the next one; the difference is the number of resources kept
 * @param resourceHeadMillis {@link #newestMillis} when the first slot was queued
 * @param environments how many environments are kept
 * @param watchedSinceMillis event time of the first event, or of the first after an upgrade from a
 *     version that did not keep it
 */
public record AccountSummary(
        long newestMillis,
        long seenHead,
        long seenTail,
        long seenHeadMillis,
        long resourceHead,
        long resourceTail,
        long resourceHeadMillis,
        int environments,
        long watchedSinceMillis) {}
