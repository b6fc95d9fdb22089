package io.fusewire.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fusewire.core.event.ResourceRef;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Fields of what the detector writes, each with the rule that it has to follow. */
final class DetectorJson {

    /** Characters of a value that a message shows. */
    private static final int SHOWN_MAX = 60;

    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build()
                    .reader();

    private DetectorJson() {}

    static JsonNode parse(String line) throws DecisionException {
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

    static String text(JsonNode json, String field) throws DecisionException {
        String value = optionalText(json, field);
        if (value == null || value.isEmpty()) {
            throw new DecisionException(field + " must be given and not empty");
        }
        return value;
    }

    static @Nullable String optionalText(JsonNode json, String field) throws DecisionException {
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

    static boolean optionalFlag(JsonNode json, String field) throws DecisionException {
        JsonNode value = json.get(field);
        if (value != null && !value.isBoolean()) {
            throw new DecisionException(
                    field + " must be true or false, but was " + shown(value.toString()));
        }
        return value != null && value.booleanValue();
    }

    /** A whole number from 0; 0 if it is not given. */
    static int count(JsonNode json, String field) throws DecisionException {
        JsonNode value = json.get(field);
        if (value == null) {
            return 0;
        }
        if (!value.isInt() || value.intValue() < 0) {
            throw new DecisionException(
                    field + " must be a whole number from 0, but was " + shown(value.toString()));
        }
        return value.intValue();
    }

    /** A number; 0 if it is not given. */
    static double number(JsonNode json, String field) throws DecisionException {
        JsonNode value = json.get(field);
        if (value == null) {
            return 0;
        }
        if (!value.isNumber()) {
            throw new DecisionException(
                    field + " must be a number, but was " + shown(value.toString()));
        }
        return value.doubleValue();
    }

    /** Texts; none if they are not given. */
    static List<String> texts(JsonNode json, String field) throws DecisionException {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : array(json, field)) {
            if (!text.isTextual()) {
                throw new DecisionException(
                        field + " must hold texts, but holds " + shown(text.toString()));
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    /** The constants of those names; none if they are not given. */
    static <E extends Enum<E>> List<E> constants(
            JsonNode json, String field, E[] constants, String what) throws DecisionException {
        List<E> found = new ArrayList<>();
        for (String text : texts(json, field)) {
            found.add(constantOf(text, field, constants, what));
        }
        return found;
    }

    static long time(JsonNode json, String field) throws DecisionException {
        String text = text(json, field);
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new DecisionException(
                    field + " must be a time like 2026-11-17T07:43:20Z, but was " + shown(text));
        }
    }

    /** The constant of that name. */
    static <E extends Enum<E>> E constant(JsonNode json, String field, E[] constants, String what)
            throws DecisionException {
        return constantOf(text(json, field), field, constants, what);
    }

    private static <E extends Enum<E>> E constantOf(
            String text, String field, E[] constants, String what) throws DecisionException {
        for (E constant : constants) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw new DecisionException(field + " must be " + what + ", but was " + shown(text));
    }

    /** The constant of that name; null if it is not given. */
    static <E extends Enum<E>> @Nullable E optionalConstant(
            JsonNode json, String field, E[] constants, String what) throws DecisionException {
        return optionalText(json, field) == null ? null : constant(json, field, constants, what);
    }

    static List<ResourceRef> resources(JsonNode json) throws DecisionException {
        List<ResourceRef> resources = new ArrayList<>();
        for (JsonNode resource : array(json, "resources")) {
            String id = text(resource, "id");
            resources.add(new ResourceRef(id, text(resource, "type"), id));
        }
        return resources;
    }

    /** An array; empty if it is not given. */
    static JsonNode array(JsonNode json, String field) throws DecisionException {
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

    static String shown(String value) {
        return value.length() <= SHOWN_MAX ? value : value.substring(0, SHOWN_MAX) + "…";
    }
}
