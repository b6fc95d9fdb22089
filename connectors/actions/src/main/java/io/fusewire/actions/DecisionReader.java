package io.fusewire.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.Trip;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads decisions as they stand in {@code decisions.jsonl} and on the trips topic. Only what
 * containment needs is looked at; further fields are legal, missing ones of later versions too.
 */
public final class DecisionReader {

    /** Sessions of one decision; a detector names fewer. */
    public static final int SESSIONS_MAX = 10_000;

    /** Characters of a value that a message shows. */
    private static final int SHOWN_MAX = 60;

    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build()
                    .reader();

    private DecisionReader() {}

    /**
     * The trip that a line tells of; empty for an alert, which contains nothing.
     *
     * @throws DecisionException if it is no decision
     */
    public static Optional<Trip> trip(String line) throws DecisionException {
        JsonNode json = parse(line);
        String type = text(json, "type");
        if (type.equals("ALERT")) {
            return Optional.empty();
        }
        if (!type.equals("TRIP")) {
            throw new DecisionException("type must be TRIP or ALERT, but was " + shown(type));
        }
        return Optional.of(
                new Trip(
                        text(json, "decisionId"),
                        time(json, "at"),
                        text(json, "agent"),
                        text(json, "account"),
                        text(json, "partition"),
                        mode(json),
                        state(json, "breakerFrom"),
                        optionalText(json, "principalArn"),
                        sessions(json),
                        optionalFlag(json, "sharedSession"),
                        resources(json)));
    }

    private static JsonNode parse(String line) throws DecisionException {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new DecisionException("must be JSON, but is not: " + e.getOriginalMessage());
        }
        if (!json.isObject()) {
            throw new DecisionException("must be a JSON object, but was " + shown(line));
        }
        return json;
    }

    private static String text(JsonNode json, String field) throws DecisionException {
        String value = optionalText(json, field);
        if (value == null || value.isEmpty()) {
            throw new DecisionException(field + " must be given and not empty");
        }
        return value;
    }

    private static @Nullable String optionalText(JsonNode json, String field)
            throws DecisionException {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new DecisionException(
                    field + " must be a text, but was " + shown(value.toString()));
        }
        return value.textValue();
    }

    private static boolean optionalFlag(JsonNode json, String field) throws DecisionException {
        JsonNode value = json.get(field);
        if (value != null && !value.isBoolean()) {
            throw new DecisionException(
                    field + " must be true or false, but was " + shown(value.toString()));
        }
        return value != null && value.booleanValue();
    }

    private static long time(JsonNode json, String field) throws DecisionException {
        String text = text(json, field);
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new DecisionException(
                    field + " must be a time like 2026-11-17T07:43:20Z, but was " + shown(text));
        }
    }

    /** A decision that does not say that it revokes does not. */
    private static EnforcementMode mode(JsonNode json) throws DecisionException {
        String text = optionalText(json, "mode");
        if (text == null || text.equals("SHADOW")) {
            return EnforcementMode.SHADOW;
        }
        if (text.equals("ENFORCE")) {
            return EnforcementMode.ENFORCE;
        }
        throw new DecisionException("mode must be SHADOW or ENFORCE, but was " + shown(text));
    }

    private static BreakerState state(JsonNode json, String field) throws DecisionException {
        String text = text(json, field);
        for (BreakerState state : BreakerState.values()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        throw new DecisionException(
                field + " must be a state of a breaker, but was " + shown(text));
    }

    private static List<SessionPrincipal> sessions(JsonNode json) throws DecisionException {
        JsonNode keys = array(json, "sessions");
        if (keys.isEmpty() || keys.size() > SESSIONS_MAX) {
            throw new DecisionException(
                    "sessions must name from 1 to "
                            + SESSIONS_MAX
                            + " sessions, but names "
                            + keys.size());
        }
        Map<String, String> arns = principals(json);
        List<SessionPrincipal> sessions = new ArrayList<>();
        for (JsonNode key : keys) {
            if (!key.isTextual()) {
                throw new DecisionException(
                        "sessions must hold texts, but holds " + shown(key.toString()));
            }
            sessions.add(new SessionPrincipal(key.textValue(), arns.get(key.textValue())));
        }
        return sessions;
    }

    private static Map<String, String> principals(JsonNode json) throws DecisionException {
        Map<String, String> arns = new HashMap<>();
        for (JsonNode principal : array(json, "principals")) {
            arns.put(text(principal, "session"), text(principal, "arn"));
        }
        return arns;
    }

    private static List<ResourceRef> resources(JsonNode json) throws DecisionException {
        List<ResourceRef> resources = new ArrayList<>();
        for (JsonNode resource : array(json, "resources")) {
            String id = text(resource, "id");
            resources.add(new ResourceRef(id, text(resource, "type"), id));
        }
        return resources;
    }

    /** An array; empty if it is not given. */
    private static JsonNode array(JsonNode json, String field) throws DecisionException {
        JsonNode value = json.get(field);
        if (value == null) {
            return JsonNodeFactory.instance.arrayNode();
        }
        if (!value.isArray()) {
            throw new DecisionException(
                    field + " must be an array, but was " + shown(value.toString()));
        }
        return value;
    }

    private static String shown(String value) {
        return value.length() <= SHOWN_MAX ? value : value.substring(0, SHOWN_MAX) + "…";
    }
}
