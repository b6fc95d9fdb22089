package io.fusewire.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.core.detection.DecisionDifference.Kind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Differences between what holds and versions on trial, put together by incident: what one side
 * decided first and the other later is one entry.
 */
final class Differences {

    /** By agent, record and versions: what is written twice after a failure counts once. */
    private final Map<String, JsonNode> messages = new LinkedHashMap<>();

    /** The message in a line; null if it is none. */
    static @Nullable JsonNode parse(ObjectMapper mapper, String line) {
        try {
            JsonNode message = mapper.readTree(line);
            Kind.valueOf(message.path("kind").asText());
            return message;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return null;
        }
    }

    void add(JsonNode message) {
        messages.put(
                String.join(
                        "\n",
                        message.path("agent").asText(),
                        message.path("triggerEventId").asText(),
                        message.path("kind").asText(),
                        versions(message)),
                message);
    }

    private static String versions(JsonNode message) {
        return message.at("/candidate/policy").asText()
                + " "
                + message.at("/candidate/priors").asText();
    }

    void print(Terminal terminal) {
        List<JsonNode> entries = entries();
        if (entries.isEmpty()) {
            terminal.line("Nothing on trial has decided otherwise than what holds.");
            return;
        }
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        entries.forEach(entry -> counts.merge(kind(entry), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((kind, count) -> parts.add(count + " " + heading(kind)));
        terminal.line("%s.", String.join(", ", parts));
        for (JsonNode entry : entries) {
            terminal.line("");
            print(terminal, entry);
        }
    }

    /** In order of time; a first decision that the other side followed stands in the later one. */
    private List<JsonNode> entries() {
        Map<String, JsonNode> firsts = new LinkedHashMap<>();
        for (JsonNode message : messages.values()) {
            JsonNode earlier = message.path("earlierDecisionId");
            if (!earlier.isMissingNode()) {
                firsts.put(keyOf(message, earlier.asText()), message);
            }
        }
        List<JsonNode> entries = new ArrayList<>();
        for (JsonNode message : messages.values()) {
            String side =
                    switch (kind(message)) {
                        case ONLY_ACTIVE -> "active";
                        case ONLY_CANDIDATE -> "candidate";
                        case CANDIDATE_FIRST, ACTIVE_FIRST, OTHERWISE -> "";
                    };
            boolean followed =
                    !side.isEmpty()
                            && firsts.containsKey(
                                    keyOf(message, message.path(side).path("decisionId").asText()));
            if (!followed) {
                entries.add(message);
            }
        }
        entries.sort((one, other) -> one.path("at").asText().compareTo(other.path("at").asText()));
        return entries;
    }

    private static String keyOf(JsonNode message, String decisionId) {
        return message.path("agent").asText() + "\n" + versions(message) + "\n" + decisionId;
    }

    private static String heading(Kind kind) {
        return switch (kind) {
            case ONLY_CANDIDATE -> "only on trial";
            case ONLY_ACTIVE -> "only what holds";
            case CANDIDATE_FIRST -> "sooner on trial";
            case ACTIVE_FIRST -> "later on trial";
            case OTHERWISE -> "otherwise";
        };
    }

    private static Kind kind(JsonNode message) {
        return Kind.valueOf(message.path("kind").asText());
    }

    private static void print(Terminal terminal, JsonNode entry) {
        terminal.line(
                "%s  %s  %s",
                Terminal.plain(entry.path("at").asText()),
                heading(kind(entry)),
                Terminal.plain(entry.path("agent").asText()));
        for (String side : List.of("active", "candidate")) {
            JsonNode decided = entry.path(side);
            terminal.line(
                    "  %-9s policy %s, priors %s: %s",
                    side.equals("active") ? "holds" : "on trial",
                    Terminal.plain(decided.path("policy").asText()),
                    Terminal.plain(decided.path("priors").asText()),
                    decided.has("decisionId") ? ruling(decided) : nothing(entry));
        }
    }

    private static String ruling(JsonNode decided) {
        List<String> reasons = new ArrayList<>();
        decided.path("reasons").forEach(reason -> reasons.add(Terminal.plain(reason.asText())));
        return "%s (%s) after %d lost: %s"
                .formatted(
                        Terminal.plain(decided.path("type").asText()),
                        Terminal.plain(decided.path("mode").asText()),
                        decided.path("resourcesLost").asInt(),
                        String.join(", ", reasons));
    }

    private static String nothing(JsonNode entry) {
        if (!entry.has("earlierAt")) {
            return "nothing";
        }
        Duration sooner =
                Duration.between(
                        Instant.parse(entry.path("earlierAt").asText()),
                        Instant.parse(entry.path("at").asText()));
        return "had decided " + sooner.toSeconds() + " s before";
    }
}
