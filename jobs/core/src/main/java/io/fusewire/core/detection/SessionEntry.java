package io.fusewire.core.detection;

/**
 * A session of an agent.
 *
 * @param session session key
 * @param lastSeenMillis latest event time; a long-term key begins a new session after 30 minutes of
 *     silence
 */
public record SessionEntry(String session, long lastSeenMillis) {}
