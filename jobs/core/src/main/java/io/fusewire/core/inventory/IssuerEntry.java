package io.fusewire.core.inventory;

import java.util.List;

/**
 * Whose long-term keys opened role sessions of one user id.
 *
 * <p>Stored; rejects nothing.
 *
 * @param userId a role's id and the session's name: IAM's {@code aws:userid}
 * @param openings the latest of each user, the newest first; at most {@link Issuers#USERS_MAX}
 */
public record IssuerEntry(String userId, List<Opening> openings) {

    /**
     * A session that was opened.
     *
     * @param key session key of the caller, which holds the access key's id
     * @param userArn the caller
     * @param atMillis event time
     */
    public record Opening(String key, String userArn, long atMillis) {}
}
