package io.fusewire.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;

/** Requests and errors of AWS' JSON protocol. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * Fields of a request: texts and numbers, which is all that operations here take.
     *
     * @throws AwsError if it is no JSON object
     */
    static Map<String, String> fields(String body) throws AwsError {
        JsonNode request;
        try {
            request = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw notJson();
        }
        if (!request.isObject()) {
            throw notJson();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        request.fields()
                .forEachRemaining(field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }

    private static AwsError notJson() {
        return new AwsError(400, "SerializationException", "The request must be a JSON object.");
    }

    /**
     * An error.
     *
     * @param reason empty for none
     */
    static String error(String code, String message, String reason) {
        ObjectNode error = object();
        error.put("__type", "com.amazonaws.organizations#" + code);
        error.put("Message", message);
        if (!reason.isEmpty()) {
            error.put("Reason", reason);
        }
        return error.toString();
    }
}
