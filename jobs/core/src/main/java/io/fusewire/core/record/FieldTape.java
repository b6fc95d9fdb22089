package io.fusewire.core.record;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Named, nested values of one record, flat and in document order.
 *
 * <p>A tape is written once from front to back, read by index, and cleared for the next record;
 * after the first few records it allocates nothing. A node is a number from 0 to {@link #size()} -
 * 1; an object's or array's children follow it directly, and {@link #end} leads past the whole of
 * it:
 *
 * <pre>{@code
 * for (int child = node + 1; child < tape.end(node); child = tape.end(child)) { … }
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class FieldTape {

    /** What a node holds. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        /** Digits as the record has them. */
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    private static final int DEPTH_LIMIT = 128;

    private Kind[] kinds = new Kind[256];
    private @Nullable String[] names = new @Nullable String[256];
    private int[] ends = new int[256];
    private int[] textStarts = new int[257];
    private char[] text = new char[4096];
    private final int[] open = new int[DEPTH_LIMIT];
    private int size;
    private int textLength;
    private int depth;

    /** Forgets all nodes; what was returned before is invalid. */
    public void clear() {
        size = 0;
        textLength = 0;
        depth = 0;
    }

    public int size() {
        return size;
    }

    /**
     * Starts an object or array.
     *
     * @param name the field's name; null inside an array
     * @return the new node
     * @throws IllegalStateException if 128 objects and arrays are open already
     */
    public int open(Kind kind, @Nullable String name) {
        if (depth == DEPTH_LIMIT) {
            throw new IllegalStateException("tape nesting must stay within " + DEPTH_LIMIT);
        }
        int node = append(kind, name);
        open[depth++] = node;
        return node;
    }

    /** Ends the object or array that was opened last. */
    public void close() {
        ends[open[--depth]] = size;
    }

    /** Appends a {@link Kind#STRING} or {@link Kind#NUMBER}. */
    public int text(Kind kind, @Nullable String name, char[] source, int offset, int length) {
        if (textLength + length > text.length) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, textLength + length));
        }
        System.arraycopy(source, offset, text, textLength, length);
        textLength += length;
        return append(kind, name);
    }

    /** Appends a {@link Kind#TRUE}, {@link Kind#FALSE} or {@link Kind#NULL}. */
    public int constant(Kind kind, @Nullable String name) {
        return append(kind, name);
    }

    private int append(Kind kind, @Nullable String name) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, size * 2);
            names = Arrays.copyOf(names, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            textStarts = Arrays.copyOf(textStarts, size * 2 + 1);
        }
        kinds[size] = kind;
        names[size] = name;
        textStarts[size + 1] = textLength;
        if (size == 0) {
            textStarts[0] = 0;
        }
        ends[size] = size + 1;
        return size++;
    }

    public Kind kind(int node) {
        return kinds[node];
    }

    /** The field's name, or null for an element of an array. */
    public @Nullable String name(int node) {
        return names[node];
    }

    /** The first node after this one and all that it contains. */
    public int end(int node) {
        return ends[node];
    }

    public boolean isContainer(int node) {
        return kinds[node] == Kind.OBJECT || kinds[node] == Kind.ARRAY;
    }

    /** The child of an object with this name, or -1. */
    public int child(int node, String name) {
        if (kinds[node] != Kind.OBJECT) {
            return -1;
        }
        for (int child = node + 1; child < ends[node]; child = ends[child]) {
            if (name.equals(names[child])) {
                return child;
            }
        }
        return -1;
    }

    /** How many children an object or array has; 0 for anything else. */
    public int childCount(int node) {
        int count = 0;
        for (int child = node + 1; child < ends[node]; child = ends[child]) {
            count++;
        }
        return count;
    }

    /** A scalar as a new string; {@code true}, {@code false}, {@code null} by their names. */
    public String string(int node) {
        return switch (kinds[node]) {
            case STRING, NUMBER -> new String(text, textStarts[node], textLengthOf(node));
            case TRUE -> "true";
            case FALSE -> "false";
            case NULL -> "null";
            case OBJECT, ARRAY ->
                    throw new IllegalArgumentException(
                            "node " + node + " must be a scalar, but is " + kinds[node]);
        };
    }

    /**
     * Length of a {@link Kind#STRING} or {@link Kind#NUMBER} in characters; 0 for anything else.
     */
    public int textLengthOf(int node) {
        return textStarts[node + 1] - textStarts[node];
    }

    /** A character of a {@link Kind#STRING} or {@link Kind#NUMBER}. */
    public char charAt(int node, int index) {
        return text[textStarts[node] + index];
    }

    /** Compares a string or number without allocating. */
    public boolean textEquals(int node, String expected, boolean ignoreCase) {
        int start = textStarts[node];
        int length = textStarts[node + 1] - start;
        if (length != expected.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char a = text[start + i];
            char b = expected.charAt(i);
            if (a != b && !(ignoreCase && Character.toLowerCase(a) == Character.toLowerCase(b))) {
                return false;
            }
        }
        return true;
    }
}
