package io.fusewire.bench.quality.peers;

import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Flink's map states by key, in plain maps and without serialization: what the buffer of Flink CEP
 * asks for. It asks for no other kind of state.
 */
final class HeapKeyedStates implements KeyedStateStore {

    private String key = "";

    /** From now on states are those of this key. */
    void turnTo(String next) {
        key = next;
    }

    @Override
    public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
        return new HeapMapState<>();
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
        throw onlyMaps();
    }

    @Override
    public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
        throw onlyMaps();
    }

    @Override
    public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
        throw onlyMaps();
    }

    @Override
    public <I, A, O> AggregatingState<I, O> getAggregatingState(
            AggregatingStateDescriptor<I, A, O> descriptor) {
        throw onlyMaps();
    }

    @Override
    public <T> org.apache.flink.api.common.state.v2.ValueState<T> getValueState(
            org.apache.flink.api.common.state.v2.ValueStateDescriptor<T> descriptor) {
        throw onlyMaps();
    }

    @Override
    public <T> org.apache.flink.api.common.state.v2.ListState<T> getListState(
            org.apache.flink.api.common.state.v2.ListStateDescriptor<T> descriptor) {
        throw onlyMaps();
    }

    @Override
    public <K, V> org.apache.flink.api.common.state.v2.MapState<K, V> getMapState(
            org.apache.flink.api.common.state.v2.MapStateDescriptor<K, V> descriptor) {
        throw onlyMaps();
    }

    @Override
    public <T> org.apache.flink.api.common.state.v2.ReducingState<T> getReducingState(
            org.apache.flink.api.common.state.v2.ReducingStateDescriptor<T> descriptor) {
        throw onlyMaps();
    }

    @Override
    public <I, A, O>
            org.apache.flink.api.common.state.v2.AggregatingState<I, O> getAggregatingState(
                    org.apache.flink.api.common.state.v2.AggregatingStateDescriptor<I, A, O>
                            descriptor) {
        throw onlyMaps();
    }

    @Override
    public String getBackendTypeIdentifier() {
        return "heap";
    }

    private static UnsupportedOperationException onlyMaps() {
        return new UnsupportedOperationException("only map states are kept");
    }

    private final class HeapMapState<K, V> implements MapState<K, V> {

        private final Map<String, Map<K, V>> byKey = new HashMap<>();

        private Map<K, V> map() {
            return byKey.computeIfAbsent(key, name -> new HashMap<>());
        }

        // Flink's interface says null for what is not there, and bears no annotation for it.
        @SuppressWarnings("NullAway")
        @Override
        public V get(K name) {
            return map().get(name);
        }

        @Override
        public void put(K name, V value) {
            map().put(name, value);
        }

        @Override
        public void putAll(Map<K, V> all) {
            map().putAll(all);
        }

        @Override
        public void remove(K name) {
            map().remove(name);
        }

        @Override
        public boolean contains(K name) {
            return map().containsKey(name);
        }

        @Override
        public Iterable<Map.Entry<K, V>> entries() {
            return map().entrySet();
        }

        @Override
        public Iterable<K> keys() {
            return map().keySet();
        }

        @Override
        public Iterable<V> values() {
            return map().values();
        }

        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            return map().entrySet().iterator();
        }

        @Override
        public boolean isEmpty() {
            return map().isEmpty();
        }

        @Override
        public void clear() {
            map().clear();
        }
    }
}
