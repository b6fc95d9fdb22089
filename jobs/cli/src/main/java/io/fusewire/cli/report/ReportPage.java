package io.fusewire.cli.report;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.detection.Decision;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Renders a run for people: at a glance, incident by incident, agent by agent.
 *
 * <p>Every list has a bound and says what it leaves out; the files beside the page have all of it.
 */
public final class ReportPage {

    static final int DEAD_LETTERS_MAX = 50;
    static final int RAW_CHARS_MAX = 240;
    static final int CONTENTS_MAX = 10;

    private final Html html = Html.document();
    private final Parts parts = new Parts(html);
    private final RunReport report;

    private ReportPage(RunReport report) {
        this.report = report;
    }

    /** The whole page. */
    public static String render(RunReport report) {
        return new ReportPage(report).page();
    }

    private String page() {
        html.open("html", "lang", "en");
        head();
        html.open("body");
        html.element("a", "Skip to the incidents", "class", "skip", "href", "#incidents");
        html.open("main");
        glance();
        contents();
        new IncidentSection(html, report).write();
        AgentSection agents = new AgentSection(html, report);
        agents.writeNear();
        agents.writePictures();
        agents.writeAll();
        deadLetters();
        html.element(
                "footer",
                "Written by Fusewire. The files beside this page hold everything that it shows"
                        + " and what it leaves out. All times are UTC.");
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
        html.element("title", report.title());
        html.style(stylesheet());
        html.close();
    }

    private static String stylesheet() {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css must be on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void glance() {
        html.open("header").element("h1", report.title());
        html.element("p", headline(), "class", "headline");
        html.open("dl", "class", "glance");
        report.glance().forEach(parts::fact);
        html.close();
        if (!report.notes().isEmpty()) {
            html.open("ul", "class", "notes");
            report.notes().forEach(note -> html.element("li", note));
            html.close();
        }
        html.close();
    }

    private String headline() {
        long trips = count(Decision.Type.TRIP);
        long alerts = count(Decision.Type.ALERT);
        if (trips + alerts == 0) {
            return "No agent tripped, and nothing called for an alert.";
        }
        return Parts.counted(trips, "trip") + ", " + Parts.counted(alerts, "alert") + ".";
    }

    private long count(Decision.Type type) {
        return report.decisions().stream().filter(d -> d.type() == type).count();
    }

    private void contents() {
        html.open("nav", "aria-label", "Contents").open("ul", "class", "contents");
        html.open("li").element("a", "Incidents", "href", "#incidents");
        if (!report.decisions().isEmpty()) {
            html.open("ol");
            for (int i = 0; i < Math.min(CONTENTS_MAX, report.decisions().size()); i++) {
                Decision decision = report.decisions().get(i);
                html.open("li");
                html.element(
                        "a",
                        decision.type()
                                + " "
                                + Figures.time(decision.atMillis())
                                + " "
                                + decision.agent(),
                        "href",
                        "#" + IncidentSection.anchor(i));
                html.close();
            }
            html.close();
        }
        html.close();
        link("What nearly tripped", "near");
        link("What is normal for each", "normal");
        link("Principals", "principals");
        link("Records that could not be read", "unreadable");
        html.close().close();
    }

    private void link(String text, String anchor) {
        html.open("li").element("a", text, "href", "#" + anchor).close();
    }

    // Dead letters

    private void deadLetters() {
        parts.section("unreadable", "Records that could not be read");
        if (report.deadLetters().isEmpty()) {
            html.element("p", "None.").close();
            return;
        }
        parts.table("Records that could not be read", "Source", "Offset", "Reason", "Begins with");
        report.deadLetters().stream().limit(DEAD_LETTERS_MAX).forEach(this::deadLetter);
        parts.endTable();
        parts.leftOut(
                report.deadLetterCount(),
                Math.min(DEAD_LETTERS_MAX, report.deadLetters().size()),
                "such records",
                "dead-letter.jsonl");
        html.close();
    }

    private void deadLetter(DeadLetter letter) {
        html.open("tr");
        parts.cell(letter.source(), "name");
        parts.cell(String.valueOf(letter.offset()), "number");
        parts.cell(letter.reason(), "");
        html.open("td", "class", "name");
        html.element("code", cut(letter.raw()));
        html.close().close();
    }

    private static String cut(String raw) {
        if (raw.length() <= RAW_CHARS_MAX) {
            return raw;
        }
        int end =
                Character.isHighSurrogate(raw.charAt(RAW_CHARS_MAX - 1))
                        ? RAW_CHARS_MAX - 1
                        : RAW_CHARS_MAX;
        return raw.substring(0, end) + " …";
    }
}
