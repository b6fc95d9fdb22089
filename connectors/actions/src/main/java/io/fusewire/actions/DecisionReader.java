package io.fusewire.actions;

import com.fasterxml.jackson.databind.JsonNode;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.containment.Rung;
import io.fusewire.core.containment.Trip;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.incident.IncidentDecision;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads decisions as they stand in {@code decisions.jsonl} and on the trips topic. Only what
 * containment and its pages need is looked at; further fields are legal, missing ones of later
 * versions too.
 */
public final class DecisionReader {

    /** Sessions of one decision; a detector names fewer. */
    public static final int SESSIONS_MAX = 10_000;

    private DecisionReader() {}

    /**
     * The trip that a line tells of; empty for an alert, which contains nothing.
     *
     * @throws DecisionException if it is no decision
     */
    public static Optional<Trip> trip(String line) throws DecisionException {
        JsonNode json = DetectorJson.parse(line);
        String type = DetectorJson.text(json, "type");
        if (type.equals("ALERT")) {
            return Optional.empty();
        }
        if (!type.equals("TRIP")) {
            throw new DecisionException(
                    "type must be TRIP or ALERT, but was " + DetectorJson.shown(type));
        }
        return Optional.of(
                new Trip(
                        DetectorJson.text(json, "decisionId"),
                        DetectorJson.time(json, "at"),
                        DetectorJson.text(json, "agent"),
                        DetectorJson.text(json, "account"),
                        DetectorJson.text(json, "partition"),
                        mode(json),
                        DetectorJson.constant(
                                json, "breakerFrom", BreakerState.values(), "a state of a breaker"),
                        DetectorJson.optionalText(json, "principalArn"),
                        sessions(json),
                        DetectorJson.optionalFlag(json, "sharedSession"),
                        namesakes(json),
                        DetectorJson.resources(json),
                        DetectorJson.texts(json, "executions"),
                        json.has("deliveredAt") ? DetectorJson.time(json, "deliveredAt") : null,
                        DetectorJson.count(json, "agentsAtWork"),
                        escalation(json),
                        issuer(json)));
    }

    /**
     * What a page and a record have to know of a decision, trip or alert.
     *
     * @throws DecisionException if it is no decision
     */
    public static IncidentDecision decision(String line) throws DecisionException {
        JsonNode json = DetectorJson.parse(line);
        String kind = DetectorJson.optionalText(json, "agentKind");
        String explanation = DetectorJson.optionalText(json, "explanation");
        List<ResourceRef> resources = DetectorJson.resources(json);
        return new IncidentDecision(
                DetectorJson.text(json, "decisionId"),
                DetectorJson.constant(json, "type", Decision.Type.values(), "TRIP or ALERT"),
                DetectorJson.time(json, "at"),
                DetectorJson.optionalText(json, "triggerEventId"),
                DetectorJson.text(json, "agent"),
                kind == null
                        ? AgentKind.UNKNOWN
                        : DetectorJson.constant(
                                json, "agentKind", AgentKind.values(), "a kind of principal"),
                DetectorJson.optionalText(json, "agentClass"),
                DetectorJson.text(json, "account"),
                DetectorJson.text(json, "partition"),
                DetectorJson.optionalText(json, "principalArn"),
                knownSessions(json),
                DetectorJson.optionalFlag(json, "sharedSession"),
                mode(json),
                DetectorJson.number(json, "score"),
                DetectorJson.number(json, "limit"),
                DetectorJson.texts(json, "reasons"),
                json.has("resourcesLost")
                        ? DetectorJson.count(json, "resourcesLost")
                        : resources.size(),
                DetectorJson.optionalFlag(json, "resourcesLostAtLeast"),
                resources,
                trails(json),
                DetectorJson.texts(json, "eventIds"),
                DetectorJson.optionalText(json, "policy"),
                DetectorJson.optionalText(json, "priors"),
                explanation == null ? "" : explanation);
    }

    private static @Nullable SessionPrincipal issuer(JsonNode json) throws DecisionException {
        JsonNode issuer = json.get("issuedBy");
        if (issuer == null) {
            return null;
        }
        if (!issuer.isObject()) {
            throw new DecisionException(
                    "issuedBy must be an object, but was " + DetectorJson.shown(issuer.toString()));
        }
        return new SessionPrincipal(
                DetectorJson.text(issuer, "session"), DetectorJson.text(issuer, "arn"));
    }

    /** A decision of before there were ladders has none. */
    private static EscalationLadder escalation(JsonNode json) throws DecisionException {
        if (!json.has("escalation")) {
            return EscalationLadder.DEFAULT;
        }
        List<Rung> rungs =
                DetectorJson.constants(json, "escalation", Rung.values(), "rungs of a containment");
        String problem = EscalationLadder.problemOf(rungs);
        if (problem != null) {
            throw new DecisionException("escalation " + problem);
        }
        return new EscalationLadder(rungs);
    }

    private static List<BlindedTrail> trails(JsonNode json) throws DecisionException {
        List<BlindedTrail> trails = new ArrayList<>();
        for (JsonNode trail : DetectorJson.array(json, "trails")) {
            String region = DetectorJson.optionalText(trail, "region");
            trails.add(
                    new BlindedTrail(
                            DetectorJson.text(trail, "call"),
                            DetectorJson.text(trail, "id"),
                            region == null ? "" : region,
                            DetectorJson.text(trail, "eventId")));
        }
        return trails;
    }

    /** An alert may name none. */
    private static List<SessionPrincipal> knownSessions(JsonNode json) throws DecisionException {
        return DetectorJson.array(json, "sessions").isEmpty() ? List.of() : sessions(json);
    }

    /** A decision that does not say that it revokes does not. */
    private static EnforcementMode mode(JsonNode json) throws DecisionException {
        String text = DetectorJson.optionalText(json, "mode");
        if (text == null || text.equals("SHADOW")) {
            return EnforcementMode.SHADOW;
        }
        if (text.equals("ENFORCE")) {
            return EnforcementMode.ENFORCE;
        }
        throw new DecisionException(
                "mode must be SHADOW or ENFORCE, but was " + DetectorJson.shown(text));
    }

    private static List<SessionPrincipal> sessions(JsonNode json) throws DecisionException {
        JsonNode keys = DetectorJson.array(json, "sessions");
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
                        "sessions must hold texts, but holds "
                                + DetectorJson.shown(key.toString()));
            }
            sessions.add(new SessionPrincipal(key.textValue(), arns.get(key.textValue())));
        }
        return sessions;
    }

    private static List<String> namesakes(JsonNode json) throws DecisionException {
        List<String> sessions = new ArrayList<>();
        for (JsonNode key : DetectorJson.array(json, "namesakes")) {
            if (!key.isTextual()) {
                throw new DecisionException(
                        "namesakes must hold texts, but holds "
                                + DetectorJson.shown(key.toString()));
            }
            sessions.add(key.textValue());
        }
        return sessions;
    }

    private static Map<String, String> principals(JsonNode json) throws DecisionException {
        Map<String, String> arns = new HashMap<>();
        for (JsonNode principal : DetectorJson.array(json, "principals")) {
            arns.put(DetectorJson.text(principal, "session"), DetectorJson.text(principal, "arn"));
        }
        return arns;
    }
}
