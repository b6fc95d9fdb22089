package io.fusewire.core.inventory;

/**
 * An event id in order of arrival.
 *
 * <p>Stored; rejects nothing.
 *
 * @param eventId the record's event id
 * @param newestMillis the account's latest event time when it arrived
 */
public record SeenId(String eventId, long newestMillis) {}
