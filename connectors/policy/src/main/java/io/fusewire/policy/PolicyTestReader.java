package io.fusewire.policy;

import io.fusewire.core.policy.Glob;
import io.fusewire.policy.PolicyTests.Expectation;
import io.fusewire.policy.PolicyTests.Outcome;
import io.fusewire.policy.PolicyTests.PolicyTest;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads files of policy tests.
 *
 * <pre>{@code
 * tests:
 *   - name: A coder that drops the tables of others trips
 *     records:
 *       - { eventTime: "2026-11-17T10:00:00Z", eventSource: dynamodb.amazonaws.com, eventName: DeleteTable, … }
 *     expect:
 *       - { agent: "*:role/agents/coder*", decision: trip, at: record-1 }
 * }</pre>
 *
 * <p>As strict as a policy: what no setting explains is a problem, and all problems come at once.
 */
public final class PolicyTestReader {

    /** Most tests of one file. */
    public static final int TEST_LIMIT = 1_000;

    /** Looks at a file that a test names. */
    @FunctionalInterface
    public interface FileCheck {
        /** What is wrong with the file; null if nothing is. */
        @Nullable String problemOf(String file);
    }

    static final Map<String, Outcome> OUTCOMES = outcomes();

    private final String source;
    private final FileCheck files;
    private final Problems problems;
    private final Map<String, Integer> names = new HashMap<>();

    private PolicyTestReader(String source, FileCheck files, Problems problems) {
        this.source = source;
        this.files = files;
        this.problems = problems;
    }

    private static Map<String, Outcome> outcomes() {
        Map<String, Outcome> words = new LinkedHashMap<>();
        words.put("trip", Outcome.TRIP);
        words.put("alert", Outcome.ALERT);
        words.put("none", Outcome.NONE);
        return words;
    }

    /**
     * Reads tests.
     *
     * @param text the file's content
     * @param name what messages call it: a file's name
     * @param files tells what is wrong with a file that the text names
     * @throws PolicyException if anything is wrong; lists all of it
     */
    public static PolicyTests read(String text, String name, FileCheck files)
            throws PolicyException {
        Problems problems = new Problems(name);
        PolicyTests tests = null;
        try {
            Node root = PolicyReader.parse(text);
            tests = new PolicyTestReader(name, files, problems).file(root);
        } catch (SyntaxException e) {
            problems.add(e.place(), "", e.rule());
        }
        problems.throwIfAny();
        if (tests == null) {
            throw new IllegalStateException("tests without problems must have been read");
        }
        return tests;
    }

    private @Nullable PolicyTests file(Node root) {
        Section section = Section.of(root, "", PolicyTestKeys.FILE, problems);
        if (section == null) {
            return null;
        }
        InlineRecords given = new InlineRecords(problems).with(section, PolicyTestKeys.GIVEN);
        String policy = file(section, PolicyTestKeys.POLICY);
        List<PolicyTest> tests =
                section.list(
                        PolicyTestKeys.TESTS, TEST_LIMIT, (node, path) -> test(node, path, given));
        if (!section.has(PolicyTestKeys.TESTS)) {
            section.problem(PolicyTestKeys.TESTS, "must be given: a list of tests");
        } else if (tests.isEmpty() && problems.isEmpty()) {
            section.problem(PolicyTestKeys.TESTS, "must have at least one test");
        }
        return new PolicyTests(policy, tests);
    }

    private @Nullable PolicyTest test(Node node, String path, InlineRecords given) {
        Section section = Section.of(node, path, PolicyTestKeys.TEST, problems);
        if (section == null) {
            return null;
        }
        String name = name(section, node.place().line());
        List<String> named =
                section.list(
                        PolicyTestKeys.FILES,
                        PolicyReader.ENTRY_LIMIT,
                        (file, filePath) -> fileOf(file, filePath));
        String records =
                given.with(section, PolicyTestKeys.GIVEN).read(section, PolicyTestKeys.RECORDS);
        if (!section.has(PolicyTestKeys.FILES) && !section.has(PolicyTestKeys.RECORDS)) {
            section.problem("must give files or records, or both");
        } else if (named.isEmpty() && records.isEmpty() && problems.isEmpty()) {
            section.problem("must give at least one file or record");
        }
        String priors = file(section, PolicyTestKeys.PRIORS);
        String controlFile = file(section, PolicyTestKeys.CONTROL_FILE);
        List<Statement> control = control(section);
        Double agentDays =
                section.has(PolicyTestKeys.AGENT_DAYS)
                        ? section.within(PolicyTestKeys.AGENT_DAYS, 1, PolicyReader.AGENT_DAYS_MAX)
                        : null;
        if (!section.has(PolicyTestKeys.EXPECT)) {
            section.problem(
                    PolicyTestKeys.EXPECT,
                    "must be given: a list of decisions, empty if there must be none at all");
        }
        List<Expectation> expectations =
                section.list(
                        PolicyTestKeys.EXPECT,
                        PolicyReader.ENTRY_LIMIT,
                        (entry, entryPath) -> expectation(entry, entryPath));
        return new PolicyTest(
                name,
                node.place().line(),
                named,
                records,
                priors,
                controlFile,
                control,
                agentDays,
                expectations);
    }

