package io.fusewire.core.inventory;

/**
 * What one agent did in a {@link SwarmEntry}'s hour or day.
 *
 * <p>Stored; rejects nothing.
 *
 * @param agent agent key
 * @param micros its harm in micro-units, as swarms count it
 */
public record SwarmShare(String agent, long micros) {}
