package io.fusewire.detector;

import io.fusewire.testing.StateLines;

import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What each keyed state costs in bytes once the job has read a trail, as its serializers write it:
 * what a checkpoint holds, and RocksDB before it compresses. The first argument is a folder of
 * {@code fusewire bench trail}. Run by hand over the test class path; it is no test.
 */
final class StateBytes {

    private final DataOutputSerializer written = new DataOutputSerializer(1_024);
    private long entries;
    private long keyBytes;
    private long valueBytes;
    private int largest;

    private StateBytes() {}

    /** Prints a line for each state: entries, bytes of the map's key and of the value. */
    public static void main(String[] arguments) throws Exception {
        try (TestingChain chain =
                TestingChain.open(DetectorSettings.LIVE, new HashMapStateBackend(), Map.of())) {
            read(Path.of(arguments[0]), chain);
            System.out.printf(
                    "%-20s %10s %12s %12s %12s%n",
                    "state", "entries", "bytes a key", "a value", "largest");
            print(OperatorUids.ACCOUNT_VIEW, chain, List.of(KeyedAccountStore.class));
            print(
                    OperatorUids.GUARD,
                    chain,
                    List.of(KeyedGuardStore.class, KeyedCandidateStore.class, LiveGuard.class));
        }
    }

    private static void read(Path folder, TestingChain chain) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
        }
        for (Path file : files) {
            for (String record : Files.readAllLines(file)) {
                chain.read(record);
            }
            chain.forgetOutput();
        }
    }

    private static void print(String uid, TestingChain chain, List<Class<?>> declaring)
            throws Exception {
        for (StateDescriptor<?, ?> descriptor : StateLines.descriptors(declaring)) {
            StateBytes bytes = new StateBytes();
            StateLines.forEachKey(
                    chain.operator(uid), descriptor, (key, state) -> bytes.add(descriptor, state));
            bytes.print(descriptor.getName());
        }
    }

    private void add(StateDescriptor<?, ?> descriptor, State state) {
        try {
            if (descriptor instanceof MapStateDescriptor<?, ?> map) {
                for (Map.Entry<?, ?> entry : ((MapState<?, ?>) state).entries()) {
                    keyBytes += lengthOf(entry.getKey(), map.getKeySerializer());
                    addValue(lengthOf(entry.getValue(), map.getValueSerializer()));
                }
            } else {
                addValue(lengthOf(((ValueState<?>) state).value(), descriptor.getSerializer()));
            }
        } catch (Exception e) {
            throw new AssertionError("state must be readable: " + descriptor.getName(), e);
        }
    }

    private void addValue(int length) {
        entries++;
        valueBytes += length;
        largest = Math.max(largest, length);
    }

    @SuppressWarnings("unchecked")
    private int lengthOf(Object value, TypeSerializer<?> serializer) {
        written.clear();
        try {
            ((TypeSerializer<Object>) serializer).serialize(value, written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written.length();
    }

    private void print(String name) {
        System.out.printf(
                Locale.ROOT,
                "%-20s %,10d %,12.1f %,12.1f %,12d%n",
                name,
                entries,
                (double) keyBytes / Math.max(1, entries),
                (double) valueBytes / Math.max(1, entries),
                largest);
    }
}
