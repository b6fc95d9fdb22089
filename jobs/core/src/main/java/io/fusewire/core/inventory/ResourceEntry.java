package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of one resource.
 *
 * <p>Use is kept by hours of event time, relative to the latest hour in which the resource was
 * used: bit i of a bit set stands for hour {@link #useHour} - i. Two principals have a set of their
 * own, all others share one.
 *
 * <p>Stored; rejects nothing. Most of its bytes are strings, above all owner keys, the same one up
 * to five times; the key and its queue slot come on top.
 *
 * @param region region of the environment that it counts in: its stack's, else where it was seen
 *     first
 * @param stack the stack that it belongs to, else null
 * @param creation who made it and when; null if the stream did not show it
 * @param laterCreation a CREATE that came while it was still alive as far as the account knew: a
 *     repetition or an overwrite, or the other half of a replacement whose deletion is late; else
 *     null
 * @param changedSinceMillis event time of the first successful change to it; {@link Long#MAX_VALUE}
 *     if none
 * @param useHour latest hour of use, in hours since the epoch
 * @param firstUser owner key of one of the two latest users
 * @param firstUses its hours
 * @param secondUser owner key of the other, else null
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
        @Nullable Destruction destruction) {

    /** An entry of a resource of which nothing is known yet. */
    static ResourceEntry unknown(String region, @Nullable String stack, int hour) {
        return new ResourceEntry(
                region, stack, null, null, Long.MAX_VALUE, hour, null, 0, null, 0, 0, null);
    }

    ResourceEntry withStack(String stackRegion, String name) {
        return new ResourceEntry(
                stackRegion,
                name,
                creation,
                laterCreation,
                changedSinceMillis,
                useHour,
                firstUser,
                firstUses,
                secondUser,
                secondUses,
                otherUses,
                destruction);
    }

    ResourceEntry withCreation(@Nullable Creation value) {
        return new ResourceEntry(
                region,
                stack,
                value,
                laterCreation,
                changedSinceMillis,
                useHour,
                firstUser,
                firstUses,
                secondUser,
                secondUses,
                otherUses,
                destruction);
    }

    ResourceEntry withLaterCreation(@Nullable Creation value) {
        return new ResourceEntry(
                region,
                stack,
                creation,
                value,
                changedSinceMillis,
                useHour,
                firstUser,
                firstUses,
                secondUser,
                secondUses,
                otherUses,
                destruction);
    }

    ResourceEntry withChangedSinceMillis(long value) {
        return new ResourceEntry(
                region,
                stack,
                creation,
                laterCreation,
                value,
                useHour,
                firstUser,
                firstUses,
                secondUser,
                secondUses,
                otherUses,
                destruction);
    }

    ResourceEntry withDestruction(@Nullable Destruction value) {
        return new ResourceEntry(
                region,
                stack,
                creation,
                laterCreation,
                changedSinceMillis,
                useHour,
                firstUser,
                firstUses,
                secondUser,
                secondUses,
                otherUses,
                value);
    }
}