    private String name(Section section, int line) {
        String name = section.text(PolicyTestKeys.NAME);
        if (name == null) {
            if (!section.has(PolicyTestKeys.NAME)) {
                section.problem(PolicyTestKeys.NAME, "must be given: what the test shows");
            }
            return "";
        }
        Integer first = names.putIfAbsent(name, line);
        if (first != null) {
            section.problem(
                    PolicyTestKeys.NAME,
                    "must be unique, but the test in line " + first + " has the same");
        }
        return name;
    }

    private @Nullable String file(Section section, String key) {
        String file = section.text(key);
        String wrong = file == null ? null : files.problemOf(file);
        if (wrong != null) {
            section.problem(key, wrong);
        }
        return file;
    }

    private @Nullable String fileOf(Node node, String path) {
        if (!(node instanceof Node.Scalar scalar) || scalar.type() != Node.Scalar.Type.TEXT) {
            problems.add(node.place(), path, "must be a file's name, but was " + node.describe());
            return null;
        }
        String wrong = files.problemOf(scalar.text());
        if (wrong != null) {
            problems.add(node.place(), path, wrong);
        }
        return scalar.text();
    }

    /** Control messages in the test itself, each with its own place. */
    private List<Statement> control(Section section) {
        return section.list(
                PolicyTestKeys.CONTROL,
                PolicyReader.ENTRY_LIMIT,
                (node, path) -> {
                    try {
                        return ControlMessageReader.readLines(NodeJson.write(node), source).get(0);
                    } catch (PolicyException e) {
                        for (PolicyProblem problem : e.problems()) {
                            String setting =
                                    problem.setting().isEmpty()
                                            ? path
                                            : path + "." + problem.setting();
                            problems.add(node.place(), setting, problem.rule());
                        }
                        return null;
                    }
                });
    }

    private @Nullable Expectation expectation(Node node, String path) {
        Section section = Section.of(node, path, PolicyTestKeys.EXPECTATION, problems);
        if (section == null) {
            return null;
        }
        Glob agent = agent(section);
        if (!section.has(PolicyTestKeys.DECISION)) {
            section.problem(PolicyTestKeys.DECISION, "must be given: trip, alert or none");
        }
        Outcome outcome = section.choice(PolicyTestKeys.DECISION, OUTCOMES, Outcome.NONE);
        String at = section.text(PolicyTestKeys.AT);
        List<String> reasons =
                section.list(
                        PolicyTestKeys.REASONS,
                        PolicyReader.ENTRY_LIMIT,
                        (reason, reasonPath) -> reason(reason, reasonPath));
        Double lostAtMost =
                section.has(PolicyTestKeys.LOST_AT_MOST)
                        ? section.within(PolicyTestKeys.LOST_AT_MOST, 0, Integer.MAX_VALUE)
                        : null;
        if (outcome == Outcome.NONE) {
            for (String key :
                    List.of(
                            PolicyTestKeys.AT,
                            PolicyTestKeys.REASONS,
                            PolicyTestKeys.LOST_AT_MOST)) {
                if (section.has(PolicyTestKeys.DECISION) && section.has(key)) {
                    section.problem(key, "must not be given where nothing is decided");
                }
            }
        }
        return agent == null
                ? null
                : new Expectation(
                        node.place().line(),
                        agent,
                        outcome,
                        at,
                        reasons,
                        lostAtMost == null ? null : lostAtMost.intValue());
    }

    private @Nullable Glob agent(Section section) {
        if (!section.has(PolicyTestKeys.AGENT)) {
            section.problem(PolicyTestKeys.AGENT, "must be given: a pattern of agent keys");
            return null;
        }
        return PolicyReader.glob(section, PolicyTestKeys.AGENT, section.text(PolicyTestKeys.AGENT));
    }

    private @Nullable String reason(Node node, String path) {
        if (node instanceof Node.Scalar scalar
                && scalar.type() == Node.Scalar.Type.TEXT
                && !scalar.text().isBlank()) {
            return scalar.text();
        }
        problems.add(node.place(), path, "must be a reason, but was " + node.describe());
        return null;
    }
}
