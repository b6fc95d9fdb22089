package io.fusewire.core.inventory;

/**
 * Recognises a record that came before.
 *
 * <p>How it works: a map from id to position answers in one get; a queue of the same ids in order
 * of arrival says which to forget. Forgetting takes a few steps per event, so that nothing is ever
 * scanned and no event pays for many. Age is how far the account's event time has come since the id
 * arrived, not how old the record was: an old record that is delivered late is remembered as long
 * as any other, and the queue stays in order of expiry.
 */
final class SeenIds {
    /** More than one, so that a backlog drains; few, so that no event waits for it. */
    private static final int STEPS_PER_EVENT = 4;

    private final InventoryLimits limits;
    private final InventoryCounters counters;
    private final long horizonMillis;

    SeenIds(InventoryLimits limits, InventoryCounters counters) {
        this.limits = limits;
        this.counters = counters;
        horizonMillis = limits.seenHorizon().toMillis();
    }

    void remember(String eventId, AccountStore store, SummaryDraft draft) {
        if (draft.seenIds() == 0) {
            draft.seenHeadMillis = draft.newestMillis;
        }
        store.seenIds().put(eventId, draft.seenTail);
        store.seenQueue().put(draft.seenTail, new SeenId(eventId, draft.newestMillis));
        draft.seenTail++;
        for (int step = 0; step < STEPS_PER_EVENT && mustForget(draft); step++) {
            forgetOldest(store, draft);
        }
    }

    private boolean mustForget(SummaryDraft draft) {
        return draft.seenIds() > limits.seenIdsMax()
                || (draft.seenIds() > limits.seenIdsMin() && isExpired(draft));
    }

    private boolean isExpired(SummaryDraft draft) {
        return draft.newestMillis - draft.seenHeadMillis > horizonMillis;
    }

    private void forgetOldest(AccountStore store, SummaryDraft draft) {
        if (!isExpired(draft)) {
            counters.seenIdsForced++;
        }
        SeenId oldest = store.seenQueue().get(draft.seenHead);
        if (oldest != null) {
            store.seenIds().remove(oldest.eventId());
            store.seenQueue().remove(draft.seenHead);
        }
        draft.seenHead++;
        SeenId next = draft.seenIds() == 0 ? null : store.seenQueue().get(draft.seenHead);
        if (next != null) {
            draft.seenHeadMillis = next.newestMillis();
        }
    }
}
