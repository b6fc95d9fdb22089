package io.fusewire.testing;

import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.jspecify.annotations.Nullable;

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
public final class StateLines {

    private final SortedSet<String> lines = new TreeSet<>();

    /** The lines so far. */
    public SortedSet<String> lines() {
        return lines;
    }

    /** The states that classes declare as constants. */
    public static List<StateDescriptor<?, ?>> descriptors(List<Class<?>> declaring)
            throws ReflectiveOperationException {
        List<StateDescriptor<?, ?>> descriptors = new ArrayList<>();
        for (Class<?> type : declaring) {
            for (Field field : type.getDeclaredFields()) {
                if (StateDescriptor.class.isAssignableFrom(field.getType())) {
                    field.setAccessible(true);
                    descriptors.add((StateDescriptor<?, ?>) field.get(null));
                }
            }
        }
        return descriptors;
    }

    /** Adds what an operator keeps of each key in the states that classes declare. */
    public void addKeyed(String uid, AbstractStreamOperator<?> operator, List<Class<?>> declaring)
            throws Exception {
        for (StateDescriptor<?, ?> descriptor : descriptors(declaring)) {
            forEachKey(
                    operator,
                    descriptor,
                    (key, state) -> addState(uid + ' ' + descriptor.getName() + ' ' + key, state));
        }
    }

    /** Hands over one keyed state of each key that has it. */
    public static void forEachKey(
            AbstractStreamOperator<?> operator,
            StateDescriptor<?, ?> descriptor,
            BiConsumer<String, State> visitor)
            throws Exception {
        KeyedStateBackend<Object> backend = operator.getKeyedStateBackend();
        State state = stateOf(backend, descriptor);
        List<Object> keys;
        try (Stream<Object> known = backend.getKeys(descriptor.getName(), VoidNamespace.INSTANCE)) {
            keys = known.distinct().toList();
        }
        for (Object key : keys) {
            backend.setCurrentKey(key);
            visitor.accept(key.toString(), state);
        }
    }

    @SuppressWarnings("unchecked")
    private static State stateOf(
            KeyedStateBackend<Object> backend, StateDescriptor<?, ?> descriptor) throws Exception {
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

    /** Adds a value under a path, field by field; nothing for null. */
    public void add(String path, @Nullable Object value) throws ReflectiveOperationException {
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
