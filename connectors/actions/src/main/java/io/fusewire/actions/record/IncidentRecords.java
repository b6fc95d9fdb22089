package io.fusewire.actions.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.core.containment.CallMade;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.StageTimes;
import io.fusewire.core.containment.Target;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.incident.Aftermath;
import io.fusewire.core.incident.Incident;
import io.fusewire.core.incident.IncidentDecision;
import io.fusewire.core.incident.LeftBehind;
import io.fusewire.core.incident.Page;
import io.fusewire.core.incident.TimelineEntry;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Writes incidents down. A record holds all that was known when it was made, so that the latest of
 * an incident tells it all; earlier ones show what was known when.
 */
public final class IncidentRecords {

    /** Changes whenever a field changes its meaning. */
    public static final int VERSION = 1;

    private static final MathContext PRECISION = new MathContext(4);
    private static final char REPLACEMENT = '\uFFFD';

    private IncidentRecords() {}

    /**
     * The next record of a chain.
     *
     * @param chain name of the chain: the incident's book
     * @param head where the chain ends so far
     * @param state what a page of the incident says of it now
     * @param isRehearsal whether nothing was really written
     */
    public static SealedRecord sealed(
            String chain, ChainHead head, Incident incident, Page state, boolean isRehearsal) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "RECORD");
        json.put("version", VERSION);
        json.put("chain", text(chain));
        json.put("sequence", head.sequence() + 1);
        put(json, "previousHash", head.hash());
        fill(json, incident, state, isRehearsal);
        String hash = CanonicalJson.sha256(json);
        json.put("hash", hash);
        ChainHead next = new ChainHead(head.sequence() + 1, hash);
        IncidentDecision decision = incident.decision();
        return new SealedRecord(
                incident.key(),
                next,
                CanonicalJson.of(json),
                decision == null
                        ? ""
                        : OcsfFindings.finding(incident, decision, state, next, isRehearsal));
    }

    /** What a record's hash has to be. */
    static String hashOf(JsonNode record) {
        ObjectNode unsealed = record.deepCopy();
        unsealed.remove("hash");
        return CanonicalJson.sha256(unsealed);
    }

    private static void fill(ObjectNode json, Incident incident, Page state, boolean isRehearsal) {
        json.put("key", text(incident.key()));
        json.put("status", incident.status().name());
        json.put("severity", state.severity().name());
        json.put("summary", text(state.summary()));
        if (isRehearsal) {
            json.put("dryRun", true);
        }
        json.put("openedAt", time(incident.openedAtMillis()));
        json.put("at", time(incident.changedAtMillis()));
        put(json, "breaker", incident.breaker() == null ? null : incident.breaker().name());
        PersonsWord word = incident.word();
        if (word != null) {
            json.put("breakerWord", word.kind().name());
            json.put("breakerBy", text(word.by()));
        }
        json.put("pages", incident.pages());
        IncidentDecision decision = incident.decision();
        if (decision != null) {
            fill(json.putObject("decision"), decision);
        }
        Aftermath since = incident.aftermath();
        ObjectNode sinceThen = json.putObject("sinceThen");
        sinceThen
                .put("lost", since.lost())
                .put("succeeded", since.succeeded())
                .put("denied", since.denied());
        if (!since.left().isEmpty()) {
            ArrayNode left = sinceThen.putArray("left");
            since.left().forEach(each -> fill(left.addObject(), each));
        }
        ArrayNode outcomes = json.putArray("outcomes");
        incident.outcomes().forEach(outcome -> fill(outcomes.addObject(), outcome));
        json.put("outcomesLeftOut", incident.outcomesLeftOut());
        ArrayNode timeline = json.putArray("timeline");
        incident.timeline().stream()
                .sorted(Comparator.comparingLong(TimelineEntry::atMillis))
                .forEach(entry -> fill(timeline.addObject(), entry));
        json.put("timelineLeftOut", incident.timelineLeftOut());
    }

    private static void fill(ObjectNode json, IncidentDecision decision) {
        json.put("decisionId", text(decision.decisionId()));
        json.put("type", decision.type().name());
        json.put("at", time(decision.atMillis()));
        put(json, "triggerEventId", decision.triggerEventId());
        json.put("agent", text(decision.agent()));
        json.put("agentKind", decision.agentKind().name());
        put(json, "agentClass", decision.agentClass());
        json.put("account", text(decision.account()));
        json.put("partition", text(decision.partition()));
        put(json, "principalArn", decision.principalArn());
        ArrayNode sessions = json.putArray("sessions");
        for (SessionPrincipal session : decision.sessions()) {
            ObjectNode one = sessions.addObject();
            one.put("session", text(session.session()));
            put(one, "arn", session.principalArn());
        }
        json.put("sharedSession", decision.sharedSession());
        json.put("mode", decision.mode().name());
        // As texts, because only whole numbers are written the same by everybody.
        json.put("score", number(decision.score()));
        json.put("limit", number(decision.limit()));
        putTexts(json, "reasons", decision.reasons());
        json.put("resourcesLost", decision.lost());
        json.put("resourcesLostAtLeast", decision.lostAtLeast());
        ArrayNode resources = json.putArray("resources");
        for (ResourceRef resource : decision.resources()) {
            resources.addObject().put("type", text(resource.type())).put("id", text(resource.id()));
        }
        if (!decision.trails().isEmpty()) {
            ArrayNode trails = json.putArray("trails");
            for (BlindedTrail trail : decision.trails()) {
                trails.addObject()
                        .put("call", text(trail.call()))
                        .put("id", text(trail.id()))
                        .put("region", text(trail.region()))
                        .put("eventId", text(trail.eventId()));
            }
        }
        putTexts(json, "eventIds", decision.eventIds());
        put(json, "policy", decision.policyId());
        put(json, "priors", decision.priorsId());
        json.put("explanation", text(decision.explanation()));
    }

    private static void fill(ObjectNode json, LeftBehind left) {
        json.put("kind", left.kind().name());
        json.put("call", text(left.call()));
        json.put("eventSource", text(left.eventSource()));
        json.put("id", text(left.id()));
        json.put("region", text(left.region()));
        json.put("session", text(left.session()));
        json.put("eventId", text(left.eventId()));
        json.put("at", time(left.atMillis()));
        putTexts(json, "whatToDo", left.whatToDo());
    }

    private static void fill(ObjectNode json, ContainmentOutcome outcome) {
        Target target = outcome.target();
        put(json, "target", target == null ? null : target.arn());
        put(json, "holder", target == null ? null : target.holder().name());
        put(json, "measure", outcome.measure());
        putTexts(json, "sessions", outcome.sessions());
        json.put("rung", outcome.rung().name());
        json.put("state", outcome.claim().name());
        json.put("reason", text(outcome.reason()));
        ObjectNode times = json.putObject("times");
        StageTimes at = outcome.times();
        putTime(times, "delivered", at.deliveredMillis());
        putTime(times, "decided", at.decidedMillis());
        putTime(times, "requested", at.requestedMillis());
        putTime(times, "written", at.writtenMillis());
        putTime(times, "proven", at.provenMillis());
        putTime(times, "lifted", at.liftedMillis());
        json.put("attempt", outcome.attempts());
        putTexts(json, "stillRunning", outcome.stillRunning());
        putTexts(json, "notes", outcome.notes());
    }

    private static void fill(ObjectNode json, TimelineEntry entry) {
        json.put("at", time(entry.atMillis()));
        json.put("kind", entry.kind().name());
        json.put("text", text(entry.text()));
        if (!entry.calls().isEmpty()) {
            ArrayNode calls = json.putArray("calls");
            for (CallMade call : entry.calls()) {
                calls.addObject()
                        .put("at", time(call.atMillis()))
                        .put("service", call.service())
                        .put("operation", text(call.operation()))
                        .put("target", text(call.target()))
                        .put("answer", text(call.answer()));
            }
        }
    }

    private static void put(ObjectNode json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, text(value));
        }
    }

    private static void putTexts(ObjectNode json, String field, List<String> values) {
        ArrayNode texts = json.putArray(field);
        values.forEach(value -> texts.add(text(value)));
    }

    private static void putTime(ObjectNode json, String field, @Nullable Long millis) {
        if (millis != null) {
            json.put(field, time(millis));
        }
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static String number(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).round(PRECISION).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }

    /** Halves of characters, which a record may hold and UTF-8 cannot, are replaced. */
    static String text(String value) {
        StringBuilder whole = null;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isPair =
                    Character.isHighSurrogate(c)
                            && i + 1 < value.length()
                            && Character.isLowSurrogate(value.charAt(i + 1));
            if (isPair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                whole = whole == null ? new StringBuilder(value) : whole;
                whole.setCharAt(i, REPLACEMENT);
            }
        }
        return whole == null ? value : whole.toString();
    }
}
