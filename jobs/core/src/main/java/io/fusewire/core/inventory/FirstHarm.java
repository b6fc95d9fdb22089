package io.fusewire.core.inventory;

/**
 * Since when an agent does harm in an account.
 *
 * <p>Stored; rejects nothing.
 *
 * @param agent agent key
 * @param sinceMillis event time of the first harm that is remembered
 * @param lastMillis event time of the latest
 */
public record FirstHarm(String agent, long sinceMillis, long lastMillis) {}
