package io.fusewire.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * Lines of a plan: one object without line breaks, every field in every line, in a fixed order. The
 * names are a contract with other programs.
 */
public final class PlanJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlanJson() {}

    /** An action as a line, without its end. */
    public static String line(PlannedAction action) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("decisionId", action.decisionId());
        json.put("action", action.action());
        json.put("revocable", action.revocable());
        json.put("target", action.target());
        json.set("calls", calls(action.calls()));
        json.set("policyDocument", action.policyDocument());
        json.set("lifts", calls(action.lifts()));
        ArrayNode notes = json.putArray("notes");
        action.notes().forEach(notes::add);
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory can be written", e);
        }
    }

    private static ArrayNode calls(List<PlannedCall> calls) {
        ArrayNode array = MAPPER.createArrayNode();
        for (PlannedCall call : calls) {
            ObjectNode json = array.addObject();
            json.put("service", call.service());
            json.put("operation", call.operation());
            json.set("parameters", MAPPER.valueToTree(call.parameters()));
        }
        return array;
    }
}
