package io.fusewire.policy;

import io.fusewire.core.baseline.ClassPriors;
import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderPriors;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.ProposedCaps;
import io.fusewire.core.baseline.Repertoire;
import io.fusewire.core.baseline.Tail;
import io.fusewire.core.policy.Caps;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Writes priors as a YAML file that a person can read, review and sign. The same priors give the
 * same text; figures have six significant digits.
 */
public final class PriorsWriter {

    private static final MathContext FIGURE = new MathContext(6);

    private final StringBuilder text = new StringBuilder();

    private PriorsWriter() {}

    /**
     * Writes priors.
     *
     * @param comments lines for the reader, without their number signs
     */
    public static String write(Priors priors, List<String> comments) {
        PriorsWriter writer = new PriorsWriter();
        comments.forEach(line -> writer.line(0, ("# " + line).stripTrailing()));
        writer.line(0, PriorsKeys.VERSION + ": " + PriorsReader.FORMAT_VERSION);
        writer.line(0, PriorsKeys.FLEET + ":");
        writer.classPriors(1, priors.fleet());
        writer.line(0, PriorsKeys.CLASSES + ":" + (priors.classes().isEmpty() ? " {}" : ""));
        new TreeMap<>(priors.classes())
                .forEach(
                        (name, known) -> {
                            writer.line(1, '"' + name + "\":");
                            writer.classPriors(2, known);
                        });
        return writer.text.toString();
    }

    private void classPriors(int depth, ClassPriors priors) {
        line(depth, PriorsKeys.AGENTS + ": " + priors.agents());
        line(depth, PriorsKeys.AGENT_DAYS + ": " + priors.agentDays());
        line(depth, PriorsKeys.CORRECTION + ": " + figure(priors.correction()));
        Tail tail = priors.tail();
        if (tail != null) {
            line(
                    depth,
                    PriorsKeys.TAIL
                            + ": { "
                            + PriorsKeys.PROBABILITY
                            + ": "
                            + figure(tail.probability())
                            + ", "
                            + PriorsKeys.EXPONENT
                            + ": "
                            + figure(tail.exponent())
                            + " }");
        }
        line(depth, PriorsKeys.LADDERS + ":");
        for (Ladder ladder : Ladder.values()) {
            line(depth + 1, ladder.reason() + ":");
            ladder(depth + 2, priors.of(ladder));
        }
        line(depth, PriorsKeys.CAPS + ":" + (priors.caps().isEmpty() ? " []" : ""));
        priors.caps().forEach(caps -> proposed(depth + 1, caps));
        if (!priors.repertoire().equals(Repertoire.UNKNOWN)) {
            destroyers(depth, priors.repertoire());
        }
    }

    private void destroyers(int depth, Repertoire repertoire) {
        line(depth, PriorsKeys.DESTROYERS + ":" + (repertoire.destroyers().isEmpty() ? " {}" : ""));
        new TreeMap<>(repertoire.destroyers())
                .forEach((type, count) -> line(depth + 1, '"' + type + "\": " + count));
    }

    private void ladder(int depth, LadderPriors priors) {
        List<String> climb = new ArrayList<>();
        for (double rate : priors.climb()) {
            climb.add(figure(rate));
        }
        List<String> peers = new ArrayList<>();
        for (int count : priors.peersReached()) {
            peers.add(String.valueOf(count));
        }
        line(depth, PriorsKeys.CLIMB + ": [" + String.join(", ", climb) + "]");
        line(depth, PriorsKeys.PEERS + ": [" + String.join(", ", peers) + "]");
    }

    private void proposed(int depth, ProposedCaps proposed) {
        Caps caps = proposed.caps();
        line(
                depth,
                "- { "
                        + PriorsKeys.BUDGET
                        + ": "
                        + figure(proposed.agentDaysPerFalseTrip())
                        + ", "
                        + PriorsKeys.DETECTOR
                        + ": "
                        + (proposed.strict() ? "strict" : "default")
                        + ", "
                        + PriorsKeys.BURST
                        + ": "
                        + figure(caps.burst())
                        + ", "
                        + PriorsKeys.WEEK
                        + ": "
                        + figure(caps.week())
                        + ", "
                        + PriorsKeys.MONTH
                        + ": "
                        + figure(caps.month())
                        + ", "
                        + PriorsKeys.STRIKE
                        + ": "
                        + figure(caps.strike())
                        + " }");
    }

    private void line(int depth, String content) {
        text.append("  ".repeat(depth)).append(content).append('\n');
    }

    private static String figure(double value) {
        return new BigDecimal(value).round(FIGURE).stripTrailingZeros().toPlainString();
    }
}
