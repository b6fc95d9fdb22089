package io.fusewire.cli;

import com.fasterxml.jackson.databind.JsonNode;

import io.fusewire.actions.DecisionException;
import io.fusewire.actions.ObservationReader;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.incident.LeftBehind;
import io.fusewire.kafka.Topics;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Says why a decision was made, and what to do about it. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Say why a decision was made, what was lost, and how to reset.",
        footer = {
            "",
            "Examples:",
            "  fusewire explain 8c1f03d2 --bootstrap-servers kafka-1:9092",
            "  fusewire explain 8c1f03d2 --decisions replay-out/decisions.jsonl"
        })
final class ExplainCommand implements Callable<Integer> {

    private static final int WIDTH = 96;
    private static final int LISTED_MAX = 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "DECISION", description = "The decision's id, or how it begins.")
    private String decision = "";

    @Option(
            names = "--decisions",
            paramLabel = "FILE",
            description = "decisions.jsonl of a replay (default: the trips topic).")
    private @Nullable Path file;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private KafkaOptions kafka;

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        if (file != null) {
            new Explained(DecisionSource.inFile(file, decision), List.of(), terminal).print();
            return 0;
        }
        JsonNode found = DecisionSource.onTopic(kafka.client(), decision);
        List<LeftBehind> left = leftSince(found.path("decisionId").asText());
        new Explained(found, left, terminal).print();
        return 0;
    }

    /** By what the detector says, so that it is known where no enforcer runs, too. */
    private List<LeftBehind> leftSince(String decisionId) throws IOException {
        List<Observation> calls = new ArrayList<>();
        try (TopicReader reader = new TopicReader(kafka.client(), List.of(Topics.OBSERVATIONS))) {
            reader.readAll(
                    message -> {
                        if (message.json().path("decisionId").asText().equals(decisionId)) {
                            observation(message.json()).ifPresent(calls::add);
                        }
                    });
        }
        List<LeftBehind> left = List.of();
        for (Observation call : calls) {
            left = LeftBehind.after(left, call);
        }
        return left;
    }

    private static Optional<Observation> observation(JsonNode message) {
        try {
            return Optional.of(ObservationReader.observation(message.toString()));
        } catch (DecisionException e) {
            // Of another version, or no detector's: the enforcer has it as a dead letter.
            return Optional.empty();
        }
    }

    private record Explained(JsonNode decision, List<LeftBehind> left, Terminal terminal) {

        void print() {
            terminal.line("%s  %s  %s", text("type"), text("at"), text("agent"));
            terminal.line("");
            terminal.line(Terminal.wrapped(text("explanation"), "  ", WIDTH));
            terminal.line("");
            row("decision", text("decisionId"));
            row(
                    "breaker",
                    text("breakerFrom")
                            + " -> "
                            + text("breakerTo")
                            + ", "
                            + text("mode").toLowerCase(Locale.ROOT));
            row("score", text("score") + " of " + text("limit"));
            rows("reasons", values("reasons"));
            row(
                    "lost",
                    (decision.path("resourcesLostAtLeast").asBoolean() ? "at least " : "")
                            + text("resourcesLost")
                            + " by then");
            rows("resources", pairs("resources", "type", "id"));
            rows("trails", pairs("trails", "call", "id"));
            rows("executions", values("executions"));
            rows("sessions", values("sessions"));
            row("policy", text("policy"));
            printLeft();
            terminal.line("");
            terminal.line("Was it legitimate work, or harm?");
            for (String verdict : List.of("legitimate", "harm")) {
                terminal.line("  fusewire reset %s --verdict %s", text("decisionId"), verdict);
            }
        }

        private void printLeft() {
            rows(
                    "left since",
                    left.stream()
                            .map(
                                    each ->
                                            Terminal.plain(
                                                    each.kind()
                                                            + "  "
                                                            + each.call()
                                                            + "  "
                                                            + each.id()))
                            .toList());
            Set<String> toDo = new LinkedHashSet<>();
            left.forEach(each -> toDo.addAll(each.whatToDo()));
            if (!toDo.isEmpty()) {
                terminal.line("");
                terminal.line("What no deny ends, and what to do about it:");
                toDo.forEach(line -> terminal.line("  %s", Terminal.plain(line)));
            }
        }

        private String text(String field) {
            return Terminal.plain(decision.path(field).asText());
        }

        private List<String> values(String field) {
            List<String> values = new ArrayList<>();
            decision.path(field).forEach(value -> values.add(Terminal.plain(value.asText())));
            return values;
        }

        private List<String> pairs(String field, String first, String second) {
            List<String> pairs = new ArrayList<>();
            decision.path(field)
                    .forEach(
                            each ->
                                    pairs.add(
                                            Terminal.plain(
                                                    each.path(first).asText()
                                                            + "  "
                                                            + each.path(second).asText())));
            return pairs;
        }

        private void rows(String name, List<String> values) {
            int shown = Math.min(LISTED_MAX, values.size());
            for (int i = 0; i < shown; i++) {
                row(i == 0 ? name : "", values.get(i));
            }
            if (values.size() > shown) {
                row("", "and " + (values.size() - shown) + " more");
            }
        }

        private void row(String name, String value) {
            terminal.line("  %-10s  %s", name, value);
        }
    }
}
