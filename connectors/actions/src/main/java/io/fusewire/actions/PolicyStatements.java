package io.fusewire.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.core.containment.PolicyStatement;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Takes a policy that was read back apart into its statements.
 *
 * <p>One policy can be written in many ways: fields in any order, one value or a list of one, lists
 * in any order. A statement's meaning is the same text for all of them.
 */
public final class PolicyStatements {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PolicyStatements() {}

    /**
     * The statements of a policy, in its order.
     *
     * @param document the policy as JSON; IAM's answers have to be URL-decoded before
     * @throws IllegalArgumentException if it is no policy: somebody wrote what IAM would not take,
     *     or the answer was cut. One without a statement is none either, for IAM takes no such
     *     policy: to believe it would be to write over what others have in it
     */
    public static List<PolicyStatement> of(String document) {
        JsonNode statements = parse(document).path("Statement");
        List<PolicyStatement> found = new ArrayList<>();
        if (statements.isObject()) {
            found.add(statement(statements));
        } else if (statements.isArray()) {
            statements.forEach(statement -> found.add(statement(statement)));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "a policy must have a Statement, but this one has none");
        }
        return found;
    }

    private static JsonNode parse(String document) {
        try {
            return MAPPER.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a policy must be JSON: " + e.getOriginalMessage());
        }
    }

    private static PolicyStatement statement(JsonNode statement) {
        JsonNode sid = statement.get("Sid");
        return new PolicyStatement(
                sid == null || !sid.isTextual() ? null : sid.textValue(),
                normal(statement).toString(),
                statement.toString());
    }

    /** Fields sorted; a lone text as a list of one, lists of texts as sorted sets. */
    private static JsonNode normal(JsonNode node) {
        if (node.isObject()) {
            ObjectNode sorted = JsonNodeFactory.instance.objectNode();
            TreeSet<String> names = new TreeSet<>();
            node.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> sorted.set(name, normal(node.get(name))));
            return sorted;
        }
        TreeSet<String> values = new TreeSet<>();
        if (node.isArray()) {
            node.forEach(value -> values.add(text(value)));
        } else {
            values.add(text(node));
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach(list::add);
        return list;
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? normal(value).toString() : value.toString();
    }
}
