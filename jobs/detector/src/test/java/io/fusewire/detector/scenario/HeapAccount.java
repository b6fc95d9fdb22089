package io.fusewire.detector.scenario;

import io.fusewire.core.inventory.AccountStore;
import io.fusewire.core.inventory.AccountSummary;
import io.fusewire.core.inventory.CascadeOperation;
import io.fusewire.core.inventory.EnvironmentEntry;
import io.fusewire.core.inventory.KeyedTable;
import io.fusewire.core.inventory.ResourceEntry;
import io.fusewire.core.inventory.ResourceSlot;
import io.fusewire.core.inventory.SeenId;
import io.fusewire.core.inventory.SessionUse;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One account's inventory in plain maps. */
final class HeapAccount implements AccountStore {

    private @Nullable AccountSummary summary;
    private final KeyedTable<String, Long> seenIds = new HeapTable<>();
    private final KeyedTable<Long, SeenId> seenQueue = new HeapTable<>();
    private final KeyedTable<String, ResourceEntry> resources = new HeapTable<>();
    private final KeyedTable<Long, ResourceSlot> resourceQueue = new HeapTable<>();
    private final KeyedTable<String, EnvironmentEntry> environments = new HeapTable<>();
    private final KeyedTable<String, List<CascadeOperation>> cascades = new HeapTable<>();
    private final KeyedTable<Integer, SessionUse> sessions = new HeapTable<>();

    @Override
    public @Nullable AccountSummary summary() {
        return summary;
    }

    @Override
    public void putSummary(AccountSummary changed) {
        summary = changed;
    }

    @Override
    public KeyedTable<String, Long> seenIds() {
        return seenIds;
    }

    @Override
    public KeyedTable<Long, SeenId> seenQueue() {
        return seenQueue;
    }

    @Override
    public KeyedTable<String, ResourceEntry> resources() {
        return resources;
    }

    @Override
    public KeyedTable<Long, ResourceSlot> resourceQueue() {
        return resourceQueue;
    }

    @Override
    public KeyedTable<String, EnvironmentEntry> environments() {
        return environments;
    }

    @Override
    public KeyedTable<String, List<CascadeOperation>> cascades() {
        return cascades;
    }

    @Override
    public KeyedTable<Integer, SessionUse> sessions() {
        return sessions;
    }

    private static final class HeapTable<K, V> implements KeyedTable<K, V> {
        private final Map<K, V> entries = new HashMap<>();

        @Override
        public @Nullable V get(K key) {
            return entries.get(key);
        }

        @Override
        public void put(K key, V value) {
            entries.put(key, value);
        }

        @Override
        public void remove(K key) {
            entries.remove(key);
        }
    }
}
