package io.fusewire.core.containment;

import java.util.List;

/**
 * One statement of a deny policy: all actions, all resources, under conditions that must all hold.
 *
 * @param sid names it; begins with {@link #SID_PREFIX}, letters and digits only
 * @param conditions none for an unconditional deny
 */
public record DenyStatement(String sid, List<Condition> conditions) {

    /** By this prefix a statement is known as ours; statements without it are never touched. */
    public static final String SID_PREFIX = "Fusewire";

    public DenyStatement {
        conditions = List.copyOf(conditions);
    }

    /**
     * A condition; one of its values must fit.
     *
     * @param operator {@code StringEquals}, {@code ArnLike}, {@code DateLessThan} or {@code
     *     DateGreaterThanEquals}
     * @param key {@code aws:userid}
     * @param values plain text that needs no escape in JSON
     */
    public record Condition(String operator, String key, List<String> values) {

        public Condition {
            values = List.copyOf(values);
        }

        private void appendTo(StringBuilder json) {
            json.append('"').append(operator).append("\":{\"").append(key).append("\":[");
            String separator = "\"";
            for (String value : values) {
                json.append(separator).append(value).append('"');
                separator = ",\"";
            }
            json.append("]}");
        }
    }

    void appendTo(StringBuilder json) {
        json.append("{\"Sid\":\"")
                .append(sid)
                .append("\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"");
        if (!conditions.isEmpty()) {
            json.append(",\"Condition\":");
            char separator = '{';
            for (Condition condition : conditions) {
                json.append(separator);
                condition.appendTo(json);
                separator = ',';
            }
            json.append('}');
        }
        json.append('}');
    }

    /** Characters in the document. */
    int size() {
        StringBuilder json = new StringBuilder();
        appendTo(json);
        return json.length();
    }
}
