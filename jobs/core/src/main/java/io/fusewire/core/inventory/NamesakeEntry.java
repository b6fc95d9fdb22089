package io.fusewire.core.inventory;

import java.util.List;

/**
 * Sessions of one user id that persons opened.
 *
 * <p>Stored; rejects nothing.
 *
 * @param userId a role's id and the session's name: IAM's {@code aws:userid}
 * @param sessions session keys, the one seen first last; at most {@link Namesakes#SESSIONS_MAX}
 */
public record NamesakeEntry(String userId, List<String> sessions) {}
