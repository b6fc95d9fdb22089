package io.fusewire.standin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/** What IAM checks of a document before it takes it, and how it counts its size. */
final class PolicyDocuments {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private PolicyDocuments() {}

    /** Without white space, which IAM does not count. */
    static int characters(String document) {
        return (int)
                document.chars().filter(character -> !Character.isWhitespace(character)).count();
    }

    static void check(@Nullable String document) throws AwsError {
        JsonNode policy = parse(document);
        String version = policy.path("Version").asText("2008-10-17");
        if (!version.equals("2012-10-17") && !version.equals("2008-10-17")) {
            throw AwsError.malformed("The policy must contain a valid version string");
        }
        JsonNode statements = policy.path("Statement");
        if (statements.isObject()) {
            checkStatement(statements, new HashSet<>());
            return;
        }
        if (!statements.isArray() || statements.isEmpty()) {
            throw AwsError.malformed("Syntax errors in policy.");
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode statement : statements) {
            checkStatement(statement, ids);
        }
    }

    private static JsonNode parse(@Nullable String document) throws AwsError {
        try {
            return MAPPER.readTree(document == null ? "" : document);
        } catch (JsonProcessingException e) {
            throw AwsError.malformed("Syntax errors in policy.");
        }
    }

    private static void checkStatement(JsonNode statement, Set<String> ids) throws AwsError {
        String effect = statement.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw AwsError.malformed("Syntax errors in policy.");
        }
        if (!statement.has("Action") && !statement.has("NotAction")) {
            throw AwsError.malformed("Policy statement must contain actions.");
        }
        if (!statement.has("Resource") && !statement.has("NotResource")) {
            throw AwsError.malformed("Policy statement must contain resources.");
        }
        JsonNode id = statement.get("Sid");
        if (id == null) {
            return;
        }
        if (!id.asText().matches("[A-Za-z0-9]*")) {
            throw AwsError.malformed("Statement IDs (SID) must be alpha-numeric.");
        }
        if (!ids.add(id.asText())) {
            throw AwsError.malformed("Statement IDs (SID) in a single policy must be unique.");
        }
    }

    /**
     * The same policy with something missing: a read-back that is not what was written. A statement
     * with several values of a condition loses the last; a policy without such a one loses its
     * first statement.
     */
    static String damaged(String document) {
        try {
            JsonNode policy = MAPPER.readTree(document);
            for (JsonNode statement : policy.path("Statement")) {
                for (JsonNode operator : statement.path("Condition")) {
                    for (JsonNode values : operator) {
                        if (values instanceof ArrayNode list && list.size() > 1) {
                            list.remove(list.size() - 1);
                            return policy.toString();
                        }
                    }
                }
            }
            if (policy.path("Statement") instanceof ArrayNode statements && !statements.isEmpty()) {
                statements.remove(0);
            }
            return policy.toString();
        } catch (JsonProcessingException e) {
            return document;
        }
    }
}
