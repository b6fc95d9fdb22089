package io.fusewire.core.inventory;

/**
 * What one agent has used of one approval in one account, or one resource that it was used for, or
 * one stack whose deletion it covered.
 *
 * <p>Stored; rejects nothing.
 *
 * @param key of what it tells
 * @param untilMillis event time from which on it counts no more
 * @param used resources that the approval was used for
 */
public record SwarmApproval(String key, long untilMillis, int used) {}
