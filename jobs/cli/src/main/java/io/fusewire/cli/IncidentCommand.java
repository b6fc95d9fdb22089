package io.fusewire.cli;

import com.fasterxml.jackson.databind.JsonNode;

import io.fusewire.actions.record.RecordChains;
import io.fusewire.cli.report.IncidentPage;
import io.fusewire.kafka.Topics;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** Shows the record of an incident, and whether the chain that it stands in is whole. */
@Command(
        name = "incident",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show the record of an incident, and check that no record is missing or altered.",
        description = {
            "",
            "Reads what the enforcer wrote to fusewire.incidents. Exit status 1 if a record of the"
                    + " incident's agent is missing, altered or out of place."
        },
        footer = {
            "",
            "Example:",
            "  fusewire incident 8c1f03d2 --out incident.html --bootstrap-servers kafka-1:9092"
        })
final class IncidentCommand implements Callable<Integer> {

    private static final int PREFIX_MIN = 6;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "DECISION", description = "The decision's id, or how it begins.")
    private String decision = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write a page for people, self-contained, instead of lines.")
    private @Nullable Path out;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private KafkaOptions kafka;

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        if (decision.length() < PREFIX_MIN) {
            throw new UsageException(
                    "DECISION must be an id or at least its first "
                            + PREFIX_MIN
                            + " characters, but was "
                            + Terminal.plain(decision));
        }
        Map<String, JsonNode> records = new LinkedHashMap<>();
        List<JsonNode> deliveries = new ArrayList<>();
        RecordChains chains = new RecordChains();
        try (TopicReader reader = new TopicReader(kafka.client(), List.of(Topics.INCIDENTS))) {
            reader.readAll(message -> take(message.json(), chains, records, deliveries));
        }
        if (records.size() != 1) {
            throw new UsageException(
                    "DECISION must be one of "
                            + Topics.INCIDENTS
                            + ", but "
                            + (records.isEmpty() ? "none begins" : records.size() + " begin")
                            + " with "
                            + Terminal.plain(decision));
        }
        JsonNode record = records.values().iterator().next();
        deliveries.removeIf(d -> !d.path("key").equals(record.path("key")));
        String chain = record.path("chain").asText();
        boolean isWhole =
                chains.findings().stream()
                        .noneMatch(f -> f.kind().isFault() && isOf(f.chain(), chain));
        List<String> said =
                chains.findings().stream()
                        .filter(f -> isOf(f.chain(), chain))
                        .map(f -> f.kind() + ", message " + f.index() + ": " + f.text() + ".")
                        .toList();
        show(record, deliveries, said, isWhole);
        return isWhole ? 0 : 1;
    }

    private void take(
            JsonNode message,
            RecordChains chains,
            Map<String, JsonNode> records,
            List<JsonNode> deliveries) {
        chains.take(message);
        String key = message.path("key").asText();
        if (key.startsWith(decision)) {
            switch (message.path("type").asText()) {
                case "RECORD" -> records.put(key, message);
                case "DELIVERY" -> deliveries.add(message);
                default -> {
                    // What a person had to know stands in the record's timeline.
                }
            }
        }
    }

    /** What no chain can be told of may be of any. */
    private static boolean isOf(@Nullable String found, String chain) {
        return found == null || found.equals(chain);
    }

    private void show(
            JsonNode record, List<JsonNode> deliveries, List<String> said, boolean isWhole)
            throws IOException {
        Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        if (out != null) {
            Files.writeString(out, IncidentPage.render(record, deliveries, said, isWhole));
            terminal.line("Page:   %s", out);
        } else {
            terminal.line("%s", Terminal.plain(record.path("summary").asText()));
            record.path("timeline")
                    .forEach(
                            entry ->
                                    terminal.line(
                                            "  %s  %-15s  %s",
                                            entry.path("at").asText(),
                                            entry.path("kind").asText(),
                                            Terminal.plain(entry.path("text").asText())));
            left(record.path("sinceThen").path("left"), terminal);
        }
        terminal.line(
                "Chain:  %s",
                isWhole ? "whole, " + record.path("sequence").asText() + " records" : "NOT WHOLE");
        said.forEach(sentence -> terminal.line("        %s", Terminal.plain(sentence)));
    }

    private static void left(JsonNode left, Terminal terminal) {
        Set<String> toDo = new LinkedHashSet<>();
        for (JsonNode each : left) {
            terminal.line(
                    "  %s  %-15s  %s",
                    each.path("at").asText(),
                    each.path("kind").asText(),
                    Terminal.plain(
                            each.path("call").asText()
                                    + " of "
                                    + each.path("id").asText()
                                    + " in session "
                                    + each.path("session").asText()));
            each.path("whatToDo").forEach(line -> toDo.add(Terminal.plain(line.asText())));
        }
        toDo.forEach(line -> terminal.line("    %s", line));
    }
}
