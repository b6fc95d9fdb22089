package io.fusewire.core.inventory;

import java.time.Duration;

/**
 * Bounds and horizons of one account's inventory. All horizons are event time; what they end, ends
 * when the next event of the account is looked at.
 *
 * @param seenIdsMax event ids kept at most; the oldest in order of arrival leave first, and a
 *     duplicate of those is no longer recognised
 * @param seenIdsMin so many latest ids are kept whatever their age, so that a small set whose times
 *     jump by years loses no duplicate
 * @param seenHorizon ids beyond {@link #seenIdsMin} leave once event time has come so far since
 *     they arrived
 * @param resourcesMax resources kept at most; at the bound every new one pushes an old one out, and
 *     what is pushed out is foreign with unknown origin
 * @param resourceHorizon a resource without any sign of life for so long is forgotten
 * @param destroyedHorizon a destroyed identity is remembered for so long, and a re-creation
 *     recognised
 * @param repeatHorizon the same deletion of the same identity within so long counts as a repetition
 * @param ownershipHorizon ownership of what a principal made lapses at this age
 * @param environmentsMax environments kept at most; at the bound a new stack counts as part of its
 *     region
 * @param principalsPerEnvironmentMax principals kept for each
 * @param cascadesPerRegionMax open operations kept per region; the oldest leave first, and their
 *     children are charged to their own callers
 * @param stackHorizon a stack's operation claims children for so long
 * @param groupHorizon an Auto Scaling operation claims terminations for so long
 */
public record InventoryLimits(
        int seenIdsMax,
        int seenIdsMin,
        Duration seenHorizon,
        int resourcesMax,
        Duration resourceHorizon,
        Duration destroyedHorizon,
        Duration repeatHorizon,
        Duration ownershipHorizon,
        int environmentsMax,
        int principalsPerEnvironmentMax,
        int cascadesPerRegionMax,
        Duration stackHorizon,
        Duration groupHorizon) {

    /** What ships. The ownership horizon is detection.md's G1. */
    public static final InventoryLimits DEFAULT =
            new InventoryLimits(
                    2_000_000,
                    50_000,
                    Duration.ofHours(48),
                    1_000_000,
                    Duration.ofDays(120),
                    Duration.ofDays(30),
                    Duration.ofHours(24),
                    Duration.ofDays(30),
                    10_000,
                    32,
                    64,
                    Duration.ofHours(12),
                    Duration.ofHours(1));

    /**
     * @throws IllegalArgumentException if a number or a horizon is not positive, or fewer ids may
     *     be kept than must be
     */
    public InventoryLimits {
        requirePositive("seenIdsMin", seenIdsMin);
        if (seenIdsMax < seenIdsMin) {
            throw new IllegalArgumentException(
                    "seenIdsMax must be at least seenIdsMin, "
                            + seenIdsMin
                            + ", but was "
                            + seenIdsMax);
        }
        requirePositive("seenHorizon", seenHorizon.toMillis());
        requirePositive("resourcesMax", resourcesMax);
        requirePositive("resourceHorizon", resourceHorizon.toMillis());
        requirePositive("destroyedHorizon", destroyedHorizon.toMillis());
        requirePositive("repeatHorizon", repeatHorizon.toMillis());
        requirePositive("ownershipHorizon", ownershipHorizon.toMillis());
        requirePositive("environmentsMax", environmentsMax);
        requirePositive("principalsPerEnvironmentMax", principalsPerEnvironmentMax);
        requirePositive("cascadesPerRegionMax", cascadesPerRegionMax);
        requirePositive("stackHorizon", stackHorizon.toMillis());
        requirePositive("groupHorizon", groupHorizon.toMillis());
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, but was " + value);
        }
    }
}
