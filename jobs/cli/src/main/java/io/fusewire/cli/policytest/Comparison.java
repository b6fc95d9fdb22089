package io.fusewire.cli.policytest;

import io.fusewire.cli.replay.Judged;
import io.fusewire.cli.report.Figures;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.Decision;
import io.fusewire.policy.PolicyTests.Expectation;
import io.fusewire.policy.PolicyTests.Outcome;
import io.fusewire.policy.PolicyTests.PolicyTest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Holds what was decided against what a test expects.
 *
 * <p>Each decision answers one expectation, in their order. What nobody expects must not be
 * decided; and who must be left alone must have been seen, or a test of it would show nothing.
 */
public final class Comparison {

    private static final int AGENTS_NAMED_MAX = 10;

    private final PolicyTest test;
    private final Judged judged;
    private final Set<Decision> unexplained;
    private final List<String> differences = new ArrayList<>();

    private Comparison(PolicyTest test, Judged judged) {
        this.test = test;
        this.judged = judged;
        unexplained = new LinkedHashSet<>(judged.decisions());
    }

    /** What differs, in words, each with the line of its expectation; empty if the test passes. */
    public static List<String> differences(PolicyTest test, Judged judged) {
        return new Comparison(test, judged).compare();
    }

    private List<String> compare() {
        judged.unreadable()
                .forEach(
                        letter ->
                                differences.add(
                                        "record "
                                                + (letter.offset() + 1)
                                                + " could not be read: "
                                                + letter.reason()));
        judged.refusals()
                .forEach(
                        refusal ->
                                differences.add(
                                        refusal.what()
                                                + " was refused for "
                                                + refusal.agent()
                                                + ": "
                                                + refusal.reason()));
        List<Expectation> unmet = new ArrayList<>();
        for (Expectation expected : test.expectations()) {
            if (expected.outcome() == Outcome.NONE) {
                requireSeen(expected);
            } else if (!takeExact(expected)) {
                unmet.add(expected);
            }
        }
        unmet.forEach(this::explain);
        for (Decision decision : unexplained) {
            differences.add("nobody expects " + words(decision) + expectedNone(decision));
        }
        return differences;
    }

    private void requireSeen(Expectation expected) {
        if (judged.agents().stream().noneMatch(agent -> isMeant(expected, agent))) {
            differences.add(
                    line(expected)
                            + "expects no decision about "
                            + expected.agent()
                            + ", but the records have no such agent; they have "
                            + agents());
        }
    }

    private boolean takeExact(Expectation expected) {
        for (Decision decision : unexplained) {
            if (isMeant(expected, decision) && failings(expected, decision).isEmpty()) {
                unexplained.remove(decision);
                return true;
            }
        }
        return false;
    }

    /** Says of an expectation that no decision meets what comes nearest to one. */
    private void explain(Expectation expected) {
        for (Decision decision : unexplained) {
            if (isMeant(expected, decision)) {
                unexplained.remove(decision);
                differences.add(
                        line(expected)
                                + words(expected)
                                + ", but "
                                + String.join(", and ", failings(expected, decision))
                                + "\n    it was "
                                + words(decision));
                return;
            }
        }
        List<AgentSummary> meant =
                judged.agents().stream().filter(agent -> isMeant(expected, agent)).toList();
        if (meant.isEmpty()) {
            differences.add(
                    line(expected)
                            + words(expected)
                            + ", but the records have no such agent; they have "
                            + agents());
            return;
        }
        StringBuilder nearest = new StringBuilder();
        for (AgentSummary agent : meant.subList(0, Math.min(AGENTS_NAMED_MAX, meant.size()))) {
            nearest.append("\n    ")
                    .append(agent.agent())
                    .append(" came to ")
                    .append(Figures.rounded(100 * agent.maxScore()))
                    .append(" % of a limit")
                    .append(agent.maxReason() == null ? "" : ", " + agent.maxReason());
        }
        differences.add(
                line(expected) + words(expected) + ", but no further one was decided" + nearest);
    }

    /** What an expectation asks for that a decision does not have. */
    private static List<String> failings(Expectation expected, Decision decision) {
        List<String> failings = new ArrayList<>();
        if (!expected.outcome().name().equals(decision.type().name())) {
            failings.add("it is " + article(decision.type().name()));
        }
        String at = expected.at();
        if (at != null && !at.equals(decision.triggerEventId())) {
            failings.add("record " + decision.triggerEventId() + " decided it");
        }
        for (String reason : expected.reasons()) {
            if (!decision.reasons().contains(reason)) {
                failings.add(reason + " is not among its reasons");
            }
        }
        Integer most = expected.lostAtMost();
        if (most != null && decision.resourcesLost() > most) {
            failings.add(decision.resourcesLost() + " resources were lost by then");
        }
        return failings;
    }

    private String expectedNone(Decision decision) {
        for (Expectation expected : test.expectations()) {
            if (expected.outcome() == Outcome.NONE && isMeant(expected, decision)) {
                return "\n    line " + expected.line() + " even expects none";
            }
        }
        return "";
    }

    private static boolean isMeant(Expectation expected, Decision decision) {
        return expected.agent().matches(decision.agent());
    }

    private static boolean isMeant(Expectation expected, AgentSummary agent) {
        return expected.agent().matches(agent.agent());
    }

    private static String line(Expectation expected) {
        return "line " + expected.line() + ": ";
    }

    private static String words(Expectation expected) {
        StringBuilder words =
                new StringBuilder("expects ")
                        .append(article(expected.outcome().name()))
                        .append(" of ")
                        .append(expected.agent());
        if (expected.at() != null) {
            words.append(" at ").append(expected.at());
        }
        if (!expected.reasons().isEmpty()) {
            words.append(" for ").append(String.join(", ", expected.reasons()));
        }
        if (expected.lostAtMost() != null) {
            words.append(" with at most ").append(expected.lostAtMost()).append(" lost");
        }
        return words.toString();
    }

    private static String words(Decision decision) {
        return String.format(
                Locale.ROOT,
                "%s of %s at %s (%s), %d lost, for %s",
                article(decision.type().name()),
                decision.agent(),
                decision.triggerEventId(),
                Figures.time(decision.atMillis()),
                decision.resourcesLost(),
                String.join(", ", decision.reasons()));
    }

    private static String article(String type) {
        return (type.startsWith("A") ? "an " : "a ") + type;
    }

    private String agents() {
        List<String> keys = judged.agents().stream().map(AgentSummary::agent).toList();
        if (keys.isEmpty()) {
            return "none at all";
        }
        String named = String.join(", ", keys.subList(0, Math.min(AGENTS_NAMED_MAX, keys.size())));
        return keys.size() <= AGENTS_NAMED_MAX
                ? named
                : named + " and " + (keys.size() - AGENTS_NAMED_MAX) + " more";
    }
}
