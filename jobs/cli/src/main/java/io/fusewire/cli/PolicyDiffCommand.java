package io.fusewire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

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
import java.util.List;
import java.util.concurrent.Callable;

/** Shows where a version on trial would have decided otherwise. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show where a policy or priors on trial would have decided otherwise.",
        description = {
            "",
            "Reads the topic fusewire.differences, or the file differences.jsonl of a replay whose"
                    + " --control stages a version.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire policy diff --bootstrap-servers kafka-1:9092",
            "  fusewire policy diff replay-out/differences.jsonl"
        })
final class PolicyDiffCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "Differences as a replay writes them, one a line (default: the topic).")
    private @Nullable Path file;

    @Option(
            names = "--version-id",
            paramLabel = "VERSION",
            description = "Only of this version on trial (default: of all).")
    private @Nullable String version;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private KafkaOptions kafka;

    @Override
    public Integer call() throws IOException {
        List<JsonNode> messages = file == null ? fromTopic() : fromFile(file);
        Differences differences = new Differences();
        for (JsonNode message : messages) {
            if (version == null
                    || version.equals(message.at("/candidate/policy").asText())
                    || version.equals(message.at("/candidate/priors").asText())) {
                differences.add(message);
            }
        }
        differences.print(Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr()));
        return 0;
    }

    private List<JsonNode> fromTopic() throws IOException {
        Logging.quiet();
        List<JsonNode> messages = new ArrayList<>();
        try (TopicReader reader = new TopicReader(kafka.client(), List.of(Topics.DIFFERENCES))) {
            reader.readAll(message -> messages.add(message.json()));
        }
        return messages;
    }

    private static List<JsonNode> fromFile(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UsageException("FILE must be a readable file, but was not: " + file);
        }
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> messages = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                JsonNode message = Differences.parse(mapper, lines.get(i));
                if (message == null) {
                    throw new UsageException(
                            file + ":" + (i + 1) + ": must be a difference in JSON, but is not");
                }
                messages.add(message);
            }
        }
        return messages;
    }
}
