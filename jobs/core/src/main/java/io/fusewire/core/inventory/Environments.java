package io.fusewire.core.inventory;

import io.fusewire.core.event.AuditEvent;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what is alive in each environment.
 *
 * <p>An environment is an account and region; the resources of a stack are one of their own within
 * it, as long as the account knows any. Changes of one event are gathered and written once.
 */
final class Environments {
    private final InventoryLimits limits;
    private final InventoryCounters counters;
    private final RegionKeys regionKeys = new RegionKeys();
    private final Map<String, Integer> regionChanges = new HashMap<>();
    private final Map<String, Integer> stackChanges = new HashMap<>();

    Environments(InventoryLimits limits, InventoryCounters counters) {
        this.limits = limits;
        this.counters = counters;
    }

    /** An environment's key with what is kept of it, before the event. */
    record Seen(String key, EnvironmentEntry entry) {}

    static String keyOf(String account, String region, @Nullable String stack) {
        String key = account + "/" + region;
        return stack == null ? key : key + "/" + stack;
    }

    /** Finds the narrowest known environment of an event, its region's if there is no other. */
    Seen see(
            AuditEvent event,
            String stackRegion,
            @Nullable String stack,
            AccountStore store,
            SummaryDraft draft) {
        Seen region = seeRegion(event, store, draft);
        if (stack == null) {
            return region;
        }
        String key = keyOf(event.account(), stackRegion, stack);
        EnvironmentEntry entry = store.environments().get(key);
        return entry == null ? region : new Seen(key, begunBy(event, key, entry, store));
    }

    private Seen seeRegion(AuditEvent event, AccountStore store, SummaryDraft draft) {
        String key = regionKeys.of(event.account(), event.region());
        EnvironmentEntry entry = store.environments().get(key);
        if (entry != null) {
            return new Seen(key, begunBy(event, key, entry, store));
        }
        EnvironmentEntry fresh = new EnvironmentEntry(event.eventTimeMillis(), 0, List.of());
        add(key, fresh, store, draft);
        return new Seen(key, fresh);
    }

    /** A record that comes late may be the first by event time. */
    private static EnvironmentEntry begunBy(
            AuditEvent event, String key, EnvironmentEntry entry, AccountStore store) {
        if (event.eventTimeMillis() >= entry.sinceMillis()) {
            return entry;
        }
        EnvironmentEntry earlier =
                new EnvironmentEntry(event.eventTimeMillis(), entry.live(), entry.principals());
        store.environments().put(key, earlier);
        return earlier;
    }

    /** Notes an early sight of a region, which some event was seen in before. */
    void begunAt(String account, String region, long eventTimeMillis, AccountStore store) {
        String key = regionKeys.of(account, region);
        EnvironmentEntry entry = store.environments().get(key);
        if (entry != null && eventTimeMillis < entry.sinceMillis()) {
            store.environments()
                    .put(
                            key,
                            new EnvironmentEntry(
                                    eventTimeMillis, entry.live(), entry.principals()));
        }
    }

    private void add(String key, EnvironmentEntry entry, AccountStore store, SummaryDraft draft) {
        if (draft.environments >= limits.environmentsMax()) {
            counters.environmentsRefused++;
            return;
        }
        store.environments().put(key, entry);
        draft.environments++;
    }

    /** Notes that a resource came to life (1) or is alive no more (-1). */
    void count(String account, ResourceEntry resource, int change) {
        regionChanges.merge(regionKeys.of(account, resource.region()), change, Integer::sum);
        if (resource.stack() != null) {
            String key = keyOf(account, resource.region(), resource.stack());
            stackChanges.merge(key, change, Integer::sum);
        }
    }

    /** Writes what was counted since the last call. */
    void writeCounts(long eventTimeMillis, AccountStore store, SummaryDraft draft) {
        if (regionChanges.isEmpty()) {
            return;
        }
        regionChanges.forEach(
                (key, change) -> write(key, change, false, eventTimeMillis, store, draft));
        stackChanges.forEach(
                (key, change) -> write(key, change, true, eventTimeMillis, store, draft));
        regionChanges.clear();
        stackChanges.clear();
    }

    private void write(
            String key,
            int change,
            boolean isStack,
            long eventTimeMillis,
            AccountStore store,
            SummaryDraft draft) {
        if (change == 0) {
            return;
        }
        EnvironmentEntry entry = store.environments().get(key);
        if (entry == null) {
            if (change > 0) {
                add(key, new EnvironmentEntry(eventTimeMillis, change, List.of()), store, draft);
            }
            return;
        }
        int live = Math.max(0, entry.live() + change);
        if (isStack && live == 0) {
            // Otherwise short-lived stacks would fill the table for good.
            store.environments().remove(key);
            draft.environments--;
            return;
        }
        store.environments()
                .put(key, new EnvironmentEntry(entry.sinceMillis(), live, entry.principals()));
    }

    /** Remembers who changes things in an environment, first come first. */
    void addPrincipal(String key, String agent, AccountStore store) {
        EnvironmentEntry entry = store.environments().get(key);
        if (entry == null
                || entry.principals().size() >= limits.principalsPerEnvironmentMax()
                || entry.principals().contains(agent)) {
            return;
        }
        List<String> principals = new ArrayList<>(entry.principals());
        principals.add(agent);
        store.environments()
                .put(
                        key,
                        new EnvironmentEntry(
                                entry.sinceMillis(), entry.live(), List.copyOf(principals)));
    }
}
