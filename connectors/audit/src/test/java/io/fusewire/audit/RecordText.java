package io.fusewire.audit;

import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.FieldTape;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** A record's whole content as one text, so that two of them can be compared. */
final class RecordText {

    private RecordText() {}

    static String of(CloudTrailRecord record) {
        StringBuilder text = new StringBuilder();
        for (Field field : CloudTrailRecord.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) || field.getName().equals("digest")) {
                continue;
            }
            try {
                append(text, field.getName(), field.get(record), record);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.toString();
    }

    private static void append(
            StringBuilder text, String name, Object value, CloudTrailRecord record) {
        if (value == null
                || value == record.tape
                || Boolean.FALSE.equals(value) && !name.equals("readOnly")) {
            return;
        }
        if (name.equals("requestParameters")
                || name.equals("responseElements")
                || name.equals("resources")) {
            int node = (Integer) value;
            if (node >= 0) {
                text.append(name).append('=');
                node(text, record.tape, node);
                text.append('\n');
            }
            return;
        }
        text.append(name).append('=').append(value).append('\n');
    }

    static String node(FieldTape tape, int node) {
        StringBuilder text = new StringBuilder();
        node(text, tape, node);
        return text.toString();
    }

    private static void node(StringBuilder text, FieldTape tape, int node) {
        if (!tape.isContainer(node)) {
            if (tape.kind(node) == FieldTape.Kind.STRING) {
                text.append('"').append(tape.string(node)).append('"');
            } else {
                text.append(tape.string(node));
            }
            return;
        }
        boolean object = tape.kind(node) == FieldTape.Kind.OBJECT;
        text.append(object ? '{' : '[');
        for (int child = node + 1; child < tape.end(node); child = tape.end(child)) {
            if (child > node + 1) {
                text.append(',');
            }
            if (object) {
                text.append(tape.name(child)).append(':');
            }
            node(text, tape, child);
        }
        text.append(object ? '}' : ']');
    }
}
