package io.fusewire.policy;

import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.containment.Rung;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.policy.AgentIdTemplate;
import io.fusewire.core.policy.AgentRule;
import io.fusewire.core.policy.ClassCaps;
import io.fusewire.core.policy.DetectorMode;
import io.fusewire.core.policy.Glob;
import io.fusewire.core.policy.HarmWeights;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.core.policy.PrincipalMatcher;
import io.fusewire.core.policy.Reaction;
import io.fusewire.core.policy.SwarmLimits;
import io.fusewire.policy.Node.Scalar.Type;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a policy, YAML or JSON.
 *
 * <p>Any text gives a {@link Policy} or a {@link PolicyException} with everything that is wrong
 * with it, never another exception. An empty text is wrong: a policy that says nothing is a slip.
 */
public final class PolicyReader {

    /** Longest accepted text, in characters. */
    public static final int TEXT_LIMIT = 1 << 20;

    /** Most problems that are listed; a last one counts the rest. */
    public static final int PROBLEM_LIMIT = 100;

    /** Most entries of one list, and most classes: each costs time at every new caller. */
    public static final int ENTRY_LIMIT = 1000;

    static final Map<String, EnforcementMode> MODES =
            ordered("shadow", EnforcementMode.SHADOW, "enforce", EnforcementMode.ENFORCE);
    static final Map<String, Reaction> REACTIONS =
            ordered("trip", Reaction.TRIP, "alert", Reaction.ALERT);

    static final Map<String, DetectorMode> DETECTORS =
            ordered("default", DetectorMode.DEFAULT, "strict", DetectorMode.STRICT);

    static final Map<String, Rung> RUNGS = rungs();

    /** Largest A: one false trip in three thousand years of one agent. */
    static final double AGENT_DAYS_MAX = 1_000_000;

    /** A CloudFormation type or {@code service:noun}, as a decision lists them. */
    static final Pattern TYPE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    /** Names of classes stand in metrics' labels. */
    static final Pattern CLASS_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Problems problems;

    private PolicyReader(Problems problems) {
        this.problems = problems;
    }

    private static <T> Map<String, T> ordered(String first, T one, String second, T other) {
        Map<String, T> words = new LinkedHashMap<>();
        words.put(first, one);
        words.put(second, other);
        return Collections.unmodifiableMap(words);
    }

    private static Map<String, Rung> rungs() {
        Map<String, Rung> words = new LinkedHashMap<>();
        for (Rung rung : Rung.values()) {
            words.put(rung.label(), rung);
        }
        return Collections.unmodifiableMap(words);
    }

    /**
     * Reads a policy.
     *
     * @param text the file's content
     * @param name what messages call it: a file's name
     * @throws PolicyException if anything is wrong; lists all of it
     */
    public static Policy read(String text, String name) throws PolicyException {
        Problems problems = new Problems(name);
        Policy policy = null;
        try {
            Node root = parse(text);
            policy = read(root, "", PolicyVersion.idOf(text), problems);
        } catch (SyntaxException e) {
            problems.add(e.place(), "", e.rule());
        }
        problems.throwIfAny();
        if (policy == null) {
            throw new IllegalStateException("a policy without problems must have been read");
        }
        return policy;
    }

    /**
     * Reads the policy that came between operators.
     *
     * @throws PolicyException as {@link #read(String, String)}
     */
    public static Policy read(PolicyVersion version) throws PolicyException {
        return read(version.text(), "policy " + version.id());
    }

    /** Reads a policy that stands at {@code path} of a larger text; null after problems. */
    static @Nullable Policy read(Node root, String path, String id, Problems problems) {
        Section section = Section.of(root, path, PolicyKeys.POLICY, problems);
        return section == null ? null : new PolicyReader(problems).policy(section, id);
    }

    static Node parse(String text) throws SyntaxException {
        if (text.length() > TEXT_LIMIT) {
            throw new SyntaxException(
                    Place.START,
                    "must have at most " + TEXT_LIMIT + " characters, but has " + text.length());
        }
        if (!text.stripLeading().startsWith("{")) {
            return yaml(text);
        }
        try {
            return JsonTree.parse(text, 1);
        } catch (SyntaxException notJson) {
            try {
                return yaml(text);
            } catch (SyntaxException notYamlEither) {
                notJson.addSuppressed(notYamlEither);
                throw notJson;
            }
        }
    }

    private static Node yaml(String text) throws SyntaxException {
        Node root = YamlTree.parse(text);
        if (root == null) {
            throw new SyntaxException(Place.START, "must hold settings, but is empty");
        }
        return root;
    }

