package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Keys of accounts' regions, remembered: each event asks for one several times, and a new text each
 * time would be made, hashed and compared.
 *
 * <p>A fixed number of slots; of two regions with one slot the later one takes it. Not thread-safe.
 */
final class RegionKeys {

    /** Some hundreds of accounts at a time, each with a few regions. */
    private static final int SLOTS = 1_024;

    private final @Nullable RegionKey[] remembered = new RegionKey[SLOTS];

    private record RegionKey(String account, String region, String key) {

        boolean isOf(String itsAccount, String itsRegion) {
            return account.equals(itsAccount) && region.equals(itsRegion);
        }
    }

    String of(String account, String region) {
        int slot = 31 * account.hashCode() + region.hashCode() & SLOTS - 1;
        RegionKey known = remembered[slot];
        if (known == null || !known.isOf(account, region)) {
            known = new RegionKey(account, region, Environments.keyOf(account, region, null));
            remembered[slot] = known;
        }
        return known.key();
    }
}
