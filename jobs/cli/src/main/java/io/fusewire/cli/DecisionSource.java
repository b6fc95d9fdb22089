package io.fusewire.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.kafka.Topics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/** Finds a decision by its id, or by how its id begins. */
final class DecisionSource {

    /** Fewest characters that may stand for an id. */
    private static final int PREFIX_MIN = 6;

    private static final String ID = "decisionId";

    private DecisionSource() {}

    /**
     * In the trips topic, which is kept forever.
     *
     * @throws UsageException if there is none, or more than one
     */
    static JsonNode onTopic(Properties client, String id) throws IOException {
        return only(
                id,
                Topics.TRIPS,
                listener -> {
                    try (TopicReader reader = new TopicReader(client, List.of(Topics.TRIPS))) {
                        reader.readAll(message -> listener.accept(message.json()));
                    }
                });
    }

    /**
     * In a file as {@code replay} writes it.
     *
     * @throws UsageException if there is none, or more than one
     */
    static JsonNode inFile(Path file, String id) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        return only(
                id,
                file.toString(),
                listener -> {
                    int number = 0;
                    for (String line : PolicyFiles.text(file, "--decisions").lines().toList()) {
                        number++;
                        try {
                            if (!line.isBlank()) {
                                listener.accept(mapper.readTree(line));
                            }
                        } catch (JsonProcessingException e) {
                            throw new UsageException(
                                    file + ":" + number + " must be JSON, but is not");
                        }
                    }
                });
    }

    private interface Source {
        void readInto(Consumer<JsonNode> listener) throws IOException;
    }

    private static JsonNode only(String id, String where, Source source) throws IOException {
        if (id.length() < PREFIX_MIN) {
            throw new UsageException(
                    "DECISION must be an id or at least its first "
                            + PREFIX_MIN
                            + " characters, but was "
                            + Terminal.plain(id));
        }
        // A decision that was published again after a failure is one.
        Map<String, JsonNode> found = new LinkedHashMap<>();
        source.readInto(
                decision -> {
                    if (decision.path(ID).asText().startsWith(id)) {
                        found.put(decision.path(ID).asText(), decision);
                    }
                });
        if (found.size() != 1) {
            throw new UsageException(
                    "DECISION must be one of "
                            + where
                            + ", but "
                            + (found.isEmpty() ? "none begins" : found.size() + " begin")
                            + " with "
                            + Terminal.plain(id));
        }
        return found.values().iterator().next();
    }
}