    private Policy policy(Section section, String id) {
        return new Policy(
                id,
                version(section),
                section.choice(PolicyKeys.MODE, MODES, Policy.DEFAULT.mode()),
                section.choice(PolicyKeys.UNKNOWN, REACTIONS, Policy.DEFAULT.unknown()),
                section.choice(
                        PolicyKeys.SHARED_SESSION, REACTIONS, Policy.DEFAULT.sharedSession()),
                section.list(PolicyKeys.AGENTS, ENTRY_LIMIT, this::agentRule),
                section.list(PolicyKeys.HUMANS, ENTRY_LIMIT, this::matcher),
                section.list(PolicyKeys.BREAK_GLASS, ENTRY_LIMIT, this::matcher),
                section.byName(
                        PolicyKeys.CLASSES,
                        ENTRY_LIMIT,
                        PolicyReader::classNameProblem,
                        this::caps),
                weights(section),
                swarms(section),
                section.<@Nullable DetectorMode>choice(PolicyKeys.DETECTOR, DETECTORS, null),
                section.has(PolicyKeys.AGENT_DAYS)
                        ? section.within(PolicyKeys.AGENT_DAYS, 1, AGENT_DAYS_MAX)
                        : null,
                section.list(
                        PolicyKeys.FREEZES,
                        ENTRY_LIMIT,
                        (node, path) -> FreezeReader.read(node, path, problems)),
                escalation(section));
    }

    private HarmWeights weights(Section policy) {
        Node node = policy.node(PolicyKeys.WEIGHTS);
        Section section =
                node == null
                        ? null
                        : Section.of(node, PolicyKeys.WEIGHTS, PolicyKeys.HARM_WEIGHTS, problems);
        if (section == null) {
            return HarmWeights.SHIPPED;
        }
        Map<String, Double> types =
                section.byName(
                        PolicyKeys.TYPES, ENTRY_LIMIT, PolicyReader::typeNameProblem, this::weight);
        Double guardRemoval =
                section.has(PolicyKeys.GUARD_REMOVAL)
                        ? section.within(PolicyKeys.GUARD_REMOVAL, 0, HarmWeights.WEIGHT_MAX)
                        : null;
        Double auditOff =
                section.has(PolicyKeys.AUDIT_OFF)
                        ? section.within(
                                PolicyKeys.AUDIT_OFF,
                                HarmWeights.AUDIT_OFF_MIN,
                                HarmWeights.WEIGHT_MAX)
                        : null;
        return HarmWeights.over(types, guardRemoval, auditOff);
    }

    private SwarmLimits swarms(Section policy) {
        Node node = policy.node(PolicyKeys.SWARMS);
        Section section =
                node == null
                        ? null
                        : Section.of(node, PolicyKeys.SWARMS, PolicyKeys.SWARM_LIMITS, problems);
        return section == null
                ? SwarmLimits.SHIPPED
                : SwarmLimits.over(
                        section.positive(PolicyKeys.ROLE_HOUR_CAP),
                        section.positive(PolicyKeys.ROLE_DAY_CAP),
                        section.positive(PolicyKeys.ENVIRONMENT_HOUR_CAP),
                        section.positive(PolicyKeys.ENVIRONMENT_DAY_CAP),
                        many(section, PolicyKeys.AGENTS_MIN),
                        many(section, PolicyKeys.NEWCOMERS_MIN));
    }

    private static @Nullable Integer many(Section swarms, String key) {
        return swarms.has(key) ? swarms.whole(key, 2, SwarmLimits.AGENTS_KEPT) : null;
    }

    private EscalationLadder escalation(Section policy) {
        Node node = policy.node(PolicyKeys.CONTAINMENT);
        Section section =
                node == null
                        ? null
                        : Section.of(
                                node,
                                PolicyKeys.CONTAINMENT,
                                PolicyKeys.CONTAINMENT_SETTINGS,
                                problems);
        return section == null || !section.has(PolicyKeys.LADDER)
                ? EscalationLadder.DEFAULT
                : ladder(section);
    }

    private EscalationLadder ladder(Section containment) {
        List<Rung> rungs = containment.list(PolicyKeys.LADDER, RUNGS.size(), this::rung);
        boolean isRead =
                containment.node(PolicyKeys.LADDER) instanceof Node.Sequence words
                        && words.elements().size() == rungs.size();
        if (!isRead) {
            // What could not be read was said; of the rest nothing can be told.
            return EscalationLadder.DEFAULT;
        }
        String problem = EscalationLadder.problemOf(rungs);
        if (problem != null) {
            containment.problem(PolicyKeys.LADDER, problem);
            return EscalationLadder.DEFAULT;
        }
        return new EscalationLadder(rungs);
    }

    private @Nullable Rung rung(Node node, String path) {
        Rung rung = node instanceof Node.Scalar word ? RUNGS.get(word.text()) : null;
        if (rung == null) {
            problems.add(
                    node.place(),
                    path,
                    "must be "
                            + String.join(" or ", RUNGS.keySet())
                            + ", but was "
                            + node.describe());
        }
        return rung;
    }

