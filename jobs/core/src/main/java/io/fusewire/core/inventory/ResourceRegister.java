package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

/**
 * The resources of one account, bounded by number and by event time.
 *
 * <p>How it works: every kept resource stands in one queue. Its front is looked at when the front's
 * turn is long enough ago; what shows no sign of life leaves, the rest goes back to the end. So
 * expiry takes a few steps per event, scans nothing, and depends on the input alone. A full
 * register looks at its front too: the first of a few that is dispensable (destroyed, or never seen
 * made and not used for a day) leaves. If none of them is, a creation or a destruction pushes the
 * last of them out, and what is merely used is not remembered. Unknown means foreign, so forgetting
 * never makes a destruction look harmless.
 */
final class ResourceRegister {
    private static final int STEPS_PER_EVENT = 4;
    private static final int CANDIDATES_WHEN_FULL = 8;

    private final InventoryLimits limits;
    private final InventoryCounters counters;
    private final Environments environments;
    private final long resourceHorizonMillis;
    private final long destroyedHorizonMillis;
    private final long turnMillis;

    ResourceRegister(
            InventoryLimits limits, InventoryCounters counters, Environments environments) {
        this.limits = limits;
        this.counters = counters;
        this.environments = environments;
        resourceHorizonMillis = limits.resourceHorizon().toMillis();
        destroyedHorizonMillis = limits.destroyedHorizon().toMillis();
        turnMillis = Math.min(resourceHorizonMillis, destroyedHorizonMillis);
    }

    /** Replaces what is kept of a known resource, and counts it if its life began or ended. */
    void replace(
            String account,
            String key,
            ResourceEntry before,
            ResourceEntry after,
            AccountStore store) {
        if (before == after) {
            return;
        }
        store.resources().put(key, after);
        if (isAlive(before)) {
            environments.count(account, before, -1);
        }
        if (isAlive(after)) {
            environments.count(account, after, 1);
        }
    }

    /** Begins to keep a resource; does nothing if there is no room for one that is merely used. */
    void add(
            String account,
            String key,
            ResourceEntry entry,
            AccountStore store,
            SummaryDraft draft) {
        boolean isMerelyUsed = entry.creation() == null && entry.destruction() == null;
        if (draft.resources() >= limits.resourcesMax()
                && !makeRoom(account, !isMerelyUsed, store, draft)) {
            counters.resourcesForced++;
            return;
        }
        store.resources().put(key, entry);
        enqueue(key, store, draft);
        if (isAlive(entry)) {
            environments.count(account, entry, 1);
        }
    }

    private boolean makeRoom(
            String account, boolean mayForce, AccountStore store, SummaryDraft draft) {
        for (int candidate = 1; candidate <= CANDIDATES_WHEN_FULL; candidate++) {
            ResourceSlot slot = dequeue(store, draft);
            ResourceEntry entry = slot == null ? null : store.resources().get(slot.key());
            if (slot == null || entry == null) {
                return true;
            }
            boolean isForced = mayForce && candidate == CANDIDATES_WHEN_FULL;
            if (isForced || isDispensable(entry, draft)) {
                counters.resourcesForced++;
                forget(account, slot.key(), entry, store);
                return true;
            }
            enqueue(slot.key(), store, draft);
        }
        return false;
    }

    private static boolean isDispensable(ResourceEntry entry, SummaryDraft draft) {
        boolean isIdle = Uses.hourOf(draft.newestMillis) - entry.useHour() > Uses.WINDOW_HOURS;
        return !isAlive(entry)
                || (entry.creation() == null && entry.laterCreation() == null && isIdle);
    }

    /** Looks at the few resources whose turn it is. */
    void expire(String account, AccountStore store, SummaryDraft draft) {
        for (int step = 0; step < STEPS_PER_EVENT; step++) {
            if (draft.resources() == 0
                    || draft.newestMillis - draft.resourceHeadMillis <= turnMillis) {
                return;
            }
            ResourceSlot slot = dequeue(store, draft);
            ResourceEntry entry = slot == null ? null : store.resources().get(slot.key());
            if (slot == null || entry == null) {
                continue;
            }
            if (isExpired(entry, draft)) {
                counters.resourcesExpired++;
                forget(account, slot.key(), entry, store);
            } else {
                enqueue(slot.key(), store, draft);
            }
        }
    }

    private boolean isExpired(ResourceEntry entry, SummaryDraft draft) {
        Destruction destruction = entry.destruction();
        if (destruction != null) {
            return draft.newestMillis - destruction.atMillis() > destroyedHorizonMillis;
        }
        int idleHours = Uses.hourOf(draft.newestMillis) - entry.useHour();
        return Uses.hourOf(resourceHorizonMillis) < idleHours;
    }

    private void forget(String account, String key, ResourceEntry entry, AccountStore store) {
        store.resources().remove(key);
        if (isAlive(entry)) {
            environments.count(account, entry, -1);
        }
    }

    private void enqueue(String key, AccountStore store, SummaryDraft draft) {
        if (draft.resources() == 0) {
            draft.resourceHeadMillis = draft.newestMillis;
        }
        store.resourceQueue().put(draft.resourceTail, new ResourceSlot(key, draft.newestMillis));
        draft.resourceTail++;
    }

    private @Nullable ResourceSlot dequeue(AccountStore store, SummaryDraft draft) {
        ResourceSlot slot = store.resourceQueue().get(draft.resourceHead);
        store.resourceQueue().remove(draft.resourceHead);
        draft.resourceHead++;
        ResourceSlot next =
                draft.resources() == 0 ? null : store.resourceQueue().get(draft.resourceHead);
        if (next != null) {
            draft.resourceHeadMillis = next.newestMillis();
        }
        return slot;
    }

    static boolean isAlive(ResourceEntry entry) {
        return entry.destruction() == null;
    }
}
