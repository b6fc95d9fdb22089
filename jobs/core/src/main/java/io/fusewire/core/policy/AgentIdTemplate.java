package io.fusewire.core.policy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A policy's own name for an agent, with {@code {placeholders}} that one record can fill: a
 * template splits sessions that share a key by default, or joins those that do not.
 *
 * <p>The caller's partition and account are always put in front of what a template gives, so two
 * accounts never share an agent. A placeholder that the record cannot fill becomes {@code -}.
 */
public final class AgentIdTemplate {

    /** Longest accepted template, in characters. */
    public static final int LENGTH_LIMIT = 256;

    /** What a placeholder stands for. */
    public enum Placeholder {
        /** Name of the role, without its path. */
        ROLE_NAME("roleName"),
        /** Name of the IAM user. */
        USER_NAME("userName"),
        /** Name of the role session, as it is. */
        SESSION_NAME("sessionName"),
        /** The same with digits, hex runs, UUIDs and times replaced. */
        SESSION_FAMILY("sessionFamily"),
        /** Source identity of the session. */
        SOURCE_IDENTITY("sourceIdentity");

        private final String text;

        Placeholder(String text) {
            this.text = text;
        }

        /** The name between the braces. */
        public String text() {
            return text;
        }

        private static @Nullable Placeholder of(String text) {
            for (Placeholder placeholder : values()) {
                if (placeholder.text.equals(text)) {
                    return placeholder;
                }
            }
            return null;
        }
    }

    private final String template;

    /** Literals at even places, placeholders' texts at odd ones. */
    private final List<String> parts;

    private AgentIdTemplate(String template, List<String> parts) {
        this.template = template;
        this.parts = parts;
    }

    /**
     * Compiles a template.
     *
     * @throws IllegalArgumentException if {@link #problemOf} has something to say about it
     */
    public static AgentIdTemplate compile(String template) {
        String problem = problemOf(template);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', start)) {
            int close = template.indexOf('}', open);
            parts.add(template.substring(start, open));
            parts.add(template.substring(open + 1, close));
            start = close + 1;
        }
        parts.add(template.substring(start));
        return new AgentIdTemplate(template, List.copyOf(parts));
    }

    /** The rule that a template breaks and its value, or null if it is a good one. */
    public static @Nullable String problemOf(String template) {
        if (template.isBlank()) {
            return "must not be empty";
        }
        if (template.length() > LENGTH_LIMIT) {
            return "must have at most "
                    + LENGTH_LIMIT
                    + " characters, but has "
                    + template.length();
        }
        if (template.chars().anyMatch(Character::isISOControl)) {
            return "must not hold control characters";
        }
        int open = -1;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '{') {
                if (open >= 0) {
                    return "must close { before the next one opens";
                }
                open = i;
            } else if (c == '}') {
                if (open < 0) {
                    return "must not hold a } without its {";
                }
                String name = template.substring(open + 1, i);
                if (Placeholder.of(name) == null) {
                    return "must use only the placeholders " + names() + ", but has {" + name + "}";
                }
                open = -1;
            }
        }
        return open < 0 ? null : "must close every {";
    }

    private static String names() {
        List<String> names = new ArrayList<>();
        for (Placeholder placeholder : Placeholder.values()) {
            names.add("{" + placeholder.text + "}");
        }
        return String.join(" ", names);
    }

    /** The template with its placeholders filled; a null value becomes {@code -}. */
    public String fill(Function<Placeholder, @Nullable String> values) {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            Placeholder placeholder = i % 2 == 0 ? null : Placeholder.of(parts.get(i));
            if (placeholder == null) {
                filled.append(parts.get(i));
            } else {
                String value = values.apply(placeholder);
                filled.append(value == null || value.isEmpty() ? "-" : value);
            }
        }
        return filled.toString();
    }

    /** The template as it was written. */
    @Override
    public String toString() {
        return template;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AgentIdTemplate that && template.equals(that.template);
    }

    @Override
    public int hashCode() {
        return template.hashCode();
    }
}
