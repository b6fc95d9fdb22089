package io.fusewire.detector;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Gives every public field of an object, however deep, a value that no new object has. */
final class Filling {

    private static final int ELEMENTS = 3;

    private Filling() {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    static void fill(Object object, Random random) throws ReflectiveOperationException {
        for (Field field : object.getClass().getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            Object present = field.get(object);
            if (present instanceof List list) {
                for (int i = 0; i < ELEMENTS; i++) {
                    list.add(value((Class<?>) argument(field, 0), random));
                }
            } else if (present instanceof Map map) {
                for (int i = 0; i < ELEMENTS; i++) {
                    map.put(
                            value((Class<?>) argument(field, 0), random),
                            value((Class<?>) argument(field, 1), random));
                }
            } else if (present != null && isOurs(present.getClass())) {
                fill(present, random);
            } else if (present != null && present.getClass().isArray()) {
                field.set(object, array(present, random));
            } else {
                field.set(object, value(field.getType(), random));
            }
        }
    }

    private static Type argument(Field field, int place) {
        return ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[place];
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.fusewire.") && !type.isEnum() && !type.isRecord();
    }

    private static Object array(Object present, Random random) throws ReflectiveOperationException {
        Class<?> element = present.getClass().getComponentType();
        int length = Array.getLength(present);
        if (isOurs(element)) {
            for (int i = 0; i < length; i++) {
                fill(Array.get(present, i), random);
            }
            return present;
        }
        Object filled = Array.newInstance(element, Math.max(length, ELEMENTS));
        for (int i = 0; i < Array.getLength(filled); i++) {
            Array.set(filled, i, value(element, random));
        }
        return filled;
    }

    private static Object value(Class<?> type, Random random) throws ReflectiveOperationException {
        if (type == long.class || type == Long.class) {
            return random.nextBoolean() ? random.nextLong() : 1L + random.nextInt(1_000);
        } else if (type == int.class) {
            return 1 + random.nextInt(Integer.MAX_VALUE - 1);
        } else if (type == double.class) {
            return 1 + random.nextDouble();
        } else if (type == float.class) {
            return 1 + random.nextFloat();
        } else if (type == boolean.class) {
            return true;
        } else if (type == String.class) {
            return random.nextBoolean()
                    ? new UUID(random.nextLong(), random.nextLong()).toString()
                    : "text " + random.nextInt(20);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[type.getEnumConstants().length - 1];
        } else if (type.isRecord()) {
            return record(type, random);
        }
        throw new AssertionError("a value of " + type + " must be made here");
    }

    private static Object record(Class<?> type, Random random) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(types[i], random);
        }
        return type.getConstructor(types).newInstance(values);
    }
}
