package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** An account's state that counts how often its resources are fetched and written. */
final class CountedResources implements AccountStore {
    private final AccountStore store = new HeapAccountStore();
    private final Counted resources = new Counted(store.resources());

    int gets() {
        return resources.gets;
    }

    int puts() {
        return resources.puts;
    }

    @Override
    public @Nullable AccountSummary summary() {
        return store.summary();
    }

    @Override
    public void putSummary(AccountSummary summary) {
        store.putSummary(summary);
    }

    @Override
    public KeyedTable<String, Long> seenIds() {
        return store.seenIds();
    }

    @Override
    public KeyedTable<Long, SeenId> seenQueue() {
        return store.seenQueue();
    }

    @Override
    public KeyedTable<String, ResourceEntry> resources() {
        return resources;
    }

    @Override
    public KeyedTable<Long, ResourceSlot> resourceQueue() {
        return store.resourceQueue();
    }

    @Override
    public KeyedTable<String, EnvironmentEntry> environments() {
        return store.environments();
    }

    @Override
    public KeyedTable<String, List<CascadeOperation>> cascades() {
        return store.cascades();
    }

    @Override
    public KeyedTable<Integer, SessionUse> sessions() {
        return store.sessions();
    }

    @Override
    public KeyedTable<Integer, NamesakeEntry> namesakes() {
        return store.namesakes();
    }

    @Override
    public KeyedTable<Integer, IssuerEntry> issuers() {
        return store.issuers();
    }

    @Override
    public KeyedTable<Integer, SwarmEntry> swarms() {
        return store.swarms();
    }

    @Override
    public KeyedTable<Integer, FirstHarm> firstHarms() {
        return store.firstHarms();
    }

    @Override
    public KeyedTable<Integer, SwarmApproval> swarmApprovals() {
        return store.swarmApprovals();
    }

    private static final class Counted implements KeyedTable<String, ResourceEntry> {
        private final KeyedTable<String, ResourceEntry> table;
        private int gets;
        private int puts;

        Counted(KeyedTable<String, ResourceEntry> table) {
            this.table = table;
        }

        @Override
        public @Nullable ResourceEntry get(String key) {
            gets++;
            return table.get(key);
        }

        @Override
        public void put(String key, ResourceEntry value) {
            puts++;
            table.put(key, value);
        }

        @Override
        public void remove(String key) {
            table.remove(key);
        }
    }
}
