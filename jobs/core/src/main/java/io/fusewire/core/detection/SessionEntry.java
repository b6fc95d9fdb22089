package io.fusewire.core.detection;

import org.jspecify.annotations.Nullable;

/**
 * A session of an agent.
 *
 * @param session session key
 * @param lastSeenMillis latest event time; a long-term key begins a new session after 30 minutes of
 *     silence
 * @param principalArn role or user behind the session; null until a call of its own tells
 */
public record SessionEntry(String session, long lastSeenMillis, @Nullable String principalArn) {}
