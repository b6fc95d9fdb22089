package io.fusewire.core.inventory;

import io.fusewire.core.event.ResourceRef;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the account knew of one resource just before the event that names it.
 *
 * @param resource the resource
 * @param foreign whether it is not the caller's own: made by somebody else, before the stream, or
 *     by the caller so that ownership has lapsed (used by others in the last 24 hours, or older
 *     than 30 days)
 * @param lapsed whether it is foreign only because ownership lapsed
 * @param alreadyDestroyed whether the account saw it destroyed and not made again since: destroying
 *     it once more loses nothing
 * @param origin what made it
 * @param creator owner key of whoever made it; null if unknown
 * @param createdAtMillis event time of its creation; {@link #CREATION_UNKNOWN} if the stream did
 *     not show it
 * @param liveness whether others use it
 * @param otherUsers owner keys of the latest other users within 24 hours, at most two, newest
 *     first; fewer where many take turns, so it is for people and decides nothing
 */
public record ResourceStanding(
        ResourceRef resource,
        boolean foreign,
        boolean lapsed,
        boolean alreadyDestroyed,
        Origin origin,
        @Nullable String creator,
        long createdAtMillis,
        Liveness liveness,
        List<String> otherUsers) {

    /** The stream does not show when the resource was made. */
    public static final long CREATION_UNKNOWN = Long.MIN_VALUE;
}
