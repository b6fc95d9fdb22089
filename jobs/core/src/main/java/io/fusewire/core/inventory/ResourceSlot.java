package io.fusewire.core.inventory;

/**
 * A resource's turn to be looked at for expiry. Every kept resource has exactly one.
 *
 * <p>Stored; rejects nothing.
 *
 * @param key resource key
 * @param newestMillis the account's latest event time when it was queued
 */
public record ResourceSlot(String key, long newestMillis) {}
