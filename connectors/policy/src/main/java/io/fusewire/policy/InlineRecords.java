package io.fusewire.policy;

import io.fusewire.policy.Node.Scalar.Type;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Audit records written in a policy test: mappings in CloudTrail's own terms.
 *
 * <p>Each has what is given for all of them, unless it says otherwise itself; a record without an
 * {@code eventID} gets {@code record-N}, by its place in the list from 1. One with {@code repeat}
 * stands for so many, {@code everySeconds} apart, in whose texts <code>{n}</code> is the number
 * from 1 and whose ids are {@code record-N/1}, {@code record-N/2} and so on.
 */
final class InlineRecords {

    /** Most records of one test, repetitions counted. */
    static final int RECORD_LIMIT = 10_000;

    /** CloudTrail writes four digits of a year. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private static final String EVENT_ID = "eventID";
    private static final String EVENT_TIME = "eventTime";
    private static final String NUMBER = "{n}";

    private final Problems problems;
    private final Node.@Nullable Mapping given;

    InlineRecords(Problems problems) {
        this(problems, null);
    }

    private InlineRecords(Problems problems, Node.@Nullable Mapping given) {
        this.problems = problems;
        this.given = given;
    }

    /** Records that have, beside what is given already, what stands at a key. */
    InlineRecords with(Section section, String key) {
        Node node = section.node(key);
        if (node == null) {
            return this;
        }
        if (!(node instanceof Node.Mapping mapping)) {
            section.problem(key, "must be a mapping of fields, but was " + node.describe());
            return this;
        }
        refuseDoubles(mapping, key);
        return new InlineRecords(problems, given == null ? mapping : merged(given, mapping));
    }

    /** One JSON record a line; empty if there are none. */
    String read(Section section, String key) {
        List<String> lines = new ArrayList<>();
        int[] place = new int[1];
        section.list(
                key,
                RECORD_LIMIT,
                (node, path) -> {
                    place[0]++;
                    if (node instanceof Node.Mapping mapping) {
                        refuseDoubles(mapping, path);
                        write(mapping, path, place[0], lines);
                    } else {
                        problems.add(
                                node.place(),
                                path,
                                "must be a record's fields, but was " + node.describe());
                    }
                    return null;
                });
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private void write(Node.Mapping own, String path, int place, List<String> lines) {
        Map<String, Node> fields = fieldsOf(given == null ? own : merged(given, own));
        Integer repeat = count(fields.remove(PolicyTestKeys.REPEAT), path, PolicyTestKeys.REPEAT);
        Integer every =
                count(
                        fields.remove(PolicyTestKeys.EVERY_SECONDS),
                        path,
                        PolicyTestKeys.EVERY_SECONDS);
        Instant start = start(fields, own, path);
        if (start == null) {
            return;
        }
        boolean hasId = fields.containsKey(EVENT_ID);
        if (repeat != null
                && fields.get(EVENT_ID) instanceof Node.Scalar id
                && !id.text().contains(NUMBER)) {
            problems.add(
                    id.place(),
                    path + "." + EVENT_ID,
                    "must hold {n} in a repeated record, so that no two are one");
        }
        int times = repeat == null ? 1 : repeat;
        if (lines.size() + times > RECORD_LIMIT) {
            problems.add(
                    own.place(),
                    path,
                    "must not be more than the " + RECORD_LIMIT + "th record of its test");
            return;
        }
        for (int n = 1; n <= times; n++) {
            Instant time = start.plusSeconds((long) (every == null ? 1 : every) * (n - 1));
            fields.put(EVENT_TIME, text(own, time.toString()));
            if (!hasId) {
                String id = "record-" + place + (repeat == null ? "" : "/" + n);
                fields.put(EVENT_ID, text(own, id));
            }
            String number = String.valueOf(n);
            lines.add(NodeJson.write(mapping(own, fields), value -> value.replace(NUMBER, number)));
        }
    }

    private @Nullable Integer count(@Nullable Node node, String path, String key) {
        if (node == null) {
            return null;
        }
        Double number = Section.numberWithin(node, 1, RECORD_LIMIT);
        if (number == null || number != Math.rint(number)) {
            problems.add(
                    node.place(),
                    path + "." + key,
                    "must be a whole number from 1 to "
                            + RECORD_LIMIT
                            + ", but was "
                            + node.describe());
            return null;
        }
        return number.intValue();
    }

    private @Nullable Instant start(Map<String, Node> fields, Node.Mapping own, String path) {
        Node node = fields.get(EVENT_TIME);
        if (node instanceof Node.Scalar scalar && scalar.type() == Type.TEXT) {
            try {
                Instant time = Instant.parse(scalar.text());
                if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                    return time;
                }
            } catch (DateTimeException e) {
                // The problem below says all that the exception would.
            }
        }
        problems.add(
                node == null ? own.place() : node.place(),
                path + "." + EVENT_TIME,
                "must be a UTC time such as 2026-01-01T00:00:00Z, but was "
                        + (node == null ? "not given" : node.describe()));
        return null;
    }

    /** Both, the second over the first; mappings in both are merged likewise. */
    private static Node.Mapping merged(Node.Mapping first, Node.Mapping second) {
        Map<String, Node> fields = fieldsOf(first);
        for (Node.Entry entry : second.entries()) {
            Node before = fields.get(entry.key());
            fields.put(
                    entry.key(),
                    before instanceof Node.Mapping below
                                    && entry.value() instanceof Node.Mapping over
                            ? merged(below, over)
                            : entry.value());
        }
        return mapping(second, fields);
    }

    private static Map<String, Node> fieldsOf(Node.Mapping mapping) {
        Map<String, Node> fields = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> fields.put(entry.key(), entry.value()));
        return fields;
    }

    private static Node.Mapping mapping(Node.Mapping at, Map<String, Node> fields) {
        List<Node.Entry> entries = new ArrayList<>();
        fields.forEach((key, value) -> entries.add(new Node.Entry(key, value.place(), value)));
        return new Node.Mapping(at.place(), entries, at.start(), at.end());
    }

    private static Node text(Node.Mapping at, String value) {
        return new Node.Scalar(at.place(), Type.TEXT, value);
    }

    private void refuseDoubles(Node node, String path) {
        if (node instanceof Node.Mapping mapping) {
            Set<String> seen = new HashSet<>();
            for (Node.Entry entry : mapping.entries()) {
                if (!seen.add(entry.key())) {
                    problems.add(entry.place(), path + "." + entry.key(), "must be given once");
                }
                refuseDoubles(entry.value(), path + "." + entry.key());
            }
        } else if (node instanceof Node.Sequence sequence) {
            for (int i = 0; i < sequence.elements().size(); i++) {
                refuseDoubles(sequence.elements().get(i), path + "[" + i + "]");
            }
        }
    }
}
