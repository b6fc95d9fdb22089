package io.fusewire.core.record;

import io.fusewire.core.catalogue.IdPath;

/**
 * Follows id paths through a record's sections.
 *
 * <p>CloudTrail wraps at will, so a path's first field is also looked for one level down: in the
 * {@code XxxRequest} of newer EC2 calls, in {@code XxxResponse}, in the {@code role} that IAM puts
 * around a created role. Lists come as arrays, as {@code {"items":[…]}}, as one bare element, or as
 * {@code {"tag":1,"content":…}}. Allocates nothing.
 */
final class TapePaths {

    static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

    private static final int NONE = -1;

    private TapePaths() {}

    /** Appends the scalars that {@code path} leads to. */
    static void values(CloudTrailRecord record, IdPath path, NodeList found) {
        int section = section(record, path.section());
        if (section != CloudTrailRecord.ABSENT) {
            walkFrom(record.tape, section, path, found, true);
        }
    }

    /** The text of a value, or of the values of a list that is one id. */
    static String text(FieldTape tape, int node) {
        if (!tape.isContainer(node)) {
            return tape.string(node);
        }
        StringBuilder joined = new StringBuilder();
        int end = tape.end(node);
        for (int child = node + 1; child < end; child = tape.end(child)) {
            if (!tape.isContainer(child)) {
                joined.append(joined.length() == 0 ? "" : ",").append(tape.string(child));
            }
        }
        return joined.toString();
    }

    /** Appends whatever {@code path} leads to, objects and arrays too, but no null. */
    static void nodes(CloudTrailRecord record, IdPath path, NodeList found) {
        int section = section(record, path.section());
        if (section != CloudTrailRecord.ABSENT) {
            walkFrom(record.tape, section, path, found, false);
        }
    }

    /** Most names differ in length or in their last letter, which is cheaper to see than all. */
    private static boolean isNamed(String childName, String name) {
        int length = name.length();
        return childName.length() == length
                && length > 0
                && (childName.charAt(length - 1) | 0x20) == (name.charAt(length - 1) | 0x20)
                && name.equalsIgnoreCase(childName);
    }

    /** The field of an object by its name without case, or -1. */
    static int field(FieldTape tape, int node, String name) {
        if (tape.kind(node) != FieldTape.Kind.OBJECT) {
            return NONE;
        }
        int end = tape.end(node);
        for (int child = node + 1; child < end; child = tape.end(child)) {
            String childName = tape.name(child);
            if (childName != null && isNamed(childName, name)) {
                return child;
            }
        }
        return NONE;
    }

    private static int section(CloudTrailRecord record, IdPath.Section section) {
        return switch (section) {
            case REQUEST -> record.requestParameters;
            case RESPONSE -> record.responseElements;
            case RESOURCES -> record.resources;
        };
    }

    private static void walkFrom(
            FieldTape tape, int section, IdPath path, NodeList found, boolean scalars) {
        if (path.section() == IdPath.Section.RESOURCES) {
            each(tape, section, path, 0, found, scalars);
            return;
        }
        if (path.length() == 0 || tape.kind(section) != FieldTape.Kind.OBJECT) {
            return;
        }
        String first = path.field(0);
        int wrapped = responseWrapper(tape, section, path.section());
        if (wrapped >= 0 && field(tape, section, first) < 0) {
            walkFrom(tape, wrapped, path, found, scalars);
            return;
        }
        if (first.equals(IdPath.ANY_FIELD) || field(tape, section, first) >= 0) {
            walk(tape, section, path, 0, found, scalars);
            return;
        }
        int end = tape.end(section);
        for (int child = section + 1; child < end; child = tape.end(child)) {
            if (isWrapper(tape, child, path.section()) && field(tape, child, first) >= 0) {
                walk(tape, child, path, 0, found, scalars);
                return;
            }
        }
    }

