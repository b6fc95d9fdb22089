package io.fusewire.cli.report;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Renders the record of one incident for people: what happened, what was done, whether it is
 * proven, and whether the chain of records that it stands in is whole.
 */
public final class IncidentPage {

    private final Html html = Html.document();
    private final Parts parts = new Parts(html);
    private final JsonNode record;
    private final List<JsonNode> deliveries;
    private final List<String> chain;
    private final boolean isWhole;

    private IncidentPage(
            JsonNode record, List<JsonNode> deliveries, List<String> chain, boolean isWhole) {
        this.record = record;
        this.deliveries = deliveries;
        this.chain = chain;
        this.isWhole = isWhole;
    }

    /**
     * The whole page.
     *
     * @param record the incident's latest
     * @param deliveries what became of its pages
     * @param chain what is to be said of the records' chain, as sentences
     * @param isWhole whether nothing is wrong with it
     */
    public static String render(
            JsonNode record, List<JsonNode> deliveries, List<String> chain, boolean isWhole) {
        return new IncidentPage(record, deliveries, chain, isWhole).page();
    }

    private String page() {
        html.open("html", "lang", "en");
        head();
        html.open("body").open("main");
        glance();
        decision();
        outcomes();
        left(record.path("sinceThen").path("left"));
        timeline();
        pages();
        html.element(
                "footer",
                "Written by Fusewire from the record of the incident. All times are UTC. Names"
                        + " were chosen by whoever made the calls.");
        return html.close().close().close().toString();
    }

    private void head() {
        html.open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        // The page needs nothing but itself; a browser that is asked for more refuses.
        html.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'");
        html.element("title", "Incident " + text(record, "key"));
        html.style(stylesheet());
        html.close();
    }

