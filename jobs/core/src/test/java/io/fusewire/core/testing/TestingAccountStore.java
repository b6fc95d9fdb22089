package io.fusewire.core.testing;

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

/** An account's state on the heap; {@link #copy} is the savepoint. Counts what is written. */
public final class TestingAccountStore implements AccountStore {
    private @Nullable AccountSummary summary;
    private final HeapTable<String, Long> seenIds = new HeapTable<>();
    private final HeapTable<Long, SeenId> seenQueue = new HeapTable<>();
    private final HeapTable<String, ResourceEntry> resources = new HeapTable<>();
    private final HeapTable<Long, ResourceSlot> resourceQueue = new HeapTable<>();
    private final HeapTable<String, EnvironmentEntry> environments = new HeapTable<>();
    private final HeapTable<String, List<CascadeOperation>> cascades = new HeapTable<>();
    private final HeapTable<Integer, SessionUse> sessions = new HeapTable<>();

    /** The same content, independent from now on. */
    public TestingAccountStore copy() {
        TestingAccountStore copy = new TestingAccountStore();
        copy.summary = summary;
        copy.seenIds.entries.putAll(seenIds.entries);
        copy.seenQueue.entries.putAll(seenQueue.entries);
        copy.resources.entries.putAll(resources.entries);
        copy.resourceQueue.entries.putAll(resourceQueue.entries);
        copy.environments.entries.putAll(environments.entries);
        copy.cascades.entries.putAll(cascades.entries);
        copy.sessions.entries.putAll(sessions.entries);
        return copy;
    }

    @Override
    public @Nullable AccountSummary summary() {
        return summary;
    }

    @Override
    public void putSummary(AccountSummary value) {
        summary = value;
    }

    @Override
    public HeapTable<String, Long> seenIds() {
        return seenIds;
    }

    @Override
    public HeapTable<Long, SeenId> seenQueue() {
        return seenQueue;
    }

    @Override
    public HeapTable<String, ResourceEntry> resources() {
        return resources;
    }

    @Override
    public HeapTable<Long, ResourceSlot> resourceQueue() {
        return resourceQueue;
    }

    @Override
    public HeapTable<String, EnvironmentEntry> environments() {
        return environments;
    }

    @Override
    public HeapTable<String, List<CascadeOperation>> cascades() {
        return cascades;
    }

    @Override
    public HeapTable<Integer, SessionUse> sessions() {
        return sessions;
    }

    /** A table that tells its size and how often it was touched. */
    public static final class HeapTable<K, V> implements KeyedTable<K, V> {
        private final Map<K, V> entries = new HashMap<>();
        private int gets;
        private int puts;

        @Override
        public @Nullable V get(K key) {
            gets++;
            return entries.get(key);
        }

        @Override
        public void put(K key, V value) {
            puts++;
            entries.put(key, value);
        }

        @Override
        public void remove(K key) {
            entries.remove(key);
        }

        public Map<K, V> entries() {
            return Map.copyOf(entries);
        }

        public int size() {
            return entries.size();
        }

        public int gets() {
            return gets;
        }

        public int puts() {
            return puts;
        }
    }
}
