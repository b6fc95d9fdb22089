package io.fusewire.policy;

import io.fusewire.core.policy.PolicyVersion;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads control messages, one JSON object a line, as they stand on the control topic and in the
 * file that a replay is given.
 *
 * <p>A policy comes as an object or as the text of a policy file:
 *
 * <pre>{@code
 * {"type":"policy","effectiveFrom":"2026-01-01T00:00:00Z","policy":{"version":1,"mode":"enforce"}}
 * {"type":"policy","effectiveFrom":"2026-01-01T00:00:00Z","text":"version: 1\nmode: enforce\n"}
 * }</pre>
 *
 * <p>Any other type is refused: a message that nobody understands must not pass for one that was
 * obeyed.
 */
public final class ControlMessageReader {

    /** Most messages in one text; each policy is kept in memory. */
    public static final int MESSAGE_LIMIT = 10_000;

    private static final String TYPE = "type";
    private static final String EFFECTIVE_FROM = "effectiveFrom";
    private static final String POLICY = "policy";
    private static final String TEXT = "text";
    private static final List<String> KEYS = List.of(TYPE, EFFECTIVE_FROM, POLICY, TEXT);

    private ControlMessageReader() {}

    /**
     * Reads one message.
     *
     * @param name what messages call it: a topic's partition and offset
     * @throws PolicyException if anything is wrong with it or with the policy in it
     */
    public static PolicyVersion read(String message, String name) throws PolicyException {
        Problems problems = new Problems(name);
        PolicyVersion version = message(message, 1, name, problems);
        problems.throwIfAny();
        if (version == null) {
            throw new IllegalStateException("a message without problems must have been read");
        }
        return version;
    }

    /**
     * Reads messages, one a line; blank lines are skipped.
     *
     * @param name what messages call the text: a file's name
     * @return the policies in the text's order
     * @throws PolicyException if anything is wrong with any of them; lists all of it
     */
    public static List<PolicyVersion> readLines(String text, String name) throws PolicyException {
        Problems problems = new Problems(name);
        List<PolicyVersion> versions = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            if (versions.size() == MESSAGE_LIMIT) {
                problems.add(
                        new Place(i + 1, 1),
                        "",
                        "must have at most " + MESSAGE_LIMIT + " messages");
                break;
            }
            PolicyVersion version = message(lines.get(i), i + 1, name, problems);
            if (version != null) {
                versions.add(version);
            }
        }
        problems.throwIfAny();
        return List.copyOf(versions);
    }

    private static @Nullable PolicyVersion message(
            String line, int lineNumber, String name, Problems problems) {
        if (line.length() > PolicyReader.TEXT_LIMIT) {
            problems.add(
                    new Place(lineNumber, 1),
                    "",
                    "must have at most "
                            + PolicyReader.TEXT_LIMIT
                            + " characters, but has "
                            + line.length());
            return null;
        }
        try {
            Node root = JsonTree.parse(line, lineNumber);
            return version(root, line, name + ":" + lineNumber, problems);
        } catch (SyntaxException e) {
            problems.add(e.place(), "", e.rule());
            return null;
        }
    }

    private static @Nullable PolicyVersion version(
            Node root, String line, String name, Problems problems) {
        // The type comes first: of a message of another type nothing else makes sense here.
        if (!isPolicy(root, problems)) {
            return null;
        }
        Section section = Section.of(root, "", KEYS, problems);
        if (section == null) {
            return null;
        }
        Long effectiveFrom = effectiveFrom(section);
        String text = policyText(section, line, name, problems);
        return effectiveFrom == null || text == null ? null : PolicyVersion.of(effectiveFrom, text);
    }

    private static boolean isPolicy(Node root, Problems problems) {
        Section any = Section.of(root, "", null, problems);
        if (any == null) {
            return false;
        }
        String type = any.text(TYPE);
        if (POLICY.equals(type)) {
            return true;
        }
        if (!any.has(TYPE)) {
            any.problem(TYPE, "must be given: policy is the only type so far");
        } else if (type != null) {
            any.problem(TYPE, "must be policy, the only type so far, but was '" + type + "'");
        }
        return false;
    }

    private static @Nullable Long effectiveFrom(Section section) {
        String text = section.text(EFFECTIVE_FROM);
        if (text == null) {
            if (!section.has(EFFECTIVE_FROM)) {
                section.problem(EFFECTIVE_FROM, "must be given");
            }
            return null;
        }
        try {
            if (text.endsWith("Z")) {
                return Instant.parse(text).toEpochMilli();
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Falls through to the problem, which says all that the exception would.
        }
        section.problem(
                EFFECTIVE_FROM,
                "must be a UTC time such as 2026-01-01T00:00:00Z, but was '" + text + "'");
        return null;
    }

    /** The text of the policy, once it has proved to be a good one. */
    private static @Nullable String policyText(
            Section section, String line, String name, Problems problems) {
        if (section.has(POLICY) == section.has(TEXT)) {
            section.problem("must give either policy (an object) or text (a policy file's text)");
            return null;
        }
        Node policy = section.node(POLICY);
        if (policy != null) {
            String text =
                    policy instanceof Node.Mapping mapping
                            ? line.substring(mapping.start(), mapping.end())
                            : "";
            boolean good =
                    PolicyReader.read(policy, POLICY, PolicyVersion.idOf(text), problems) != null;
            return good ? text : null;
        }
        String text = section.text(TEXT);
        if (text == null) {
            return null;
        }
        try {
            PolicyReader.read(text, name + ": text");
        } catch (PolicyException e) {
            problems.addAll(e);
            return null;
        }
        return text;
    }
}
