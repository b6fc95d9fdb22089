package io.fusewire.actions.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.core.containment.IncidentUpdate.Severity;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.incident.Incident;
import io.fusewire.core.incident.IncidentDecision;
import io.fusewire.core.incident.Page;

import java.util.List;

/**
 * Incidents as the Open Cybersecurity Schema Framework has findings: class Detection Finding, 2004,
 * with the profile {@code cloud}. Source: the schema's version 1.3.0.
 */
final class OcsfFindings {

    static final String SCHEMA = "1.3.0";

    private static final int CLASS = 2004;
    private static final int CREATE = 1;
    private static final int UPDATE = 2;
    private static final int CLOSE = 3;
    private static final int NEW = 1;
    private static final int IN_PROGRESS = 2;
    private static final int RESOLVED = 4;
    private static final int AWS_ACCOUNT = 10;
    private static final int RULE = 1;
    private static final int BEHAVIORAL = 2;
    private static final int USER = 1;
    private static final int SERVICE = 4;
    private static final int OTHER = 99;

    private OcsfFindings() {}

    static String finding(
            Incident incident,
            IncidentDecision decision,
            Page state,
            ChainHead record,
            boolean isRehearsal) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        boolean isOver = incident.status() == Status.RESOLVED;
        int activity = isOver ? CLOSE : incident.records() <= 1 ? CREATE : UPDATE;
        json.put("activity_id", activity);
        json.put("category_uid", 2);
        json.put("category_name", "Findings");
        json.put("class_uid", CLASS);
        json.put("class_name", "Detection Finding");
        json.put("type_uid", CLASS * 100 + activity);
        json.put("time", incident.changedAtMillis());
        json.put("start_time", decision.atMillis());
        json.put("severity_id", severity(state.severity()));
        json.put("status_id", isOver ? RESOLVED : activity == CREATE ? NEW : IN_PROGRESS);
        json.put("message", text(state.summary()));
        json.put("is_alert", !isOver && !decision.mode().name().equals("SHADOW"));
        fillMetadata(json.putObject("metadata"), decision, record);
        fillInfo(json.putObject("finding_info"), incident, decision, state);
        ObjectNode cloud = json.putObject("cloud");
        cloud.put("provider", "AWS");
        cloud.putObject("account")
                .put("uid", text(decision.account()))
                .put("type_id", AWS_ACCOUNT)
                .put("type", "AWS Account");
        fillResources(json.putArray("resources"), decision);
        fillEvidences(json.putArray("evidences"), decision);
        ObjectNode own = json.putObject("unmapped").putObject("fusewire");
        own.put("decision_type", decision.type().name());
        own.put("mode", decision.mode().name());
        own.put("dry_run", isRehearsal);
        own.put("resources_lost", decision.lost());
        own.put("resources_lost_at_least", decision.lostAtLeast());
        ArrayNode measures = own.putArray("measures");
        incident.outcomes()
                .forEach(
                        outcome ->
                                measures.addObject()
                                        .put("state", outcome.claim().name())
                                        .put(
                                                "target",
                                                outcome.target() == null
                                                        ? ""
                                                        : text(outcome.target().arn())));
        PersonsWord word = incident.word();
        if (word != null) {
            own.put("breaker_word", word.kind().name());
            own.put("breaker_by", text(word.by()));
        }
        own.put("record_sequence", record.sequence());
        return CanonicalJson.of(json);
    }

    private static int severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 5;
            case ERROR -> 4;
            case WARNING -> 3;
            case INFO -> 1;
        };
    }

    private static void fillMetadata(ObjectNode json, IncidentDecision decision, ChainHead record) {
        json.put("version", SCHEMA);
        json.putObject("product").put("name", "Fusewire").put("vendor_name", "Fusewire");
        json.put("uid", record.hash());
        json.put("correlation_uid", text(decision.decisionId()));
        json.putArray("profiles").add("cloud");
    }

    private static void fillInfo(
            ObjectNode json, Incident incident, IncidentDecision decision, Page state) {
        json.put("uid", text(decision.decisionId()));
        json.put("title", text(state.summary()));
        json.put("desc", text(decision.explanation()));
        json.put("created_time", incident.openedAtMillis());
        json.put("modified_time", incident.changedAtMillis());
        json.put("first_seen_time", decision.atMillis());
        json.put("last_seen_time", decision.atMillis());
        ArrayNode types = json.putArray("types");
        decision.reasons().forEach(reason -> types.add(text(reason)));
        String first = decision.reasons().isEmpty() ? "unknown" : decision.reasons().get(0);
        json.putObject("analytic")
                .put("name", text(first))
                .put("type_id", first.startsWith("fuse:") ? RULE : BEHAVIORAL);
        List<String> events = decision.eventIds();
        json.put("related_events_count", events.size());
        ArrayNode related = json.putArray("related_events");
        events.forEach(event -> related.addObject().put("uid", text(event)));
    }

    private static void fillResources(ArrayNode json, IncidentDecision decision) {
        for (ResourceRef resource : decision.resources()) {
            json.addObject()
                    .put("uid", text(resource.id()))
                    .put("type", text(resource.type()))
                    .put("cloud_partition", text(decision.partition()));
        }
    }

    private static void fillEvidences(ArrayNode json, IncidentDecision decision) {
        for (SessionPrincipal session : decision.sessions()) {
            ObjectNode actor = json.addObject().putObject("actor");
            ObjectNode user = actor.putObject("user");
            user.put("name", text(decision.agent()));
            user.put("type_id", type(decision.agentKind()));
            user.put("type", decision.agentKind().name());
            String arn = session.principalArn();
            if (arn != null) {
                user.put("uid", text(arn));
            }
            actor.putObject("session").put("uid", text(session.session()));
        }
    }

    private static int type(AgentKind kind) {
        return switch (kind) {
            case HUMAN -> USER;
            case SERVICE -> SERVICE;
            case AGENT -> OTHER;
            case UNKNOWN -> 0;
        };
    }

    private static String text(String value) {
        return IncidentRecords.text(value);
    }
}
