package io.fusewire.policy;

import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.Command.Kind;
import io.fusewire.core.event.Effect;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.policy.Glob;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads what a person says in a control message, beside policies. */
final class PersonMessageReader {

    static final String VERDICT = "verdict";
    static final String APPROVAL = "approval";

    /** Commands by their type. */
    static final Map<String, Kind> COMMANDS =
            Map.of(
                    "hold", Kind.HOLD,
                    "release", Kind.RELEASE,
                    "close", Kind.CLOSE,
                    "disable", Kind.DISABLE,
                    "enable", Kind.ENABLE);

    /** Longest name or key, in characters. */
    private static final int NAME_LIMIT = 2_048;

    /** Most entries of a list in an approval. */
    private static final int ENTRIES_LIMIT = 100;

    private static final Map<String, Kind> VERDICTS =
            Map.of("legitimate", Kind.LEGITIMATE, "harm", Kind.HARM);
    private static final Map<String, Boolean> TO_PROBATION =
            Map.of("CLOSED", false, "HALF_OPEN", true);
    private static final List<String> AT_AND_BY = List.of("at", "by");
    private static final List<String> AT_AND_APPROVERS = List.of("at", "approvers");
    private static final List<String> COMMAND_KEYS = List.of("type", "agent");
    private static final List<String> VERDICT_KEYS =
            List.of("type", "agent", "decisionId", VERDICT, "to");
    private static final List<String> APPROVAL_KEYS =
            List.of(
                    "type",
                    "id",
                    "agent",
                    "effects",
                    "operations",
                    "resources",
                    "types",
                    "count",
                    "notBefore",
                    "expiry",
                    "ticket");

    private final String source;
    private final long number;
    private final Speakers speakers;
    private final Problems problems;

    /**
     * @param source the file or topic that the message stands in
     * @param number its line or offset in there
     * @param speakers who says it
     */
    PersonMessageReader(String source, long number, Speakers speakers, Problems problems) {
        this.source = source;
        this.number = number;
        this.speakers = speakers;
        this.problems = problems;
    }

    String source() {
        return source;
    }

    long number() {
        return number;
    }

    @Nullable Command verdict(Node root) {
        Section section = Section.of(root, "", speakers.keys(VERDICT_KEYS, AT_AND_BY), problems);
        if (section == null) {
            return null;
        }
        speakers.noteMessage(section);
        String agent = name(section, "agent");
        String decisionId = name(section, "decisionId");
        Kind verdict = choice(section, VERDICT, VERDICTS);
        Boolean toProbation =
                section.has("to") ? choice(section, "to", TO_PROBATION) : Boolean.FALSE;
        Long at = speakers.at(section);
        String by = speakers.by(section);
        if (agent == null
                || decisionId == null
                || verdict == null
                || toProbation == null
                || at == null
                || by == null) {
            return null;
        }
        return new Command(verdict, agent, decisionId, toProbation, at, by, source, number);
    }

    @Nullable Command command(Node root, Kind kind) {
        Section section = Section.of(root, "", speakers.keys(COMMAND_KEYS, AT_AND_BY), problems);
        if (section == null) {
            return null;
        }
        speakers.noteMessage(section);
        String agent = name(section, "agent");
        Long at = speakers.at(section);
        String by = speakers.by(section);
        return agent == null || at == null || by == null
                ? null
                : new Command(kind, agent, null, false, at, by, source, number);
    }

    @Nullable Approval approval(Node root) {
        Section section =
                Section.of(root, "", speakers.keys(APPROVAL_KEYS, AT_AND_APPROVERS), problems);
        if (section == null) {
            return null;
        }
        speakers.noteMessage(section);
        String id = name(section, "id");
        String agent = name(section, "agent");
        if (agent != null && Glob.problemOf(agent) != null) {
            section.problem("agent", String.valueOf(Glob.problemOf(agent)));
        }
        List<String> effects = texts(section, "effects", PersonMessageReader::effectProblem);
        List<String> operations = texts(section, "operations", Glob::problemOf);
        if (!section.has("effects") && !section.has("operations")) {
            section.problem("must give effects or operations, or both");
        }
        List<String> resources = texts(section, "resources", Glob::problemOf);
        if (!section.has("resources")) {
            section.problem("resources", "must be given: [\"*\"] stands for any");
        }
        List<String> types = texts(section, "types", Glob::problemOf);
        Integer count = count(section);
        Long at = speakers.at(section);
        Long notBefore = time(section, "notBefore");
        Long expiry = time(section, "expiry");
        String ticket = name(section, "ticket");
        List<String> approvers = speakers.approvers(section, this);
        if (id == null
                || agent == null
                || count == null
                || at == null
                || notBefore == null
                || expiry == null
                || ticket == null) {
            return null;
        }
        return new Approval(
                id,
                agent,
                effects,
                operations,
                resources,
                types,
                count,
                at,
                notBefore,
                expiry,
                ticket,
                approvers,
                source,
                number);
    }

    private static @Nullable String effectProblem(String effect) {
        return Arrays.stream(Effect.values()).anyMatch(known -> known.name().equals(effect))
                ? null
                : "must be one of "
                        + Arrays.toString(Effect.values())
                        + ", but was '"
                        + effect
                        + "'";
    }

    /** A name or key that must be given; null after a problem. */
    static @Nullable String name(Section section, String key) {
        String text = section.text(key);
        if (text == null) {
            if (!section.has(key)) {
                section.problem(key, "must be given");
            }
            return null;
        }
        if (text.length() > NAME_LIMIT) {
            section.problem(
                    key,
                    "must have at most " + NAME_LIMIT + " characters, but has " + text.length());
            return null;
        }
        return text;
    }

    private static <T> @Nullable T choice(Section section, String key, Map<String, T> words) {
        if (!section.has(key)) {
            section.problem(key, "must be given");
            return null;
        }
        return section.<@Nullable T>choice(key, new TreeMap<>(words), null);
    }

    private static @Nullable Integer count(Section section) {
        if (!section.has("count")) {
            section.problem("count", "must be given");
            return null;
        }
        Double count = section.positive("count");
        if (count == null) {
            return null;
        }
        if (count != Math.rint(count) || count > Integer.MAX_VALUE) {
            section.problem("count", "must be a whole number, but was " + count);
            return null;
        }
        return count.intValue();
    }

    List<String> texts(Section section, String key, Function<String, @Nullable String> problem) {
        return section.list(
                key,
                ENTRIES_LIMIT,
                (node, path) -> {
                    if (!(node instanceof Node.Scalar scalar)
                            || scalar.type() != Node.Scalar.Type.TEXT
                            || scalar.text().isBlank()) {
                        problems.add(
                                node.place(),
                                path,
                                "must be text that is not empty, but was " + node.describe());
                        return null;
                    }
                    String wrong = problem.apply(scalar.text());
                    if (wrong != null) {
                        problems.add(node.place(), path, wrong);
                        return null;
                    }
                    return scalar.text();
                });
    }

    /** A UTC time; null after a problem. */
    static @Nullable Long time(Section section, String key) {
        String text = section.text(key);
        if (text == null) {
            if (!section.has(key)) {
                section.problem(key, "must be given");
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
                key, "must be a UTC time such as 2026-01-01T00:00:00Z, but was '" + text + "'");
        return null;
    }
}
