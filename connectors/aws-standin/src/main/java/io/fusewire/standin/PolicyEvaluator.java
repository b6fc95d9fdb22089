package io.fusewire.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Evaluates the deny statements of identity-based and service control policies as IAM documents it.
 *
 * <p>A statement denies if its action and resource fit and all its conditions hold. A condition on
 * a key that the request lacks does not hold, except that of a negated operator, of one with {@code
 * IfExists}, and of {@code Null}. Texts are compared exactly; policy variables in them are
 * resolved. Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
public final class PolicyEvaluator {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String IF_EXISTS = "IfExists";

    private PolicyEvaluator() {}

    /**
     * Whether a policy denies a request explicitly.
     *
     * @param document the policy as JSON
     * @param action {@code ec2:TerminateInstances}
     * @param resource an ARN or {@code *}
     * @param keys the request's condition keys; their names' case does not matter
     * @throws IllegalArgumentException if a deny uses what is not modelled
     */
    public static boolean denies(
            String document, String action, String resource, Map<String, String> keys) {
        for (JsonNode statement : list(parse(document).path("Statement"))) {
            if (statement.path("Effect").asText().equals("Deny")
                    && fits(statement, "Action", action, true)
                    && fits(statement, "Resource", resource, false)
                    && holds(statement.path("Condition"), keys)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode parse(String document) {
        try {
            return MAPPER.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a policy must be JSON: " + e.getOriginalMessage());
        }
    }

    private static boolean fits(
            JsonNode statement, String element, String actual, boolean ignoresCase) {
        JsonNode patterns = statement.get(element);
        boolean wanted = patterns != null;
        if (patterns == null) {
            patterns = statement.path("Not" + element);
        }
        boolean matches =
                texts(patterns).stream().anyMatch(text -> like(text, actual, ignoresCase));
        return matches == wanted;
    }

    private static boolean holds(JsonNode conditions, Map<String, String> keys) {
        for (Iterator<String> operators = conditions.fieldNames(); operators.hasNext(); ) {
            String operator = operators.next();
            JsonNode wanted = conditions.get(operator);
            for (Iterator<String> names = wanted.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!holds(operator, value(name, keys), resolved(wanted.get(name), keys))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean holds(String operator, @Nullable String actual, List<String> wanted) {
        if (operator.equals("Null")) {
            return wanted.contains(Boolean.toString(actual == null));
        }
        boolean isOptional = operator.endsWith(IF_EXISTS);
        String base =
                isOptional
                        ? operator.substring(0, operator.length() - IF_EXISTS.length())
                        : operator;
        boolean isNegated = base.contains("Not");
        if (actual == null) {
            return isOptional || isNegated;
        }
        String positive = base.replace("Not", "");
        return wanted.stream().anyMatch(value -> compares(positive, actual, value)) != isNegated;
    }

    private static boolean compares(String operator, String actual, String wanted) {
        return switch (operator) {
            case "StringEquals" -> actual.equals(wanted);
            case "StringEqualsIgnoreCase", "Bool" -> actual.equalsIgnoreCase(wanted);
            case "StringLike" -> like(wanted, actual, false);
            case "ArnLike", "ArnEquals" -> likeArn(wanted, actual);
            case "DateEquals" -> Instant.parse(actual).equals(Instant.parse(wanted));
            case "DateLessThan" -> Instant.parse(actual).isBefore(Instant.parse(wanted));
            case "DateLessThanEquals" -> !Instant.parse(actual).isAfter(Instant.parse(wanted));
            case "DateGreaterThan" -> Instant.parse(actual).isAfter(Instant.parse(wanted));
            case "DateGreaterThanEquals" -> !Instant.parse(actual).isBefore(Instant.parse(wanted));
            default ->
                    throw new IllegalArgumentException(
                            "a condition's operator must be a modelled one, but was " + operator);
        };
    }

    private static @Nullable String value(String name, Map<String, String> keys) {
        for (Map.Entry<String, String> key : keys.entrySet()) {
            if (key.getKey().equalsIgnoreCase(name)) {
                return key.getValue();
            }
        }
        return null;
    }

    private static List<String> resolved(JsonNode values, Map<String, String> keys) {
        List<String> resolved = new ArrayList<>();
        for (String text : texts(values)) {
            String value = text;
            for (Map.Entry<String, String> key : keys.entrySet()) {
                value = value.replace("${" + key.getKey() + "}", key.getValue());
            }
            resolved.add(value);
        }
        return resolved;
    }

    private static Iterable<JsonNode> list(JsonNode node) {
        return node.isArray() ? node : node.isMissingNode() ? List.of() : List.of(node);
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        list(node).forEach(value -> texts.add(value.asText()));
        return texts;
    }

    /**
     * In each of an ARN's six parts on its own, as IAM does: no wildcard spans a colon but the
     * last.
     */
    private static boolean likeArn(String pattern, String arn) {
        String[] patterns = pattern.split(":", 6);
        String[] parts = arn.split(":", 6);
        if (patterns.length != 6 || parts.length != 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            if (!like(patterns[i], parts[i], false)) {
                return false;
            }
        }
        return true;
    }

    private static boolean like(String pattern, String text, boolean ignoresCase) {
        StringBuilder regex = new StringBuilder();
        for (char character : pattern.toCharArray()) {
            switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(character)));
            }
        }
        int flags = ignoresCase ? Pattern.DOTALL | Pattern.CASE_INSENSITIVE : Pattern.DOTALL;
        return Pattern.compile(regex.toString(), flags).matcher(text).matches();
    }
}
