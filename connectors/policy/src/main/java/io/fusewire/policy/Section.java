package io.fusewire.policy;

import io.fusewire.policy.Node.Scalar.Type;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A mapping of settings: hands out each by name and type, and reports what is wrong with it. A
 * getter that reported a problem gives null, so that reading goes on to the next one.
 */
final class Section {

    private final String path;
    private final Place place;
    private final Problems problems;
    private final Map<String, Node> values = new HashMap<>();

    private Section(String path, Place place, Problems problems) {
        this.path = path;
        this.place = place;
        this.problems = problems;
    }

    /**
     * Opens a section.
     *
     * @param path of the section itself; empty for the whole text
     * @param known all settings that it may have; null if its keys are names of the user's choice
     * @return null if the node is no mapping
     */
    static @Nullable Section of(
            Node node, String path, @Nullable List<String> known, Problems problems) {
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(
                    node.place(),
                    path,
                    "must be a mapping of settings, but was " + node.describe());
            return null;
        }
        Section section = new Section(path, mapping.place(), problems);
        Map<String, Place> seen = new HashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            section.accept(entry, known, seen);
        }
        return section;
    }

    private void accept(Node.Entry entry, @Nullable List<String> known, Map<String, Place> seen) {
        Place first = seen.putIfAbsent(entry.key(), entry.place());
        if (first != null) {
            problems.add(
                    entry.place(),
                    pathOf(entry.key()),
                    "must be given once, but stands in line " + first.line() + " already");
        } else if (known != null && !known.contains(entry.key())) {
            problems.add(
                    entry.place(),
                    pathOf(entry.key()),
                    "is no setting; known here are " + String.join(", ", known));
        } else {
            values.put(entry.key(), entry.value());
        }
    }

    private String pathOf(String key) {
        String shown = new Node.Scalar(place, Type.TEXT, key).describe();
        String name = shown.substring(1, shown.length() - 1);
        return path.isEmpty() ? name : path + "." + name;
    }

    void problem(String rule) {
        problems.add(place, path, rule);
    }

    void problem(String key, String rule) {
        Node value = values.get(key);
        problems.add(value == null ? place : value.place(), pathOf(key), rule);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** A setting's node, whatever it is; null if it is not given. */
    @Nullable Node node(String key) {
        return values.get(key);
    }

    /** Text that is not empty; null if it is not given. */
    @Nullable String text(String key) {
        return text(key, false);
    }

    /** The same, for a setting that people write as digits without quotes. */
    @Nullable String textOrDigits(String key) {
        return text(key, true);
    }

    private @Nullable String text(String key, boolean digits) {
        Node value = values.get(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Node.Scalar scalar)) {
            problem(key, "must be text, but was " + value.describe());
            return null;
        }
        boolean isText = scalar.type() == Type.TEXT || (digits && scalar.type() == Type.INTEGER);
        if (!isText) {
            String hint = scalar.type() == Type.NULL ? "" : "; put it in quotes";
            problem(key, "must be text, but was " + value.describe() + hint);
            return null;
        }
        if (scalar.text().isBlank()) {
            problem(key, "must not be empty");
            return null;
        }
        return scalar.text();
    }

    /** True or false; {@code otherwise} if it is not given or wrong. */
    boolean flag(String key, boolean otherwise) {
        Node value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Node.Scalar scalar && scalar.type() == Type.BOOLEAN) {
            return scalar.text().equals("true");
        }
        problem(key, "must be true or false, but was " + value.describe());
        return otherwise;
    }

    /** One of a few words; {@code otherwise} if it is not given or wrong. */
    <T extends @Nullable Object> T choice(String key, Map<String, ? extends T> words, T otherwise) {
        if (!values.containsKey(key)) {
            return otherwise;
        }
        Node value = values.get(key);
        if (value instanceof Node.Scalar scalar
                && scalar.type() == Type.TEXT
                && words.containsKey(scalar.text())) {
            return words.get(scalar.text());
        }
        String found = value == null ? "nothing" : value.describe();
        problem(key, "must be " + String.join(" or ", words.keySet()) + ", but was " + found);
        return otherwise;
    }

    /** A positive, finite number; null if it is not given. */
    @Nullable Double positive(String key) {
        Node value = values.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Node.Scalar scalar
                && (scalar.type() == Type.INTEGER || scalar.type() == Type.DECIMAL)) {
            double number = number(scalar.text());
            if (number > 0 && !Double.isInfinite(number)) {
                return number;
            }
        }
        problem(key, "must be a positive, finite number, but was " + value.describe());
        return null;
    }

    /** A number within bounds, which must be given; null after a problem. */
    @Nullable Double within(String key, double least, double most) {
        Node value = values.get(key);
        Double number = value == null ? null : numberWithin(value, least, most);
        if (number == null) {
            problem(
                    key,
                    "must be a number from "
                            + least
                            + " to "
                            + most
                            + ", but was "
                            + (value == null ? "not given" : value.describe()));
        }
        return number;
    }

    /** A whole number within bounds, which must be given; null after a problem. */
    @Nullable Integer whole(String key, int least, int most) {
        Node value = values.get(key);
        if (value instanceof Node.Scalar scalar && scalar.type() == Type.INTEGER) {
            Double number = numberWithin(value, least, most);
            if (number != null) {
                return number.intValue();
            }
        }
        problem(
                key,
                "must be a whole number from "
                        + least
                        + " to "
                        + most
                        + ", but was "
                        + (value == null ? "not given" : value.describe()));
        return null;
    }

    /** A list of so many numbers within bounds, which must be given; null after a problem. */
    double @Nullable [] numbers(String key, int count, double least, double most) {
        Node value = values.get(key);
        String rule = "must be a list of " + count + " numbers from " + least + " to " + most;
        if (!(value instanceof Node.Sequence sequence)) {
            problem(key, rule + ", but was " + (value == null ? "not given" : value.describe()));
            return null;
        }
        if (sequence.elements().size() != count) {
            problem(key, rule + ", but has " + sequence.elements().size());
            return null;
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            Double number = numberWithin(sequence.elements().get(i), least, most);
            if (number == null) {
                problem(key, rule + ", but has " + sequence.elements().get(i).describe());
                return null;
            }
            numbers[i] = number;
        }
        return numbers;
    }

    /** A number within bounds; null if the node is anything else. */
    static @Nullable Double numberWithin(Node node, double least, double most) {
        if (node instanceof Node.Scalar scalar
                && (scalar.type() == Type.INTEGER || scalar.type() == Type.DECIMAL)) {
            double number = number(scalar.text());
            return number >= least && number <= most ? number : null;
        }
        return null;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            // YAML's .inf and .nan.
            return Double.NaN;
        }
    }

    /** A list, each element read by {@code reader}; empty if it is not given or null. */
    <T> List<T> list(String key, int limit, ElementReader<T> reader) {
        Node value = values.get(key);
        List<T> elements = new ArrayList<>();
        if (value == null || isNull(value)) {
            return elements;
        }
        if (!(value instanceof Node.Sequence sequence)) {
            problem(key, "must be a list, but was " + value.describe());
            return elements;
        }
        int size = sequence.elements().size();
        if (size > limit) {
            problem(key, "must have at most " + limit + " entries, but has " + size);
            return elements;
        }
        for (int i = 0; i < size; i++) {
            T element = reader.read(sequence.elements().get(i), pathOf(key) + "[" + i + "]");
            if (element != null) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** A mapping from names to values, in the text's order; empty if it is not given or null. */
    <T> Map<String, T> byName(
            String key,
            int limit,
            Function<String, @Nullable String> nameProblem,
            ElementReader<T> reader) {
        Map<String, T> elements = new LinkedHashMap<>();
        Node value = values.get(key);
        if (value == null || isNull(value)) {
            return elements;
        }
        Section names = of(value, pathOf(key), null, problems);
        if (names == null) {
            return elements;
        }
        if (names.values.size() > limit) {
            problem(key, "must have at most " + limit + " names, but has " + names.values.size());
            return elements;
        }
        for (Map.Entry<String, Node> entry : names.values.entrySet()) {
            String wrong = nameProblem.apply(entry.getKey());
            if (wrong != null) {
                names.problem(entry.getKey(), wrong);
            }
            T element = reader.read(entry.getValue(), names.pathOf(entry.getKey()));
            if (element != null) {
                elements.put(entry.getKey(), element);
            }
        }
        return elements;
    }

    private static boolean isNull(Node value) {
        return value instanceof Node.Scalar scalar && scalar.type() == Type.NULL;
    }

    /** Reads one element; null after it reported a problem. */
    interface ElementReader<T> {
        @Nullable T read(Node node, String path);
    }
}
