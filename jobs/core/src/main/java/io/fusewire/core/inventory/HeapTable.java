package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * A table in a plain map.
 *
 * @param <K> the map's own key, within the account
 * @param <V> what is kept under it
 */
public final class HeapTable<K, V> implements KeyedTable<K, V> {

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

    /** How many entries there are. */
    public int size() {
        return entries.size();
    }

    /** The entries as they are now. */
    public Map<K, V> entries() {
        return Map.copyOf(entries);
    }

    void putAll(HeapTable<K, V> other) {
        entries.putAll(other.entries);
    }
}