    /** The {@code XxxResponse} that newer EC2 calls put around everything, or -1. */
    private static int responseWrapper(FieldTape tape, int node, IdPath.Section section) {
        if (section != IdPath.Section.RESPONSE) {
            return NONE;
        }
        int end = tape.end(node);
        for (int child = node + 1; child < end; child = tape.end(child)) {
            String name = tape.name(child);
            boolean isObject = tape.kind(child) == FieldTape.Kind.OBJECT;
            if (isObject && name != null && name.endsWith("Response")) {
                return child;
            }
        }
        return NONE;
    }

    /** Requests are wrapped under one name only; a response may wrap in any object. */
    private static boolean isWrapper(FieldTape tape, int child, IdPath.Section section) {
        String name = tape.name(child);
        return tape.kind(child) == FieldTape.Kind.OBJECT
                && name != null
                && (section == IdPath.Section.RESPONSE
                        || name.endsWith("Request")
                        || name.endsWith("Req"));
    }

    private static void walk(
            FieldTape tape, int node, IdPath path, int step, NodeList found, boolean scalars) {
        if (step == path.length()) {
            arrive(tape, node, found, scalars);
            return;
        }
        String name = path.field(step);
        if (name.equals(IdPath.ANY_FIELD)) {
            int end = tape.end(node);
            if (tape.isContainer(node)) {
                for (int child = node + 1; child < end; child = tape.end(child)) {
                    enter(tape, child, path, step, found, scalars);
                }
            }
            return;
        }
        int child = field(tape, node, name);
        if (child >= 0) {
            enter(tape, child, path, step, found, scalars);
        }
    }

    private static void enter(
            FieldTape tape, int child, IdPath path, int step, NodeList found, boolean scalars) {
        if (path.isJoined() && step == path.length() - 1) {
            found.add(child);
        } else if (path.isEachElement(step) || tape.kind(child) == FieldTape.Kind.ARRAY) {
            each(tape, child, path, step + 1, found, scalars);
        } else {
            walk(tape, child, path, step + 1, found, scalars);
        }
    }

    /** Every element of a list in whichever form, or the value itself as the one element. */
    private static void each(
            FieldTape tape, int list, IdPath path, int step, NodeList found, boolean scalars) {
        int elements = list;
        if (tape.kind(list) == FieldTape.Kind.OBJECT) {
            int items = listInside(tape, list, path, step);
            if (items >= 0) {
                elements = items;
            }
        }
        if (tape.kind(elements) != FieldTape.Kind.ARRAY) {
            walk(tape, elements, path, step, found, scalars);
            return;
        }
        int end = tape.end(elements);
        for (int child = elements + 1; child < end; child = tape.end(child)) {
            walk(tape, child, path, step, found, scalars);
        }
    }

    private static int listInside(FieldTape tape, int object, IdPath path, int step) {
        if (step < path.length() && field(tape, object, path.field(step)) >= 0) {
            return NONE;
        }
        int items = field(tape, object, "items");
        return items >= 0 ? items : field(tape, object, "member");
    }

    private static void arrive(FieldTape tape, int node, NodeList found, boolean scalars) {
        FieldTape.Kind kind = tape.kind(node);
        if (kind == FieldTape.Kind.NULL) {
            return;
        }
        if (!scalars) {
            found.add(node);
            return;
        }
        if (kind == FieldTape.Kind.OBJECT) {
            int content = field(tape, node, "content");
            if (content >= 0 && !tape.isContainer(content)) {
                arrive(tape, content, found, true);
            }
            return;
        }
        if (kind == FieldTape.Kind.ARRAY) {
            int end = tape.end(node);
            for (int child = node + 1; child < end; child = tape.end(child)) {
                arrive(tape, child, found, true);
            }
            return;
        }
        boolean isText = kind == FieldTape.Kind.STRING || kind == FieldTape.Kind.NUMBER;
        if (isText && tape.textLengthOf(node) > 0) {
            found.add(node);
        }
    }
}