    private static String stylesheet() {
        try (InputStream in = IncidentPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css must be on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void glance() {
        html.open("header").element("h1", "Incident " + text(record, "key"));
        html.element("p", text(record, "summary"), "class", "headline");
        html.open("dl", "class", "glance");
        parts.fact("Status", text(record, "status"));
        parts.fact("Severity", text(record, "severity"));
        parts.longFact("Heard of first", text(record, "openedAt"));
        parts.longFact("Latest change", text(record, "at"));
        parts.fact("Breaker", record.has("breaker") ? text(record, "breaker") : "not heard of");
        if (record.has("breakerBy")) {
            parts.fact(
                    "Changed by", text(record, "breakerBy") + ": " + text(record, "breakerWord"));
        }
        parts.fact("Record", text(record, "sequence") + " of its chain");
        html.close();
        html.open("ul", "class", "notes");
        if (record.path("dryRun").asBoolean()) {
            html.element("li", "Dry run: nothing was written, and nothing is revoked.");
        }
        html.element(
                "li",
                isWhole
                        ? "The chain of records is whole."
                        : "THE CHAIN OF RECORDS IS NOT WHOLE: this page may not be the truth.");
        chain.forEach(sentence -> html.element("li", sentence));
        html.open("li").text("SHA-256 of this record: ");
        html.element("code", text(record, "hash")).close();
        html.close().close();
    }

    private void decision() {
        JsonNode decision = record.path("decision");
        parts.section("decision", "What was decided, and why");
        if (decision.isMissingNode()) {
            html.element("p", "The decision was not read.").close();
            return;
        }
        html.element("p", text(decision, "explanation"));
        html.open("dl", "class", "glance");
        parts.fact("Decision", text(decision, "type") + ", " + text(decision, "mode"));
        parts.fact("At", text(decision, "at"));
        parts.longFact("Agent", text(decision, "agent"));
        parts.fact(
                "Kind",
                text(decision, "agentKind")
                        + (decision.has("agentClass")
                                ? ", class " + text(decision, "agentClass")
                                : ""));
        parts.longFact("Rights of", text(decision, "principalArn"));
        parts.fact("Account", text(decision, "account") + ", " + text(decision, "partition"));
        parts.fact("Score", text(decision, "score") + " of " + text(decision, "limit"));
        parts.fact(
                "Lost",
                (decision.path("resourcesLostAtLeast").asBoolean() ? "at least " : "")
                        + text(decision, "resourcesLost"));
        JsonNode since = record.path("sinceThen");
        parts.longFact(
                "Since then",
                text(since, "lost")
                        + " more lost; calls: "
                        + text(since, "succeeded")
                        + " succeeded, "
                        + text(since, "denied")
                        + " denied");
        html.close();
        resources(decision.path("resources"));
        trails(decision.path("trails"));
        heading("Records that decided it");
        parts.table("Evidence", "Event");
        for (JsonNode event : decision.path("eventIds")) {
            html.open("tr");
            parts.cell(event.asText(), "name");
            html.close();
        }
        parts.endTable();
        html.close();
    }

    private void heading(String text) {
        html.element("h3", text, "class", "of-table");
    }

    private void resources(JsonNode resources) {
        if (resources.isEmpty()) {
            return;
        }
        heading("Lost when it was decided");
        parts.table("Resources lost", "Type", "Id");
        for (JsonNode resource : resources) {
            html.open("tr");
            parts.cell(text(resource, "type"), "");
            parts.cell(text(resource, "id"), "name");
            html.close();
        }
        parts.endTable();
    }

    private void trails(JsonNode trails) {
        if (trails.isEmpty()) {
            return;
        }
        heading("Trails that were left blind");
        parts.table("Trails", "Call", "Trail", "Region", "Event");
        for (JsonNode trail : trails) {
            html.open("tr");
            parts.cell(text(trail, "call"), "");
            parts.cell(text(trail, "id"), "name");
            parts.cell(text(trail, "region"), "");
            parts.cell(text(trail, "eventId"), "name");
            html.close();
        }
        parts.endTable();
    }

    private void outcomes() {
        parts.section("done", "What was done, and whether it is proven");
        if (record.path("outcomes").isEmpty()) {
            html.element("p", "Nothing that this record knows of.").close();
            return;
        }
        parts.table("Measures", "State", "Why", "Target", "Measure", "Asked", "Written", "Proven");
        for (JsonNode outcome : record.path("outcomes")) {
            JsonNode times = outcome.path("times");
            html.open("tr");
            parts.cell(text(outcome, "state"), "");
            parts.cell(text(outcome, "reason"), "");
            parts.cell(text(outcome, "target"), "name");
            parts.cell(text(outcome, "measure"), "name");
            parts.cell(text(times, "requested"), "");
            parts.cell(text(times, "written"), "");
            parts.cell(times.has("proven") ? text(times, "proven") : "not proven", "");
            html.close();
        }
        parts.endTable();
        html.open("ul", "class", "notes");
        for (JsonNode outcome : record.path("outcomes")) {
            outcome.path("stillRunning").forEach(s -> html.element("li", s.asText()));
            outcome.path("notes").forEach(s -> html.element("li", s.asText()));
        }
        html.close().close();
    }

    private void left(JsonNode left) {
        if (left.isEmpty()) {
            return;
        }
        parts.section("left", "What no deny ends, and what to do about it");
        parts.table("Left since it was decided", "At", "Kind", "Call", "Of", "Region", "Session");
        Set<String> toDo = new LinkedHashSet<>();
        for (JsonNode each : left) {
            html.open("tr");
            parts.cell(text(each, "at"), "");
            parts.cell(text(each, "kind"), "");
            parts.cell(text(each, "call"), "");
            parts.cell(text(each, "id"), "name");
            parts.cell(text(each, "region"), "");
            parts.cell(text(each, "session"), "name");
            html.close();
            each.path("whatToDo").forEach(line -> toDo.add(line.asText()));
        }
        parts.endTable();
        html.open("ul", "class", "notes");
        toDo.forEach(line -> html.element("li", line));
        html.close().close();
    }

    private void timeline() {
        parts.section("timeline", "What happened");
        parts.table("Timeline", "At", "What", "");
        for (JsonNode entry : record.path("timeline")) {
            row(text(entry, "at"), text(entry, "kind"), text(entry, "text"));
            for (JsonNode call : entry.path("calls")) {
                row(
                        text(call, "at"),
                        "call",
                        text(call, "service")
                                + " "
                                + text(call, "operation")
                                + " "
                                + text(call, "target")
                                + ": "
                                + text(call, "answer"));
            }
        }
        parts.endTable();
        if (record.path("timelineLeftOut").asLong() > 0) {
            html.element(
                    "p",
                    text(record, "timelineLeftOut")
                            + " entries in the middle found no room; earlier records have them.");
        }
        html.close();
    }

    private void row(String at, String what, String text) {
        html.open("tr");
        parts.cell(at, "");
        parts.cell(what, "");
        parts.cell(text, "");
        html.close();
    }

    private void pages() {
        parts.section("pages", "Who was paged");
        if (deliveries.isEmpty()) {
            html.element("p", "No page of it arrived anywhere.").close();
            return;
        }
        parts.table("Pages", "At", "Receiver", "Result", "Attempts", "Why");
        for (JsonNode delivery : deliveries) {
            html.open("tr");
            parts.cell(text(delivery, "at"), "");
            parts.cell(text(delivery, "receiver"), "");
            parts.cell(text(delivery, "result"), "");
            parts.cell(text(delivery, "attempts"), "number");
            parts.cell(text(delivery, "reason"), "");
            html.close();
        }
        parts.endTable();
        html.close();
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText();
    }
}
