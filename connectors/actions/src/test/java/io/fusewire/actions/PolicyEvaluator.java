package io.fusewire.actions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * IAM, as far as our deny statements use it: a request is denied if all conditions of a statement
 * hold, and a condition on a key that the request lacks does not hold. Values are compared exactly;
 * policy variables in them are resolved, as IAM does.
 */
final class PolicyEvaluator {

    /** A request by the keys that conditions look at. */
    record Request(Map<String, String> keys) {

        static Request of(String... keysAndValues) {
            Map<String, String> keys = new HashMap<>();
            for (int i = 0; i < keysAndValues.length; i += 2) {
                keys.put(keysAndValues[i], keysAndValues[i + 1]);
            }
            return new Request(keys);
        }
    }

    private final Map<String, String> documents = new HashMap<>();

    /** Attaches a document to a role, user or account; another one there gives way. */
    void attach(String arn, String document) {
        documents.put(arn, document);
    }

    /** Whether a request is denied by the policies of its principal or of its account. */
    boolean denies(Request request) {
        String arn = request.keys().get("aws:PrincipalArn");
        String account = arn.split(":")[4];
        List<String> attached = new ArrayList<>();
        documents.forEach(
                (target, document) -> {
                    if (target.equals(arn) || target.endsWith(":account/" + account)) {
                        attached.add(document);
                    }
                });
        return attached.stream().anyMatch(document -> denies(document, request));
    }

    private static boolean denies(String document, Request request) {
        try {
            for (JsonNode statement : new ObjectMapper().readTree(document).get("Statement")) {
                if (applies(statement, request)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean applies(JsonNode statement, Request request) {
        if (!statement.get("Effect").asText().equals("Deny")
                || !statement.get("Action").asText().equals("*")
                || !statement.get("Resource").asText().equals("*")) {
            throw new IllegalArgumentException("not a statement of ours: " + statement);
        }
        JsonNode conditions = statement.path("Condition");
        for (Iterator<String> operators = conditions.fieldNames(); operators.hasNext(); ) {
            String operator = operators.next();
            JsonNode keys = conditions.get(operator);
            for (Iterator<String> names = keys.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!holds(operator, request.keys().get(name), keys.get(name), request)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean holds(String operator, String actual, JsonNode wanted, Request request) {
        if (actual == null) {
            return false;
        }
        for (JsonNode value : wanted) {
            String text = resolved(value.asText(), request);
            boolean holds =
                    switch (operator) {
                        case "StringEquals" -> actual.equals(text);
                        case "ArnLike" -> pattern(text).matcher(actual).matches();
                        case "DateLessThan" -> Instant.parse(actual).isBefore(Instant.parse(text));
                        default ->
                                throw new IllegalArgumentException(
                                        "no operator of ours: " + operator);
                    };
            if (holds) {
                return true;
            }
        }
        return false;
    }

    private static String resolved(String text, Request request) {
        String resolved = text;
        for (Map.Entry<String, String> key : request.keys().entrySet()) {
            resolved = resolved.replace("${" + key.getKey() + "}", key.getValue());
        }
        return resolved;
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (String part : glob.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }
}
