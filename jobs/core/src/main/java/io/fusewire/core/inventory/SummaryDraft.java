package io.fusewire.core.inventory;

/** An {@link AccountSummary} while one event is worked on; reused for every event. */
final class SummaryDraft {
    long newestMillis;
    long seenHead;
    long seenTail;
    long seenHeadMillis;
    long resourceHead;
    long resourceTail;
    long resourceHeadMillis;
    int environments;
    long watchedSinceMillis;

    /** Takes over what is stored, or starts an account with its first event. */
    void load(AccountStore store, long eventTimeMillis) {
        AccountSummary stored = store.summary();
        if (stored == null) {
            stored = new AccountSummary(eventTimeMillis, 0, 0, 0, 0, 0, 0, 0, eventTimeMillis);
        }
        newestMillis = stored.newestMillis();
        seenHead = stored.seenHead();
        seenTail = stored.seenTail();
        seenHeadMillis = stored.seenHeadMillis();
        resourceHead = stored.resourceHead();
        resourceTail = stored.resourceTail();
        resourceHeadMillis = stored.resourceHeadMillis();
        environments = stored.environments();
        watchedSinceMillis = stored.watchedSinceMillis();
        if (watchedSinceMillis == 0) {
            // Stored by a version that did not keep it.
            watchedSinceMillis = eventTimeMillis;
        }
    }

    void save(AccountStore store) {
        store.putSummary(
                new AccountSummary(
                        newestMillis,
                        seenHead,
                        seenTail,
                        seenHeadMillis,
                        resourceHead,
                        resourceTail,
                        resourceHeadMillis,
                        environments,
                        watchedSinceMillis));
    }

    long seenIds() {
        return seenTail - seenHead;
    }

    long resources() {
        return resourceTail - resourceHead;
    }
}
