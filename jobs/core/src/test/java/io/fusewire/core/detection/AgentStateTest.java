package io.fusewire.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;

/**
 * A copy of an agent's state lacks nothing and shares nothing, whatever fields come to it later.
 */
class AgentStateTest {

    @Test
    void aCopyIsEqualInEveryFieldAndSharesNoneThatCanChange() throws IllegalAccessException {
        AgentState state = new AgentState();
        fill(state);

        AgentState copy = state.copy();

        assertThat(copy).usingRecursiveComparison().isEqualTo(state);
        assertSharesNothing(state, copy);
    }

    /** Gives every field, however deep, a value that no new object has. */
    private static void fill(Object object) throws IllegalAccessException {
        for (Field field : fields(object)) {
            Class<?> type = field.getType();
            if (type == long.class) {
                field.setLong(object, 77);
            } else if (type == int.class) {
                field.setInt(object, 78);
            } else if (type == double.class) {
                field.setDouble(object, 7.9);
            } else if (type == boolean.class) {
                field.setBoolean(object, true);
            } else if (type == String.class) {
                field.set(object, "text");
            } else if (type == AgentKind.class) {
                field.set(object, AgentKind.SERVICE);
            } else if (type == EnforcementMode.class) {
                field.set(object, EnforcementMode.ENFORCE);
            } else if (type == BreakerState.class) {
                field.set(object, BreakerState.HALF_OPEN);
            } else if (type == List.class) {
                add(field.get(object), "element");
            } else if (type == Map.class) {
                put(field.get(object), "key", 80L);
            } else if (type.isArray()) {
                field.set(object, filled(type.getComponentType(), field.get(object)));
            } else {
                fill(field.get(object));
            }
        }
    }

    private static Object filled(Class<?> component, Object array) throws IllegalAccessException {
        if (!component.isPrimitive()) {
            for (int i = 0; i < Array.getLength(array); i++) {
                fill(Array.get(array, i));
            }
            return array;
        }
        Object filled = Array.newInstance(component, 3);
        Array.set(
                filled,
                1,
                component == float.class
                        ? (Object) 8.1f
                        : component == int.class ? (Object) 82 : (Object) 83L);
        return filled;
    }

    @SuppressWarnings("unchecked")
    private static void add(Object list, Object element) {
        ((List<Object>) list).add(element);
    }

    @SuppressWarnings("unchecked")
    private static void put(Object map, Object key, Object value) {
        ((Map<Object, Object>) map).put(key, value);
    }

    private static void assertSharesNothing(Object one, Object other)
            throws IllegalAccessException {
        for (Field field : fields(one)) {
            Class<?> type = field.getType();
            if (type.isPrimitive() || type == String.class || type.isEnum()) {
                continue;
            }
            Object mine = field.get(one);
            Object theirs = field.get(other);
            assertThat(theirs).as(field.getName()).isNotSameAs(mine);
            if (type.isArray() && !type.getComponentType().isPrimitive()) {
                for (int i = 0; i < Array.getLength(mine); i++) {
                    assertThat(Array.get(theirs, i)).isNotSameAs(Array.get(mine, i));
                    assertSharesNothing(Array.get(mine, i), Array.get(theirs, i));
                }
            } else if (!type.isArray() && type != List.class && type != Map.class) {
                assertSharesNothing(mine, theirs);
            }
        }
    }

    private static List<Field> fields(Object object) {
        return java.util.Arrays.stream(object.getClass().getFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .toList();
    }
}
