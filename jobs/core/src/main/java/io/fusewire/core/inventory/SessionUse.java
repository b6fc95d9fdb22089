package io.fusewire.core.inventory;

/**
 * Who was seen in a session.
 *
 * <p>Stored; rejects nothing.
 *
 * @param session session key
 * @param agent agent key of the first caller seen in it
 * @param shared whether another agent key was seen in it since: a person and an agent in one
 *     session
 */
public record SessionUse(String session, String agent, boolean shared) {}
