package io.fusewire.policy;

import io.fusewire.core.detection.Command;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.policy.PolicyVersion;

import org.jspecify.annotations.Nullable;

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
 * <p>What people say of an agent, and what they approve:
 *
 * <pre>{@code
 * {"type":"verdict","agent":"KEY","decisionId":"…","verdict":"legitimate","to":"HALF_OPEN","at":"…Z","by":"lee"}
 * {"type":"hold","agent":"KEY","at":"…Z","by":"lee"}       likewise release, close, disable, enable
 * {"type":"approval","id":"CHG-17","agent":"PATTERN","effects":["DESTROY"],"operations":["rds:Delete*"],
 *  "resources":["PATTERN"],"types":["AWS::RDS::*"],"count":12,"at":"…Z","notBefore":"…Z","expiry":"…Z",
 *  "ticket":"CHG-17","approvers":["lee@example.com","ann@example.com"]}
 * }</pre>
 *
 * <p>Whoever reads them has to check who says so: nothing here does. Any other type is refused: a
 * message that nobody understands must not pass for one that was obeyed.
 */
public final class ControlMessageReader {

    /** Most messages in one text; each policy is kept in memory. */
    public static final int MESSAGE_LIMIT = 10_000;

    private static final String TYPE = "type";
    private static final String EFFECTIVE_FROM = "effectiveFrom";
    private static final String POLICY = "policy";
    private static final String TEXT = "text";
    private static final String TYPES =
            "policy, verdict, approval, hold, release, close, disable or enable";
    private static final List<String> KEYS = List.of(TYPE, EFFECTIVE_FROM, POLICY, TEXT);

    private ControlMessageReader() {}

    /**
     * Reads one message.
     *
     * @param source the topic's partition that it stands in
     * @param offset its place in there
     * @throws PolicyException if anything is wrong with it or with the policy in it
     */
    public static Statement read(String message, String source, long offset)
            throws PolicyException {
        String name = source + "@" + offset;
        Problems problems = new Problems(name);
        Statement statement =
                message(
                        message,
                        1,
                        name,
                        new PersonMessageReader(source, offset, problems),
                        problems);
        problems.throwIfAny();
        if (statement == null) {
            throw new IllegalStateException("a message without problems must have been read");
        }
        return statement;
    }

    /**
     * Reads messages, one a line; blank lines are skipped.
     *
     * @param name what messages call the text: a file's name
     * @return what they say, in the text's order
     * @throws PolicyException if anything is wrong with any of them; lists all of it
     */
    public static List<Statement> readLines(String text, String name) throws PolicyException {
        Problems problems = new Problems(name);
        List<Statement> statements = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            if (statements.size() == MESSAGE_LIMIT) {
                problems.add(
                        new Place(i + 1, 1),
                        "",
                        "must have at most " + MESSAGE_LIMIT + " messages");
                break;
            }
            Statement statement =
                    message(
                            lines.get(i),
                            i + 1,
                            name,
                            new PersonMessageReader(name, i + 1, problems),
                            problems);
            if (statement != null) {
                statements.add(statement);
            }
        }
        problems.throwIfAny();
        return List.copyOf(statements);
    }

    private static @Nullable Statement message(
            String line,
            int lineNumber,
            String name,
            PersonMessageReader person,
            Problems problems) {
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
            return statement(root, line, name + ":" + lineNumber, person, problems);
        } catch (SyntaxException e) {
            problems.add(e.place(), "", e.rule());
            return null;
        }
    }

    private static @Nullable Statement statement(
            Node root, String line, String name, PersonMessageReader person, Problems problems) {
        // The type comes first: of a message of another type nothing else makes sense here.
        String type = typeOf(root, problems);
        if (type == null) {
            return null;
        }
        Command.Kind kind = PersonMessageReader.COMMANDS.get(type);
        if (kind != null) {
            return statement(person.command(root, kind));
        }
        return switch (type) {
            case POLICY -> policy(root, line, name, problems);
            case PersonMessageReader.VERDICT -> statement(person.verdict(root));
            case PersonMessageReader.APPROVAL -> {
                Approval approval = person.approval(root);
                yield approval == null ? null : Statement.of(approval);
            }
            default -> throw new IllegalStateException("a known type must be read: " + type);
        };
    }

    private static @Nullable Statement statement(@Nullable Command command) {
        return command == null ? null : Statement.of(command);
    }

    private static @Nullable String typeOf(Node root, Problems problems) {
        Section any = Section.of(root, "", null, problems);
        if (any == null) {
            return null;
        }
        if (!any.has(TYPE)) {
            any.problem(TYPE, "must be given: " + TYPES);
        }
        String type = any.text(TYPE);
        if (type == null || isKnown(type)) {
            return type;
        }
        any.problem(TYPE, "must be " + TYPES + ", but was '" + type + "'");
        return null;
    }

    private static boolean isKnown(String type) {
        return type.equals(POLICY)
                || type.equals(PersonMessageReader.VERDICT)
                || type.equals(PersonMessageReader.APPROVAL)
                || PersonMessageReader.COMMANDS.containsKey(type);
    }

    private static @Nullable Statement policy(
            Node root, String line, String name, Problems problems) {
        Section section = Section.of(root, "", KEYS, problems);
        if (section == null) {
            return null;
        }
        Long effectiveFrom = PersonMessageReader.time(section, EFFECTIVE_FROM);
        String text = policyText(section, line, name, problems);
        return effectiveFrom == null || text == null
                ? null
                : Statement.of(PolicyVersion.of(effectiveFrom, text));
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
