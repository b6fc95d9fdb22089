package io.fusewire.cli.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.cli.report.Figures;
import io.fusewire.cli.report.ReportPage;
import io.fusewire.cli.report.RunReport;
import io.fusewire.core.containment.MassTripGuard;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Refusal;
import io.fusewire.detector.Counts;
import io.fusewire.kafka.DomainJson;

import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder that a replay writes.
 *
 * @param folder created if missing; files of an earlier run are replaced
 * @param title of the report
 * @param agentDaysPerFalseTrip the limit A
 * @param policyName the policy's file, or how to call the default
 * @param priorsName likewise of the priors
 */
public record ReplayOutput(
        Path folder,
        String title,
        double agentDaysPerFalseTrip,
        String policyName,
        String priorsName) {

    private static final String DIFFERENCES = "differences.jsonl";

    /** Refusals that are told in words; summary.json has them all. */
    private static final int REFUSALS_NOTED_MAX = 20;

    ReplayOutcome write(Findings findings, Replay.Result result) throws IOException {
        Files.createDirectories(folder);
        List<Decision> decisions = findings.decisions();
        List<AgentSummary> agents = findings.agents();
        lines("decisions.jsonl", decisions.stream().map(DomainJson::decision).toList());
        lines("agents.jsonl", agents.stream().map(DomainJson::agent).toList());
        List<DecisionDifference> differences = findings.differences();
        if (differences.isEmpty()) {
            Files.deleteIfExists(folder.resolve(DIFFERENCES));
        } else {
            lines(DIFFERENCES, differences.stream().map(DomainJson::difference).toList());
        }
        try (OutputStream out =
                new BufferedOutputStream(
                        Files.newOutputStream(folder.resolve("dead-letter.jsonl")))) {
            findings.writeDeadLetters(out);
        }
        ReplayOutcome outcome =
                new ReplayOutcome(
                        result.counts(),
                        result.wall(),
                        decisions,
                        agents,
                        findings.aftermaths(),
                        findings.refusals(),
                        MassTripGuard.DEFAULT.heldBack(tripTimes(decisions)),
                        folder.resolve("report.html"));
        writeSummary(outcome);
        Files.writeString(
                outcome.report(),
                ReportPage.render(report(outcome, findings)),
                StandardCharsets.UTF_8);
        return outcome;
    }

    private static Map<String, Long> tripTimes(List<Decision> decisions) {
        Map<String, Long> times = new LinkedHashMap<>();
        for (Decision decision : decisions) {
            if (decision.type() == Decision.Type.TRIP) {
                times.put(decision.decisionId(), decision.atMillis());
            }
        }
        return times;
    }

    private void lines(String name, List<String> lines) throws IOException {
        try (BufferedWriter writer =
                Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8)) {
            for (String line : lines) {
                writer.write(line);
                writer.write('\n');
            }
        }
    }

    private void writeSummary(ReplayOutcome outcome) throws IOException {
        Counts counts = outcome.counts();
        try (JsonGenerator json =
                new ObjectMapper()
                        .createGenerator(
                                Files.newBufferedWriter(
                                        folder.resolve("summary.json"), StandardCharsets.UTF_8))) {
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter()
                            .withObjectIndenter(
                                    new com.fasterxml.jackson.core.util.DefaultIndenter(
                                            "  ", "\n")));
            json.writeStartObject();
            json.writeNumberField("records", counts.records());
            json.writeNumberField("accepted", counts.accepted());
            json.writeNumberField("duplicates", counts.duplicates());
            json.writeObjectFieldStart("skipped");
            for (Map.Entry<String, Long> skipped : counts.skipped().entrySet()) {
                json.writeNumberField(skipped.getKey(), skipped.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("deadLettered", counts.deadLettered());
            json.writeNumberField("agents", counts.agents());
            json.writeNumberField("sessions", counts.sessions());
            json.writeNumberField("trips", counts.trips());
            json.writeNumberField("alerts", counts.alerts());
            json.writeNumberField("heldBack", outcome.heldBack().size());
            json.writeStringField("firstEventTime", first(counts));
            json.writeStringField("lastEventTime", last(counts));
            json.writeNumberField("wallSeconds", outcome.wall().toMillis() / 1e3);
            json.writeNumberField("recordsPerSecond", number(outcome.recordsPerSecond()));
            json.writeNumberField("unknownOperations", counts.unknownOperations());
            json.writeStringField("policy", policyName);
            json.writeStringField("priors", priorsName);
            json.writeNumberField("agentDaysPerFalseTrip", agentDaysPerFalseTrip);
            json.writeNumberField("controlRefused", outcome.refusals().size());
            json.writeArrayFieldStart("refusals");
            for (Refusal refusal : outcome.refusals()) {
                write(json, refusal);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("notes");
            for (String note : notes(outcome)) {
                json.writeString(note);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void write(JsonGenerator json, Refusal refusal) throws IOException {
        json.writeStartObject();
        json.writeStringField("agent", refusal.agent());
        json.writeStringField("what", refusal.what());
        json.writeStringField("reason", refusal.reason());
        json.writeStringField("at", Instant.ofEpochMilli(refusal.atMillis()).toString());
        json.writeStringField("by", refusal.by());
        json.writeStringField("source", refusal.source());
        json.writeNumberField("number", refusal.number());
        json.writeEndObject();
    }

    private static double number(double value) {
        return Double.parseDouble(Figures.rounded(value));
    }

    private static @Nullable String first(Counts counts) {
        return counts.accepted() == 0
                ? null
                : Instant.ofEpochMilli(counts.firstEventTimeMillis()).toString();
    }

    private static @Nullable String last(Counts counts) {
        return counts.accepted() == 0
                ? null
                : Instant.ofEpochMilli(counts.lastEventTimeMillis()).toString();
    }

    private static List<String> notes(ReplayOutcome outcome) {
        List<String> notes = new ArrayList<>();
        notes.add("Nothing was enforced: a replay decides in shadow.");
        if (outcome.decisions().stream().anyMatch(Decision::defaultCaps)) {
            notes.add(
                    "Some decisions rest on unsigned defaults: caps that ship with Fusewire and"
                            + " that nobody has adopted in a policy.");
        }
        if (!outcome.heldBack().isEmpty()) {
            notes.add(heldBack(outcome.heldBack()));
        }
        List<Refusal> refusals = outcome.refusals();
        for (Refusal refusal : refusals.subList(0, Math.min(REFUSALS_NOTED_MAX, refusals.size()))) {
            notes.add(
                    refusal.source()
                            + ":"
                            + refusal.number()
                            + ": "
                            + refusal.what()
                            + " was refused for "
                            + refusal.agent()
                            + ": "
                            + refusal.reason()
                            + ".");
        }
        if (refusals.size() > REFUSALS_NOTED_MAX) {
            notes.add(
                    Figures.grouped(refusals.size() - REFUSALS_NOTED_MAX)
                            + " more refusals stand in summary.json.");
        }
        if (outcome.counts().unknownOperations() > 0) {
            notes.add(
                    Figures.grouped(outcome.counts().unknownOperations())
                            + " records name an operation that the catalogue does not know; their"
                            + " effect is judged by the verb.");
        }
        return List.copyOf(notes);
    }

    private static String heldBack(List<String> decisions) {
        MassTripGuard guard = MassTripGuard.DEFAULT;
        return "Of these trips the mass-trip guard would have held back "
                + Figures.grouped(decisions.size())
                + ", for more than "
                + guard.tripsMax()
                + " breakers opened within "
                + Duration.ofMillis(guard.windowMillis()).toMinutes()
                + " minutes; the first is decision "
                + decisions.get(0)
                + ". Held back, a trip pages and revokes nothing.";
    }

    private RunReport report(ReplayOutcome outcome, Findings findings) {
        Counts counts = outcome.counts();
        Map<String, String> glance = new LinkedHashMap<>();
        glance.put("Records", Figures.grouped(counts.records()));
        glance.put("Accepted", Figures.grouped(counts.accepted()));
        glance.put("Duplicates", Figures.grouped(counts.duplicates()));
        counts.skipped()
                .forEach(
                        (reason, number) -> {
                            if (number > 0) {
                                glance.put("Skipped: " + reason, Figures.grouped(number));
                            }
                        });
        glance.put("Unreadable", Figures.grouped(counts.deadLettered()));
        glance.put("Principals", Figures.grouped(counts.agents()));
        glance.put("Sessions", Figures.grouped(counts.sessions()));
        if (counts.accepted() > 0) {
            glance.put("From", Figures.time(counts.firstEventTimeMillis()));
            glance.put("To", Figures.time(counts.lastEventTimeMillis()));
        }
        glance.put("Records a second", Figures.grouped(Math.round(outcome.recordsPerSecond())));
        outcome.agents().stream()
                .max(Comparator.comparingLong(AgentSummary::events))
                .ifPresent(busiest -> glance.put("Busiest", busiest.agent()));
        outcome.agents().stream()
                .max(Comparator.comparingDouble(AgentSummary::maxScore))
                .filter(nearest -> nearest.maxScore() > 0)
                .ifPresent(nearest -> glance.put("Nearest to a limit", nearest.agent()));
        glance.put("Policy", policyName);
        glance.put("Priors", priorsName);
        glance.put(
                "Accepted false trips",
                "one in " + Figures.rounded(agentDaysPerFalseTrip) + " agent-days");
        return new RunReport(
                title,
                glance,
                notes(outcome),
                outcome.decisions(),
                outcome.aftermaths(),
                outcome.agents(),
                findings.habits(),
                findings.deadLettersShown(),
                findings.deadLetterCount());
    }
}