    private @Nullable Double weight(Node node, String path) {
        Double weight = Section.numberWithin(node, 0, HarmWeights.WEIGHT_MAX);
        if (weight == null) {
            problems.add(
                    node.place(),
                    path,
                    "must be a number from 0 to "
                            + HarmWeights.WEIGHT_MAX
                            + ", but was "
                            + node.describe());
        }
        return weight;
    }

    static @Nullable String typeNameProblem(String name) {
        return TYPE_NAME.matcher(name).matches() && name.indexOf(':') > 0
                ? null
                : "must be a resource type such as AWS::EC2::Instance or glue:table";
    }

    private static int version(Section section) {
        Node value = section.node(PolicyKeys.VERSION);
        boolean known =
                value instanceof Node.Scalar scalar
                        && scalar.type() == Type.INTEGER
                        && scalar.text().equals("1");
        if (value != null && !known) {
            section.problem(
                    PolicyKeys.VERSION,
                    "must be " + Policy.FORMAT_VERSION + ", but was " + value.describe());
        }
        return Policy.FORMAT_VERSION;
    }

    private @Nullable AgentRule agentRule(Node node, String path) {
        Section section = Section.of(node, path, PolicyKeys.AGENT_RULE, problems);
        if (section == null) {
            return null;
        }
        PrincipalMatcher matcher = matcher(section);
        String agentClass = section.text(PolicyKeys.CLASS);
        if (agentClass != null) {
            String wrong = classNameProblem(agentClass);
            if (wrong != null) {
                section.problem(PolicyKeys.CLASS, wrong);
            }
        }
        EnforcementMode mode =
                section.<@Nullable EnforcementMode>choice(PolicyKeys.MODE, MODES, null);
        AgentIdTemplate agentId = agentId(section);
        return matcher == null ? null : new AgentRule(matcher, agentClass, mode, agentId);
    }

    private static @Nullable AgentIdTemplate agentId(Section section) {
        String text = section.text(PolicyKeys.AGENT_ID);
        if (text == null) {
            return null;
        }
        String wrong = AgentIdTemplate.problemOf(text);
        if (wrong != null) {
            section.problem(PolicyKeys.AGENT_ID, wrong);
            return null;
        }
        return AgentIdTemplate.compile(text);
    }

    private @Nullable PrincipalMatcher matcher(Node node, String path) {
        Section section = Section.of(node, path, PolicyKeys.MATCHER, problems);
        return section == null ? null : matcher(section);
    }

    private static @Nullable PrincipalMatcher matcher(Section section) {
        if (PolicyKeys.MATCHER.stream().noneMatch(section::has)) {
            section.problem("must give at least one of " + String.join(", ", PolicyKeys.MATCHER));
            return null;
        }
        Glob roleArn = glob(section, PolicyKeys.ROLE_ARN);
        Glob userArn = glob(section, PolicyKeys.USER_ARN);
        Glob sessionName = glob(section, PolicyKeys.SESSION_NAME);
        Glob sourceIdentity = glob(section, PolicyKeys.SOURCE_IDENTITY);
        Glob userAgent = glob(section, PolicyKeys.USER_AGENT);
        Glob account = glob(section, PolicyKeys.ACCOUNT, section.textOrDigits(PolicyKeys.ACCOUNT));
        boolean nothingLeft =
                roleArn == null
                        && userArn == null
                        && sessionName == null
                        && sourceIdentity == null
                        && userAgent == null
                        && account == null;
        return nothingLeft
                ? null
                : new PrincipalMatcher(
                        roleArn, userArn, sessionName, sourceIdentity, userAgent, account);
    }

    private static @Nullable Glob glob(Section section, String key) {
        return glob(section, key, section.text(key));
    }

    static @Nullable Glob glob(Section section, String key, @Nullable String text) {
        if (text == null) {
            return null;
        }
        String wrong = Glob.problemOf(text);
        if (wrong != null) {
            section.problem(key, wrong);
            return null;
        }
        return Glob.compile(text);
    }

    private @Nullable ClassCaps caps(Node node, String path) {
        Section section = Section.of(node, path, PolicyKeys.CAPS, problems);
        return section == null
                ? null
                : new ClassCaps(
                        section.positive(PolicyKeys.BURST_CAP),
                        section.positive(PolicyKeys.WEEK_CAP),
                        section.positive(PolicyKeys.MONTH_CAP),
                        section.positive(PolicyKeys.STRIKE_CAP),
                        section.<@Nullable Reaction>choice(PolicyKeys.AUDIT_OFF, REACTIONS, null));
    }

    static @Nullable String classNameProblem(String name) {
        return CLASS_NAME.matcher(name).matches()
                ? null
                : "must be a class name of 1 to 64 letters, digits, '.', '_' or '-' that starts with"
                        + " a letter or digit";
    }
}
