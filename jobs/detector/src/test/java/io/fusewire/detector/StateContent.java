package io.fusewire.detector;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Everything that operators keep, one line for each field that is not null. A field that is added
 * adds lines; a field that was renamed, or comes back without its value, takes some away.
 */
final class StateContent {

    private final SortedSet<String> lines = new TreeSet<>();

    private StateContent() {}

    static SortedSet<String> of(TestingChain chain) throws Exception {
        StateContent content = new StateContent();
        content.addKeyed(OperatorUids.ACCOUNT_VIEW, chain, List.of(KeyedAccountStore.class));
        content.addKeyed(
                OperatorUids.GUARD,
                chain,
                List.of(KeyedGuardStore.class, KeyedCandidateStore.class, GuardAgent.class));
        content.addBroadcast(OperatorUids.READ_AUDIT, chain);
        content.addBroadcast(OperatorUids.GUARD, chain);
        content.addList(OperatorUids.READ_CONTROL, chain, ReadControl.USED);
        return content.lines;
    }

    /** The keyed states that classes declare. */
    static List<StateDescriptor<?, ?>> descriptors(List<Class<?>> declaring) throws Exception {
        List<StateDescriptor<?, ?>> descriptors = new ArrayList<>();
        for (Class<?> type : declaring) {
            for (Field field : type.getDeclaredFields()) {
                if (StateDescriptor.class.isAssignableFrom(field.getType())) {
                    descriptors.add((StateDescriptor<?, ?>) field.get(null));
                }
            }
        }
        return descriptors;
    }

    private void addKeyed(String uid, TestingChain chain, List<Class<?>> declaring)
            throws Exception {
        for (StateDescriptor<?, ?> descriptor : descriptors(declaring)) {
            forEachKey(
                    chain.operators.get(uid),
                    descriptor,
                    (key, state) -> addState(uid + ' ' + descriptor.getName() + ' ' + key, state));
        }
    }

    /** Hands over one keyed state of each key that has it. */
    static void forEachKey(
            AbstractStreamOperator<?> operator,
            StateDescriptor<?, ?> descriptor,
            BiConsumer<String, State> visitor)
            throws Exception {
        KeyedStateBackend<String> backend = operator.getKeyedStateBackend();
        State state = stateOf(backend, descriptor);
        List<String> keys;
        try (Stream<String> known = backend.getKeys(descriptor.getName(), VoidNamespace.INSTANCE)) {
            keys = known.distinct().toList();
        }
        for (String key : keys) {
            backend.setCurrentKey(key);
            visitor.accept(key, state);
        }
    }

    @SuppressWarnings("unchecked")
    private static State stateOf(
            KeyedStateBackend<String> backend, StateDescriptor<?, ?> descriptor) throws Exception {
        return backend.getPartitionedState(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                (StateDescriptor<State, Object>) descriptor);
    }

    private void addState(String path, State state) {
        try {
            if (state instanceof MapState<?, ?> map) {
                for (Map.Entry<?, ?> entry : map.entries()) {
                    add(path + ' ' + entry.getKey(), entry.getValue());
                }
            } else {
                add(path, ((ValueState<?>) state).value());
            }
        } catch (Exception e) {
            throw new AssertionError("state must be readable: " + path, e);
        }
    }

    private void addBroadcast(String uid, TestingChain chain) throws Exception {
        for (MapStateDescriptor<?, ?> descriptor : DetectorTopology.BROADCAST) {
            for (Map.Entry<?, ?> entry :
                    chain.operators
                            .get(uid)
                            .getOperatorStateBackend()
                            .getBroadcastState(descriptor)
                            .immutableEntries()) {
                add(uid + ' ' + descriptor.getName() + ' ' + entry.getKey(), entry.getValue());
            }
        }
    }

    private <T> void addList(String uid, TestingChain chain, ListStateDescriptor<T> descriptor)
            throws Exception {
        ListState<T> state =
                chain.operators.get(uid).getOperatorStateBackend().getListState(descriptor);
        for (T each : state.get()) {
            add(uid + ' ' + descriptor.getName() + ' ' + each, each);
        }
    }

    private void add(String path, Object value) throws ReflectiveOperationException {
        if (value == null) {
            return;
        }
        if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                add(path + '[' + i + ']', Array.get(value, i));
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                add(path + '[' + i + ']', list.get(i));
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                add(path + '[' + entry.getKey() + ']', entry.getValue());
            }
        } else if (value.getClass().isRecord()) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                add(path + '.' + component.getName(), component.getAccessor().invoke(value));
            }
        } else if (value.getClass().getName().startsWith("io.fusewire.")
                && !(value instanceof Enum<?>)) {
            for (Field field : value.getClass().getFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    add(path + '.' + field.getName(), field.get(value));
                }
            }
        } else {
            lines.add((path + " = " + value).replace("\n", "\\n"));
        }
    }
}
