package io.fusewire.detector;

import io.fusewire.core.inventory.KeyedTable;

import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/** A table of the domain over map state of the current key. */
final class StateTable<K, V> implements KeyedTable<K, V> {

    private final MapState<K, V> state;

    StateTable(MapState<K, V> state) {
        this.state = state;
    }

    @Override
    public @Nullable V get(K key) {
        try {
            return state.get(key);
        } catch (Exception e) {
            throw failure(e);
        }
    }

    @Override
    public void put(K key, V value) {
        try {
            state.put(key, value);
        } catch (Exception e) {
            throw failure(e);
        }
    }

    @Override
    public void remove(K key) {
        try {
            state.remove(key);
        } catch (Exception e) {
            throw failure(e);
        }
    }

    Iterable<K> keys() {
        try {
            return state.keys();
        } catch (Exception e) {
            throw failure(e);
        }
    }

    Iterable<V> values() {
        try {
            return state.values();
        } catch (Exception e) {
            throw failure(e);
        }
    }

    void clear() {
        state.clear();
    }

    private static FlinkRuntimeException failure(Exception e) {
        return new FlinkRuntimeException("keyed state must be accessible", e);
    }
}
