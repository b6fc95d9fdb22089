package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of one resource.
 *
 * <p>Use is kept by hours of event time, relative to the latest hour in which the resource was
 * used: bit i of a bit set stands for hour {@link #useHour} - i. Two principals have a set of their
 * own, all others share one.
 *
 * <p>Stored; rejects nothing. Serialized about 70 bytes and the strings (an owner key two or three
 * times, a region, a stack), 250 in all for a live resource; the key and its queue slot come on
 * top.
 *
 * @param region where the resource was first seen
 * @param stack the stack that it belongs to, else null
 * @param creation who made it and when; null if the stream did not show it
 * @param laterCreation a CREATE that came while it was still alive as far as the account knew: a
 *     repetition or an overwrite, or the other half of a replacement whose deletion is late; else
 *     null
 * @param changedSinceMillis event time of the first successful change to it; {@link Long#MAX_VALUE}
 *     if none
 * @param useHour latest hour of use, in hours since the epoch
 * @param firstUser owner key of the latest user
 * @param firstUses its hours
 * @param secondUser owner key of the second latest user, else null
 * @param secondUses its hours
 * @param otherUses hours of all users before these two
 * @param destruction how it ended; null while it is alive
 */
public record ResourceEntry(
        String region,
        @Nullable String stack,
        @Nullable Creation creation,
        @Nullable Creation laterCreation,
        long changedSinceMillis,
        int useHour,
        @Nullable String firstUser,
        long firstUses,
        @Nullable String secondUser,
        long secondUses,
        long otherUses,
        @Nullable Destruction destruction) {}
