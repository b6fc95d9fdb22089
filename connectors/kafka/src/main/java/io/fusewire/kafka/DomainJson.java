package io.fusewire.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.baseline.LadderReading;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.containment.Rung;
import io.fusewire.core.containment.StageTimes;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.TripCase;
import io.fusewire.core.delivery.DeliveryReport;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * What the jobs say, as JSON: one object without line breaks, the same on topics and in files.
 *
 * <p>Written field by field, because the names are a contract with other programs: renaming a
 * component in the domain must not rename a field. Fields come in a fixed order, so that equal
 * values are equal bytes. Times are ISO-8601 in UTC, numbers have four significant digits.
 */
public final class DomainJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final MathContext PRECISION = new MathContext(4);

    private DomainJson() {}

    /** A line of {@code decisions.jsonl} and a message of {@link Topics#TRIPS}. */
    public static String decision(Decision decision) {
        return text(decisionBytes(decision));
    }

    static byte[] decisionBytes(Decision decision) {
        return object(json -> write(json, decision));
    }

    private static void write(JsonGenerator json, Decision decision) throws IOException {
        json.writeStringField("decisionId", decision.decisionId());
        json.writeStringField("type", decision.type().name());
        json.writeStringField("at", time(decision.atMillis()));
        json.writeStringField("triggerEventId", decision.triggerEventId());
        json.writeStringField("agent", decision.agent());
        json.writeStringField("agentKind", decision.agentKind().name());
        writeUnlessNull(json, "agentClass", decision.agentClass());
        json.writeStringField("account", decision.account());
        json.writeStringField("partition", decision.partition());
        writeUnlessNull(json, "principalArn", decision.principalArn());
        writeStrings(json, "sessions", decision.sessions());
        writePrincipals(json, decision.principals());
        if (decision.sharedSession()) {
            json.writeBooleanField("sharedSession", true);
        }
        if (!decision.namesakes().isEmpty()) {
            writeStrings(json, "namesakes", decision.namesakes());
        }
        SessionPrincipal issuer = decision.issuedBy();
        if (issuer != null) {
            json.writeFieldName("issuedBy");
            writePrincipal(json, issuer);
        }
        json.writeStringField("mode", decision.mode().name());
        json.writeStringField("breakerFrom", decision.breakerFrom().name());
        json.writeStringField("breakerTo", decision.breakerTo().name());
        json.writeNumberField("score", rounded(decision.score()));
        json.writeNumberField("limit", rounded(decision.limit()));
        writeStrings(json, "reasons", decision.reasons());
        json.writeNumberField("resourcesLost", decision.resourcesLost());
        if (decision.resourcesLostAtLeast()) {
            json.writeBooleanField("resourcesLostAtLeast", true);
        }
        writeResources(json, decision.resources());
        if (!decision.trails().isEmpty()) {
            writeTrails(json, decision.trails());
        }
        if (!decision.executions().isEmpty()) {
            writeStrings(json, "executions", decision.executions());
        }
        writeStrings(json, "eventIds", decision.eventIds());
        json.writeStringField("policy", decision.policyId());
        json.writeStringField("priors", decision.priorsId());
        json.writeBooleanField("defaultCaps", decision.defaultCaps());
        EscalationLadder escalation = decision.escalation();
        if (escalation != null) {
            writeStrings(json, "escalation", escalation.rungs().stream().map(Rung::name).toList());
        }
        json.writeStringField("explanation", decision.explanation());
        if (decision.deliveredMillis() != null) {
            json.writeStringField("deliveredAt", time(decision.deliveredMillis()));
        }
        if (decision.agentsAtWork() > 0) {
            json.writeNumberField("agentsAtWork", decision.agentsAtWork());
        }
    }

    /** A line of {@code agents.jsonl}. */
    public static String agent(AgentSummary agent) {
        return text(object(json -> write(json, agent)));
    }

    private static void write(JsonGenerator json, AgentSummary agent) throws IOException {
        json.writeStringField("agent", agent.agent());
        json.writeStringField("agentKind", agent.agentKind().name());
        writeUnlessNull(json, "agentClass", agent.agentClass());
        json.writeStringField("account", agent.account());
        json.writeNumberField("sessions", agent.sessions());
        json.writeNumberField("events", agent.events());
        json.writeNumberField("destroyedUnits", agent.destroyedUnits());
        json.writeStringField("firstSeen", time(agent.firstSeenMillis()));
        json.writeStringField("lastSeen", time(agent.lastSeenMillis()));
        json.writeStringField("breaker", agent.breaker().name());
        json.writeNumberField("maxScore", rounded(agent.maxScore()));
        writeUnlessNull(json, "maxReason", agent.maxReason());
        json.writeNumberField("trips", agent.trips());
        json.writeNumberField("alerts", agent.alerts());
        json.writeArrayFieldStart("ladders");
        for (LadderReading ladder : agent.ladders()) {
            json.writeStartObject();
            json.writeStringField("ladder", ladder.ladder().reason());
            json.writeNumberField("episodes", ladder.pastEpisodes());
            json.writeNumberField("highest", rounded(ladder.highest()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** A message of {@link Topics#OBSERVATIONS}. */
    public static String observation(Observation observation) {
        return text(observationBytes(observation));
    }

    static byte[] observationBytes(Observation observation) {
        return object(json -> write(json, observation));
    }

    private static void write(JsonGenerator json, Observation observation) throws IOException {
        json.writeStringField("decisionId", observation.decisionId());
        json.writeStringField("agent", observation.agent());
        json.writeStringField("session", observation.session());
        writeUnlessNull(json, "principalArn", observation.principalArn());
        json.writeStringField("eventId", observation.eventId());
        json.writeStringField("at", time(observation.atMillis()));
        json.writeStringField("eventSource", observation.eventSource());
        json.writeStringField("eventName", observation.eventName());
        json.writeStringField("effect", observation.effect().name());
        json.writeStringField("outcome", observation.outcome().name());
        json.writeNumberField("foreignLost", observation.foreignLost());
        json.writeNumberField("recreated", observation.recreated());
        writeStrings(json, "patterns", observation.patterns());
        writeResources(json, observation.resources());
        writeUnlessNull(json, "region", observation.region());
        Effect second = observation.secondEffect();
        writeUnlessNull(json, "secondEffect", second == null ? null : second.name());
        writeUnlessNull(json, "stack", observation.stack());
        writeUnlessNull(json, "execution", observation.execution());
    }

    /** A message of {@link Topics#BREAKERS}. */
    public static String breaker(BreakerStatus status) {
        return text(breakerBytes(status));
    }

    static byte[] breakerBytes(BreakerStatus status) {
        return object(json -> write(json, status));
    }

    private static void write(JsonGenerator json, BreakerStatus status) throws IOException {
        json.writeStringField("agent", status.agent());
        json.writeStringField("account", status.account());
        json.writeStringField("breaker", status.state().name());
        json.writeStringField("mode", status.mode().name());
        json.writeStringField("at", time(status.atMillis()));
        writeUnlessNull(json, "decisionId", status.decisionId());
        writeStrings(json, "sessions", status.sessions());
        PersonsWord word = status.word();
        if (word != null) {
            json.writeStringField("word", word.kind().name());
            json.writeStringField("by", word.by());
            writeUnlessNull(json, "judged", word.judged());
        }
    }

    /** A line of {@code differences.jsonl} and a message of {@link Topics#DIFFERENCES}. */
    public static String difference(DecisionDifference difference) {
        return text(differenceBytes(difference));
    }

    static byte[] differenceBytes(DecisionDifference difference) {
        return object(json -> write(json, difference));
    }

    private static void write(JsonGenerator json, DecisionDifference difference)
            throws IOException {
        json.writeStringField("kind", difference.kind().name());
        json.writeStringField("at", time(difference.atMillis()));
        json.writeStringField("triggerEventId", difference.triggerEventId());
        json.writeStringField("agent", difference.agent());
        json.writeStringField("account", difference.account());
        writeSide(
                json,
                "active",
                difference.activePolicyId(),
                difference.activePriorsId(),
                difference.active());
        writeSide(
                json,
                "candidate",
                difference.candidatePolicyId(),
                difference.candidatePriorsId(),
                difference.candidate());
        if (difference.earlierDecisionId() != null) {
            json.writeStringField("earlierDecisionId", difference.earlierDecisionId());
            json.writeStringField("earlierAt", time(difference.earlierAtMillis()));
        }
    }

    private static void writeSide(
            JsonGenerator json,
            String name,
            String policyId,
            String priorsId,
            DecisionDifference.@Nullable Side side)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("policy", policyId);
        json.writeStringField("priors", priorsId);
        if (side != null) {
            json.writeStringField("decisionId", side.decisionId());
            json.writeStringField("type", side.type().name());
            json.writeStringField("mode", side.mode().name());
            json.writeNumberField("score", rounded(side.score()));
            json.writeNumberField("limit", rounded(side.limit()));
            writeStrings(json, "reasons", side.reasons());
            json.writeNumberField("resourcesLost", side.resourcesLost());
            json.writeStringField("explanation", side.explanation());
        }
        json.writeEndObject();
    }

    /** A message of {@link Topics#OUTCOMES}. */
    public static String outcome(ContainmentOutcome outcome) {
        return text(outcomeBytes(outcome));
    }

    static byte[] outcomeBytes(ContainmentOutcome outcome) {
        return object(json -> write(json, outcome));
    }

    private static void write(JsonGenerator json, ContainmentOutcome outcome) throws IOException {
        TripCase tripCase = outcome.tripCase();
        Target target = outcome.target();
        json.writeStringField("decisionId", tripCase.decisionId());
        json.writeStringField("agent", tripCase.agent());
        json.writeStringField("account", tripCase.account());
        json.writeStringField("partition", tripCase.partition());
        writeUnlessNull(json, "target", target == null ? null : target.arn());
        writeUnlessNull(json, "holder", target == null ? null : target.holder().name());
        writeStrings(json, "sessions", outcome.sessions());
        writeUnlessNull(json, "measure", outcome.measure());
        json.writeStringField("rung", outcome.rung().name());
        json.writeStringField("state", outcome.claim().name());
        json.writeStringField("reason", outcome.reason());
        if (outcome.probation()) {
            json.writeBooleanField("probation", true);
        }
        if (outcome.rehearsal()) {
            json.writeBooleanField("dryRun", true);
        }
        json.writeObjectFieldStart("times");
        StageTimes times = outcome.times();
        writeTime(json, "delivered", times.deliveredMillis());
        writeTime(json, "decided", times.decidedMillis());
        writeTime(json, "requested", times.requestedMillis());
        writeTime(json, "written", times.writtenMillis());
        writeTime(json, "proven", times.provenMillis());
        writeTime(json, "lifted", times.liftedMillis());
        json.writeEndObject();
        json.writeNumberField("attempt", outcome.attempts());
        json.writeNumberField("revision", outcome.revision());
        writeStrings(json, "stillRunning", outcome.stillRunning());
        writeStrings(json, "notes", outcome.notes());
    }

    private static void writeTime(JsonGenerator json, String name, @Nullable Long millis)
            throws IOException {
        if (millis != null) {
            json.writeStringField(name, time(millis));
        }
    }

    /** A message of {@link Topics#INCIDENTS}. */
    public static String incident(IncidentUpdate update) {
        return text(incidentBytes(update));
    }

    static byte[] incidentBytes(IncidentUpdate update) {
        return object(json -> write(json, update));
    }

    private static void write(JsonGenerator json, IncidentUpdate update) throws IOException {
        json.writeStringField("type", "UPDATE");
        json.writeStringField("key", update.key());
        json.writeStringField("status", update.status().name());
        json.writeStringField("severity", update.severity().name());
        writeUnlessNull(json, "decisionId", update.decisionId());
        writeUnlessNull(json, "agent", update.agent());
        writeUnlessNull(json, "account", update.account());
        json.writeStringField("title", update.title());
        json.writeStringField("text", update.text());
        json.writeStringField("at", time(update.atMillis()));
    }

    static byte[] deliveryBytes(DeliveryReport report) {
        return object(json -> write(json, report));
    }

    private static void write(JsonGenerator json, DeliveryReport report) throws IOException {
        json.writeStringField("type", "DELIVERY");
        json.writeStringField("key", report.key());
        json.writeStringField("receiver", report.receiver());
        json.writeStringField("messageId", report.messageId());
        json.writeStringField("result", report.result().name());
        if (!report.reason().isEmpty()) {
            json.writeStringField("reason", report.reason());
        }
        json.writeNumberField("attempts", report.attempts());
        json.writeStringField("at", time(report.atMillis()));
    }

    /** A line of {@code dead-letter.jsonl} and a message of {@link Topics#DEAD_LETTER}. */
    public static String deadLetter(DeadLetter letter) {
        return text(deadLetterBytes(letter));
    }

    static byte[] deadLetterBytes(DeadLetter letter) {
        return object(json -> write(json, letter));
    }

    private static void write(JsonGenerator json, DeadLetter letter) throws IOException {
        json.writeStringField("source", letter.source());
        json.writeNumberField("offset", letter.offset());
        json.writeStringField("reason", letter.reason());
        json.writeStringField("raw", letter.raw());
        writeUnlessNull(json, "rawEncoding", letter.rawEncoding());
        if (letter.truncated()) {
            json.writeBooleanField("truncated", true);
        }
    }

    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static double rounded(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).round(PRECISION).doubleValue()
                : value;
    }

    private static void writeUnlessNull(JsonGenerator json, String name, @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void writeStrings(JsonGenerator json, String name, List<String> values)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** Those that are known. */
    private static void writePrincipals(JsonGenerator json, List<SessionPrincipal> principals)
            throws IOException {
        json.writeArrayFieldStart("principals");
        for (SessionPrincipal principal : principals) {
            if (principal.principalArn() != null) {
                writePrincipal(json, principal);
            }
        }
        json.writeEndArray();
    }

    private static void writePrincipal(JsonGenerator json, SessionPrincipal principal)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("session", principal.session());
        writeUnlessNull(json, "arn", principal.principalArn());
        json.writeEndObject();
    }

    private static void writeResources(JsonGenerator json, List<ResourceRef> resources)
            throws IOException {
        json.writeArrayFieldStart("resources");
        for (ResourceRef resource : resources) {
            json.writeStartObject();
            json.writeStringField("type", resource.type());
            json.writeStringField("id", resource.id());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeTrails(JsonGenerator json, List<BlindedTrail> trails)
            throws IOException {
        json.writeArrayFieldStart("trails");
        for (BlindedTrail trail : trails) {
            json.writeStartObject();
            json.writeStringField("call", trail.call());
            json.writeStringField("id", trail.id());
            if (!trail.region().isEmpty()) {
                json.writeStringField("region", trail.region());
            }
            json.writeStringField("eventId", trail.eventId());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
