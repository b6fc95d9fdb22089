package io.fusewire.policy;

import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.detection.Command;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.core.staging.StagedVersion;
import io.fusewire.core.staging.StagingStep;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

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
 * <p>Priors, as {@code learn} writes them, come likewise:
 *
 * <pre>{@code
 * {"type":"priors","effectiveFrom":"2026-01-01T00:00:00Z","text":"version: 1\nfleet: …"}
 * }</pre>
 *
 * <p>With {@code "stage":true} either is tried beside what holds, until it is activated or
 * withdrawn:
 *
 * <pre>{@code
 * {"type":"activate","version":"0a1b2c3d4e5f","at":"…Z","by":"lee"}       likewise withdraw
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
 * <p>Whoever reads them has to check who says so: nothing here does. A signed message has {@code
 * jti}, its own name, and {@code iat}, seconds since 1970, and its signatures in place of {@code
 * at}, {@code by} and {@code approvers}. Any other type is refused: a message that nobody
 * understands must not pass for one that was obeyed.
 */
public final class ControlMessageReader {

    /** Most messages in one text; each policy is kept in memory. */
    public static final int MESSAGE_LIMIT = 10_000;

    private static final String TYPE = "type";
    private static final String EFFECTIVE_FROM = "effectiveFrom";
    private static final String POLICY = "policy";
    private static final String PRIORS = "priors";
    private static final String TEXT = "text";
    private static final String TYPES =
            "policy, priors, activate, withdraw, verdict, approval, hold, release, close, disable or"
                    + " enable";
    private static final String STAGE = "stage";
    private static final String VERSION = "version";
    private static final Map<String, StagingStep.Type> STEPS =
            Map.of("activate", StagingStep.Type.ACTIVATE, "withdraw", StagingStep.Type.WITHDRAW);

    private static final Pattern VERSION_ID = Pattern.compile("[0-9a-f]{12}");

    private final String text;
    private final int lineNumber;
    private final String name;
    private final Speakers speakers;
    private final PersonMessageReader person;
    private final Problems problems;

    private ControlMessageReader(
            String text,
            int lineNumber,
            String name,
            Speakers speakers,
            PersonMessageReader person,
            Problems problems) {
        this.text = text;
        this.lineNumber = lineNumber;
        this.name = name;
        this.speakers = speakers;
        this.person = person;
        this.problems = problems;
    }

    /**
     * Reads one message.
     *
     * @param source the topic's partition that it stands in
     * @param offset its place in there
     * @throws PolicyException if anything is wrong with it or with the policy in it
     */
    public static Statement read(String message, String source, long offset)
            throws PolicyException {
        return one(message, source, offset, Speakers.asWritten());
    }

    /**
     * Reads what a signed message says: as an unsigned one, but with {@code jti} and {@code iat}
     * instead of {@code at}, {@code by} and {@code approvers}.
     *
     * @param payload what was signed; its signatures have been checked
     * @param source the topic's partition or the file that it stands in
     * @param offset its place in there
     * @param persons who signed it
     * @throws PolicyException if anything is wrong with it or with the policy in it
     */
    public static SignedText readSigned(
            String payload, String source, long offset, List<String> persons)
            throws PolicyException {
        Speakers.Signed speakers = new Speakers.Signed(persons);
        Statement statement = one(payload, source, offset, speakers);
        return new SignedText(speakers.messageId(), speakers.issuedAtMillis(), statement);
    }

    private static Statement one(String message, String source, long offset, Speakers speakers)
            throws PolicyException {
        String name = source + "@" + offset;
        Problems problems = new Problems(name);
        PersonMessageReader person = new PersonMessageReader(source, offset, speakers, problems);
        Statement statement =
                new ControlMessageReader(message, 1, name, speakers, person, problems).statement();
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
            Speakers speakers = Speakers.asWritten();
            Statement statement =
                    new ControlMessageReader(
                                    lines.get(i),
                                    i + 1,
                                    name + ":" + (i + 1),
                                    speakers,
                                    new PersonMessageReader(name, i + 1, speakers, problems),
                                    problems)
                            .statement();
            if (statement != null) {
                statements.add(statement);
            }
        }
        problems.throwIfAny();
        return List.copyOf(statements);
    }

    /** What the message says; null after a problem. */
    private @Nullable Statement statement() {
        if (text.length() > PolicyReader.TEXT_LIMIT) {
            problems.add(
                    new Place(lineNumber, 1),
                    "",
                    "must have at most "
                            + PolicyReader.TEXT_LIMIT
                            + " characters, but has "
                            + text.length());
            return null;
        }
        try {
            return statement(JsonTree.parse(text, lineNumber));
        } catch (SyntaxException e) {
            problems.add(e.place(), "", e.rule());
            return null;
        }
    }

    private @Nullable Statement statement(Node root) {
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
            case POLICY, PRIORS -> version(root, type);
            case "activate", "withdraw" -> step(root, Objects.requireNonNull(STEPS.get(type)));
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
                || type.equals(PRIORS)
                || STEPS.containsKey(type)
                || type.equals(PersonMessageReader.VERDICT)
                || type.equals(PersonMessageReader.APPROVAL)
                || PersonMessageReader.COMMANDS.containsKey(type);
    }

    /** A policy or priors: {@code kind} is the type and the key of the object form. */
    private @Nullable Statement version(Node root, String kind) {
        List<String> keys = List.of(TYPE, EFFECTIVE_FROM, kind, TEXT, STAGE);
        Section section = Section.of(root, "", speakers.keys(keys, List.of()), problems);
        if (section == null) {
            return null;
        }
        speakers.noteMessage(section);
        Long effectiveFrom = PersonMessageReader.time(section, EFFECTIVE_FROM);
        String content = content(section, kind);
        boolean staged = section.flag(STAGE, false);
        if (effectiveFrom == null || content == null) {
            return null;
        }
        if (staged) {
            return Statement.of(
                    new StagingStep(
                            StagingStep.Type.STAGE,
                            kind.equals(POLICY)
                                    ? StagedVersion.Kind.POLICY
                                    : StagedVersion.Kind.PRIORS,
                            PolicyVersion.idOf(content),
                            content,
                            effectiveFrom,
                            speakers.signers(),
                            person.source(),
                            person.number()));
        }
        return kind.equals(POLICY)
                ? Statement.of(PolicyVersion.of(effectiveFrom, content))
                : Statement.of(PriorsVersion.of(effectiveFrom, content));
    }

    private @Nullable Statement step(Node root, StagingStep.Type type) {
        Section section =
                Section.of(
                        root,
                        "",
                        speakers.keys(List.of(TYPE, VERSION), List.of("at", "by")),
                        problems);
        if (section == null) {
            return null;
        }
        speakers.noteMessage(section);
        Long at = speakers.at(section);
        String by = speakers.by(section);
        String version = section.text(VERSION);
        if (version == null || !VERSION_ID.matcher(version).matches()) {
            section.problem(VERSION, "must be the id of a version, 12 hexadecimal digits");
            return null;
        }
        return at == null || by == null
                ? null
                : Statement.of(
                        new StagingStep(
                                type,
                                null,
                                version,
                                null,
                                at,
                                by,
                                person.source(),
                                person.number()));
    }

    /** The text of the policy or the priors, once it has proved to be a good one. */
    private @Nullable String content(Section section, String kind) {
        if (section.has(kind) == section.has(TEXT)) {
            section.problem(
                    "must give either %s (an object) or text (a %s file's text)"
                            .formatted(kind, kind));
            return null;
        }
        Node object = section.node(kind);
        if (object != null) {
            String given =
                    object instanceof Node.Mapping mapping
                            ? text.substring(mapping.start(), mapping.end())
                            : "";
            return isGood(object, kind, PolicyVersion.idOf(given)) ? given : null;
        }
        String given = section.text(TEXT);
        if (given == null) {
            return null;
        }
        try {
            if (kind.equals(POLICY)) {
                PolicyReader.read(given, name + ": text");
            } else {
                PriorsReader.read(given, name + ": text");
            }
        } catch (PolicyException e) {
            problems.addAll(e);
            return null;
        }
        return given;
    }

    private boolean isGood(Node object, String kind, String id) {
        return kind.equals(POLICY)
                ? PolicyReader.read(object, POLICY, id, problems) != null
                : PriorsReader.read(object, PRIORS, id, problems) != null;
    }
}
