package io.fusewire.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;

import io.fusewire.cli.Terminal;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the enforcer says, kept by decision and shown as it comes. Safe for several threads. */
final class Containments {

    private static final int LINE_WIDTH = 92;

    private final Terminal terminal;
    private final Set<String> followed = new HashSet<>();
    private final Map<String, Set<String>> states = new HashMap<>();
    private final Map<String, JsonNode> latest = new HashMap<>();
    private final Set<String> resolved = new HashSet<>();
    private final Map<String, List<String>> pages = new HashMap<>();

    /** A stage that an outcome dates. */
    enum Stage {
        DELIVERED,
        DECIDED,
        REQUESTED,
        WRITTEN,
        PROVEN,
        LIFTED;

        private String field() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Containments(Terminal terminal) {
        this.terminal = terminal;
    }

    /** From now on shows what is said of a decision. */
    synchronized void follow(String decisionId) {
        followed.add(decisionId);
    }

    synchronized void outcome(JsonNode outcome) {
        String decision = outcome.path("decisionId").asText();
        String state = outcome.path("state").asText();
        latest.put(decision, outcome);
        boolean isNew = states.computeIfAbsent(decision, id -> new LinkedHashSet<>()).add(state);
        if (isNew && followed.contains(decision)) {
            terminal.line(
                    Terminal.wrapped(
                                    Terminal.plain(
                                            "%s  %s  %s"
                                                    .formatted(now(), state, sentence(outcome))),
                                    "          ",
                                    LINE_WIDTH)
                            .stripLeading());
        }
    }

    private static String sentence(JsonNode outcome) {
        return switch (outcome.path("state").asText()) {
            case "REQUESTED" ->
                    "IAM is asked to deny "
                            + outcome.path("measure").asText()
                            + " in a policy of "
                            + outcome.path("target").asText();
            default -> outcome.path("reason").asText();
        };
    }

    /** What the pager was told. */
    synchronized void page(JsonNode page) {
        String decision = page.path("decisionId").asText();
        boolean isOver = page.path("status").asText().equals("RESOLVED");
        if (isOver) {
            resolved.add(decision);
        }
        List<String> told = pages.computeIfAbsent(decision, id -> new ArrayList<>());
        told.add(page.path("details").asText());
        if (followed.contains(decision)) {
            String word = isOver ? "PAGE RESOLVED" : told.size() == 1 ? "PAGE" : "PAGE UPDATED";
            terminal.line(
                    Terminal.wrapped(
                                    Terminal.plain(
                                            "%s  %s  %s"
                                                    .formatted(
                                                            now(),
                                                            word,
                                                            page.path("summary").asText())),
                                    "          ",
                                    LINE_WIDTH)
                            .stripLeading());
        }
    }

    /** The latest page in full; empty if there was none. */
    synchronized String latestPage(String decisionId) {
        List<String> told = pages.getOrDefault(decisionId, List.of());
        return told.isEmpty() ? "" : told.get(told.size() - 1);
    }

    private static String now() {
        return Demo.clock(Instant.now());
    }

    /** What was said of a decision's containment, in order, each state once. */
    synchronized List<String> states(String decisionId) {
        return List.copyOf(states.getOrDefault(decisionId, Set.of()));
    }

    synchronized boolean isResolved(String decisionId) {
        return resolved.contains(decisionId);
    }

    /** Times between two stages, of those decisions that have reached both. */
    synchronized Latencies between(Stage from, Stage to, Collection<String> decisionIds) {
        List<Long> millis = new ArrayList<>();
        for (String decision : decisionIds) {
            Instant begun = time(decision, from);
            Instant ended = time(decision, to);
            if (begun != null && ended != null) {
                millis.add(Duration.between(begun, ended).toMillis());
            }
        }
        return Latencies.of(millis);
    }

    private @Nullable Instant time(String decision, Stage stage) {
        JsonNode outcome = latest.get(decision);
        String text = outcome == null ? "" : outcome.path("times").path(stage.field()).asText();
        return text.isEmpty() ? null : Instant.parse(text);
    }

    /**
     * Shows when each stage was reached.
     *
     * @param calledAt event time of the deciding record
     */
    synchronized void printStages(String decision, Instant calledAt) {
        terminal.line("");
        terminal.line("From the deciding call to the proof");
        stage("the call, as CloudTrail stamps it (whole seconds)", calledAt);
        stage("its record reaches the audit topic", time(decision, Stage.DELIVERED));
        stage("decided: the trip is on its topic", time(decision, Stage.DECIDED));
        stage("first request to IAM", time(decision, Stage.REQUESTED));
        stage("policy written and read back", time(decision, Stage.WRITTEN));
        stage("first call that was denied (whole seconds)", time(decision, Stage.PROVEN));
        stage("a person's reset carried out", time(decision, Stage.LIFTED));
        terminal.line(
                "  EventBridge's delay and IAM's (%.1f s until a policy is in force) are played as"
                        + " others measured them.",
                DemoAws.PROPAGATION.toMillis() / 1_000.0);
    }

    private void stage(String what, @Nullable Instant at) {
        terminal.line("  %-52s %s", what, at == null ? "not reached" : at.toString().substring(11));
    }
}
