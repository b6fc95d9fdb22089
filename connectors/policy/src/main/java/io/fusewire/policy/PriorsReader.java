package io.fusewire.policy;

import io.fusewire.core.baseline.ClassPriors;
import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderPriors;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.baseline.ProposedCaps;
import io.fusewire.core.baseline.Repertoire;
import io.fusewire.core.baseline.Tail;
import io.fusewire.core.policy.Caps;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.policy.Node.Scalar.Type;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads priors as {@link PriorsWriter} writes them and people sign them, YAML or JSON.
 *
 * <p>Any text gives {@link Priors} or a {@link PolicyException} with everything that is wrong with
 * it, never another exception.
 */
public final class PriorsReader {

    static final int FORMAT_VERSION = 1;

    static final Map<String, Boolean> DETECTORS = detectors();

    private static final double COUNT_MAX = 1e12;

    private final Problems problems;
    private final boolean signed;

    private PriorsReader(Problems problems, boolean signed) {
        this.problems = problems;
        this.signed = signed;
    }

    private static Map<String, Boolean> detectors() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("default", false);
        words.put("strict", true);
        return words;
    }

    /**
     * Reads priors.
     *
     * @param text the file's content
     * @param name what messages call it: a file's name
     * @throws PolicyException if anything is wrong; lists all of it
     */
    public static Priors read(String text, String name) throws PolicyException {
        return read(text, name, PolicyVersion.idOf(text));
    }

    /**
     * Reads the priors that came between operators.
     *
     * @throws PolicyException as {@link #read(String, String)}
     */
    public static Priors read(PriorsVersion version) throws PolicyException {
        return read(version.text(), "priors " + version.id(), version.id());
    }

    /** Reads priors under an id of the caller's. */
    static Priors read(String text, String name, String id) throws PolicyException {
        Problems problems = new Problems(name);
        Priors priors = null;
        try {
            priors = read(PolicyReader.parse(text), "", id, problems);
        } catch (SyntaxException e) {
            problems.add(e.place(), "", e.rule());
        }
        problems.throwIfAny();
        if (priors == null) {
            throw new IllegalStateException("priors without problems must have been read");
        }
        return priors;
    }

    /** Reads priors that stand at {@code path} of a larger text; null after problems. */
    static @Nullable Priors read(Node root, String path, String id, Problems problems) {
        Section section = Section.of(root, path, PriorsKeys.PRIORS, problems);
        if (section == null) {
            return null;
        }
        requireVersion(section);
        boolean signed = section.text(PriorsKeys.SIGNED_BY) != null;
        PriorsReader reader = new PriorsReader(problems, signed);
        Node fleetNode = section.node(PriorsKeys.FLEET);
        if (fleetNode == null) {
            section.problem(PriorsKeys.FLEET, "must be given: it holds for whoever has no class");
        }
        ClassPriors fleet =
                fleetNode == null ? null : reader.classPriors(fleetNode, PriorsKeys.FLEET);
        Map<String, ClassPriors> classes =
                section.byName(
                        PriorsKeys.CLASSES,
                        PolicyReader.ENTRY_LIMIT,
                        PolicyReader::classNameProblem,
                        reader::classPriors);
        return fleet == null ? null : new Priors(id, fleet, classes);
    }

    private static void requireVersion(Section section) {
        Node value = section.node(PriorsKeys.VERSION);
        boolean known =
                value instanceof Node.Scalar scalar
                        && scalar.type() == Type.INTEGER
                        && scalar.text().equals("1");
        if (!known) {
            section.problem(
                    PriorsKeys.VERSION,
                    "must be "
                            + FORMAT_VERSION
                            + ", but was "
                            + (value == null ? "not given" : value.describe()));
        }
    }

    private @Nullable ClassPriors classPriors(Node node, String path) {
        Section section = Section.of(node, path, PriorsKeys.CLASS_PRIORS, problems);
        if (section == null) {
            return null;
        }
        Double agents = section.within(PriorsKeys.AGENTS, 0, COUNT_MAX);
        Double days = section.within(PriorsKeys.AGENT_DAYS, 0, COUNT_MAX);
        Double correction =
                section.within(
                        PriorsKeys.CORRECTION,
                        ClassPriors.CORRECTION_LEAST,
                        ClassPriors.CORRECTION_MOST);
        List<LadderPriors> ladders = ladders(section);
        List<ProposedCaps> caps =
                section.list(PriorsKeys.CAPS, PolicyReader.ENTRY_LIMIT, this::proposedCaps);
        Tail tail = tail(section, path);
        Repertoire repertoire = repertoire(section, agents);
        if (agents == null || days == null || correction == null || ladders == null) {
            return null;
        }
        return new ClassPriors(
                ladders, correction, tail, agents.intValue(), days.longValue(), caps, repertoire);
    }

    /** Absent in files that were written before there was one, and of the fleet: unknown. */
    private Repertoire repertoire(Section section, @Nullable Double agents) {
        if (agents == null || agents < 1 || !section.has(PriorsKeys.DESTROYERS)) {
            return Repertoire.UNKNOWN;
        }
        int most = agents.intValue();
        Map<String, Integer> destroyers =
                section.byName(
                        PriorsKeys.DESTROYERS,
                        PolicyReader.ENTRY_LIMIT,
                        PriorsReader::typeProblem,
                        (node, path) -> count(node, path, most));
        return Repertoire.of(most, destroyers);
    }

    private static @Nullable String typeProblem(String type) {
        return type.isBlank() ? "must name a resource type" : null;
    }

    private @Nullable Integer count(Node node, String path, int most) {
        Double count = Section.numberWithin(node, 1, most);
        if (count == null) {
            problems.add(
                    node.place(),
                    path,
                    "must be a number from 1 to "
                            + most
                            + ", the class's agents, but was "
                            + node.describe());
            return null;
        }
        return count.intValue();
    }

    private @Nullable Tail tail(Section section, String path) {
        Node node = section.node(PriorsKeys.TAIL);
        if (node == null) {
            return null;
        }
        Section tail =
                Section.of(node, path + "." + PriorsKeys.TAIL, PriorsKeys.TAIL_KEYS, problems);
        if (tail == null) {
            return null;
        }
        Double probability = tail.positive(PriorsKeys.PROBABILITY);
        Double exponent = tail.within(PriorsKeys.EXPONENT, Double.MIN_NORMAL, 1);
        requireGiven(tail, PriorsKeys.PROBABILITY);
        return probability == null || exponent == null ? null : new Tail(probability, exponent);
    }

    private static void requireGiven(Section section, String key) {
        if (!section.has(key)) {
            section.problem(key, "must be given");
        }
    }

    private @Nullable List<LadderPriors> ladders(Section section) {
        Node node = section.node(PriorsKeys.LADDERS);
        List<String> names = new ArrayList<>();
        for (Ladder ladder : Ladder.values()) {
            names.add(ladder.reason());
        }
        if (node == null) {
            section.problem(PriorsKeys.LADDERS, "must be given");
            return null;
        }
        Section ladders = Section.of(node, PriorsKeys.LADDERS, names, problems);
        if (ladders == null) {
            return null;
        }
        List<LadderPriors> read = new ArrayList<>();
        for (String name : names) {
            Node ladder = ladders.node(name);
            if (ladder == null) {
                ladders.problem(name, "must be given");
            } else {
                LadderPriors priors = ladder(ladder, name);
                if (priors != null) {
                    read.add(priors);
                }
            }
        }
        return read.size() == names.size() ? read : null;
    }

    private @Nullable LadderPriors ladder(Node node, String path) {
        Section section = Section.of(node, path, PriorsKeys.LADDER, problems);
        if (section == null) {
            return null;
        }
        double[] climb =
                section.numbers(
                        PriorsKeys.CLIMB,
                        Ladder.TOP,
                        LadderPriors.CLIMB_LEAST,
                        LadderPriors.CLIMB_MOST);
        double[] peers = section.numbers(PriorsKeys.PEERS, Ladder.RUNGS, 0, Integer.MAX_VALUE);
        if (climb == null || peers == null) {
            return null;
        }
        int[] counts = new int[peers.length];
        for (int i = 0; i < peers.length; i++) {
            counts[i] = (int) peers[i];
        }
        return new LadderPriors(climb, counts);
    }

    private @Nullable ProposedCaps proposedCaps(Node node, String path) {
        Section section = Section.of(node, path, PriorsKeys.PROPOSED, problems);
        if (section == null) {
            return null;
        }
        Double budget = section.within(PriorsKeys.BUDGET, 1, COUNT_MAX);
        boolean strict = section.choice(PriorsKeys.DETECTOR, DETECTORS, false);
        Double burst = section.positive(PriorsKeys.BURST);
        Double week = section.positive(PriorsKeys.WEEK);
        Double month = section.positive(PriorsKeys.MONTH);
        Double strike = section.positive(PriorsKeys.STRIKE);
        for (String key :
                List.of(PriorsKeys.BURST, PriorsKeys.WEEK, PriorsKeys.MONTH, PriorsKeys.STRIKE)) {
            requireGiven(section, key);
        }
        return budget == null || burst == null || week == null || month == null || strike == null
                ? null
                : new ProposedCaps(budget, strict, new Caps(burst, week, month, strike, !signed));
    }
}
