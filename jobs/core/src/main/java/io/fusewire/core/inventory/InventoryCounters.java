package io.fusewire.core.inventory;

/**
 * What an {@link AccountView} dropped or could not tell since it was built: for metrics, never for
 * decisions, and no part of the stored state. Not thread-safe.
 */
public final class InventoryCounters {
    long duplicates;
    long seenIdsForced;
    long resourcesForced;
    long resourcesExpired;
    long environmentsRefused;
    long cascadesForced;
    long cascadesGuessed;
    long childrenUnclaimed;
    long withdrawals;

    InventoryCounters() {}

    /** Events dropped because their id was seen before. */
    public long duplicates() {
        return duplicates;
    }

    /** Ids forgotten before their time because the set was full. */
    public long seenIdsForced() {
        return seenIdsForced;
    }

    /** Resources forgotten before their time because the inventory was full. */
    public long resourcesForced() {
        return resourcesForced;
    }

    /** Resources and destroyed identities forgotten at the end of their horizon. */
    public long resourcesExpired() {
        return resourcesExpired;
    }

    /** Events whose environment could not be kept because there were too many. */
    public long environmentsRefused() {
        return environmentsRefused;
    }

    /** Open operations forgotten before their time because a region had too many. */
    public long cascadesForced() {
        return cascadesForced;
    }

    /** Children charged to the newest of several operations. */
    public long cascadesGuessed() {
        return cascadesGuessed;
    }

    /** Children of a cascade charged to their own caller because no operation was open. */
    public long childrenUnclaimed() {
        return childrenUnclaimed;
    }

    /** Charges taken back because the creation came late. */
    public long withdrawals() {
        return withdrawals;
    }
}
