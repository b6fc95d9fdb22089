package io.fusewire.core.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * A compiled path to ids in a record: dots separate fields, {@code []} stands for each element of
 * an array (or the value itself where it is none), {@code *} for any field, {@code [+]} at the end
 * for a list whose values are one id together (a partition's).
 *
 * <p>A path starts in {@code requestParameters} unless its text begins with {@code
 * responseElements.} or {@code resources}. Names are compared without case: CloudTrail's casing
 * differs between the styles of one service.
 */
public final class IdPath {

    /** Where a path starts. */
    public enum Section {
        REQUEST,
        RESPONSE,
        RESOURCES
    }

    /** The step that takes every field of an object. */
    public static final String ANY_FIELD = "*";

    private static final String JOINED = "[+]";
    private static final String RESPONSE_PREFIX = "responseElements.";
    private static final String RESOURCES_PREFIX = "resources";

    private final String text;
    private final Section section;
    private final String[] fields;
    private final boolean[] eachElement;
    private final boolean batch;
    private final boolean joined;

    private IdPath(String text, Section section, List<String> steps) {
        this.text = text;
        this.section = section;
        this.fields = new String[steps.size()];
        this.eachElement = new boolean[steps.size()];
        boolean anyElement = section == Section.RESOURCES;
        for (int i = 0; i < fields.length; i++) {
            String step = steps.get(i);
            eachElement[i] = step.endsWith("[]");
            fields[i] = eachElement[i] ? step.substring(0, step.length() - 2) : step;
            anyElement |= eachElement[i];
        }
        this.batch = anyElement;
        this.joined = text.endsWith(JOINED);
    }

    /**
     * Compiles a path.
     *
     * @throws IllegalArgumentException if a step has no name
     */
    public static IdPath of(String text) {
        Section section = Section.REQUEST;
        String rest = text;
        if (text.startsWith(RESPONSE_PREFIX)) {
            section = Section.RESPONSE;
            rest = text.substring(RESPONSE_PREFIX.length());
        } else if (text.equals("resources[]") || text.startsWith("resources[].")) {
            section = Section.RESOURCES;
            rest = text.substring(Math.min(text.length(), RESOURCES_PREFIX.length() + 3));
        }
        if (rest.endsWith(JOINED)) {
            rest = rest.substring(0, rest.length() - JOINED.length());
        }
        List<String> steps = new ArrayList<>();
        for (String step : rest.isEmpty() ? new String[0] : rest.split("\\.", -1)) {
            if (step.isEmpty() || step.equals("[]")) {
                throw new IllegalArgumentException(
                        "path must name every field, but was \"" + text + "\"");
            }
            if (step.startsWith("*[]")) {
                steps.add(ANY_FIELD + "[]");
            } else {
                steps.add(step);
            }
        }
        return new IdPath(text, section, steps);
    }

    public Section section() {
        return section;
    }

    /** Number of steps below the section. */
    public int length() {
        return fields.length;
    }

    public String field(int step) {
        return fields[step];
    }

    public boolean isEachElement(int step) {
        return eachElement[step];
    }

    /** Whether the path can lead to several values. */
    public boolean isBatch() {
        return batch;
    }

    /** Whether the list that the path leads to is one id. */
    public boolean isJoined() {
        return joined;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdPath path && path.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The path as the tables write it. */
    @Override
    public String toString() {
        return text;
    }
}
