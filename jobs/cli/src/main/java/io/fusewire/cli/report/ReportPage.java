package io.fusewire.cli.report;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.Charge;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Renders a run for people: at a glance, incident by incident, agent by agent.
 *
 * <p>Every list has a bound and says what it leaves out; the files beside the page have all of it.
 */
public final class ReportPage {

    static final int INCIDENTS_MAX = 200;
    static final int STEPS_MAX = 120;
    static final int AGENTS_MAX = 500;
    static final int DEAD_LETTERS_MAX = 50;
    static final int RAW_CHARS_MAX = 240;
    static final int SESSIONS_MAX = 10;

    private static final double MICROS = 1e6;

    private final Html html = Html.document();
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
        html.open("body").open("main");
        glance();
        incidents();
        agents();
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
        report.glance()
                .forEach(
                        (label, value) -> {
                            html.open("div");
                            html.element("dt", label);
                            html.element("dd", value);
                            html.close();
                        });
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
        return counted(trips, "trip") + ", " + counted(alerts, "alert") + ".";
    }

    private long count(Decision.Type type) {
        return report.decisions().stream().filter(d -> d.type() == type).count();
    }

    // Incidents

    private void incidents() {
        html.open("section").element("h2", "Incidents");
        if (report.decisions().isEmpty()) {
            html.element("p", "None.");
        }
        report.decisions().stream().limit(INCIDENTS_MAX).forEach(this::incident);
        leftOut(report.decisions().size(), INCIDENTS_MAX, "decisions", "decisions.jsonl");
        html.close();
    }

    private void incident(Decision decision) {
        Aftermath after = report.aftermaths().getOrDefault(decision.decisionId(), Aftermath.NONE);
        html.open("article", "class", decision.type().name().toLowerCase(Locale.ROOT));
        html.open("h3");
        html.element("span", decision.type().name(), "class", "badge");
        html.text(" ").element("span", decision.agent(), "class", "name");
        html.close();
        html.element("p", decision.explanation(), "class", "explanation");
        facts(decision, after);
        if (!decision.evidence().isEmpty()) {
            html.open("div", "class", "wide");
            new HarmChart(html, decision, after.first()).draw();
            html.close();
            legend(decision);
            timeline(decision, after);
        }
        html.close();
    }

    private void facts(Decision decision, Aftermath after) {
        html.open("dl", "class", "facts");
        fact("At", Figures.time(decision.atMillis()));
        fact("Account", decision.account() + " (" + decision.partition() + ")");
        fact(
                "Agent",
                decision.agentKind()
                        + (decision.agentClass() == null
                                ? ""
                                : ", class " + decision.agentClass()));
        fact("Breaker", breaker(decision));
        fact(
                "Score",
                Figures.rounded(decision.score())
                        + " against a limit of "
                        + Figures.rounded(decision.limit())
                        + (decision.defaultCaps() && HarmChart.isSumOfHarm(decision)
                                ? " (an unsigned default)"
                                : ""));
        fact("Reasons", String.join(", ", decision.reasons()));
        fact(
                "Lost",
                (decision.resourcesLostAtLeast() ? "at least " : "")
                        + counted(decision.resourcesLost(), "resource")
                        + " up to the decision"
                        + lostAfterwards(after));
        fact(
                decision.sessions().size() == 1 ? "Session" : "Sessions",
                decision.sessions().stream().limit(SESSIONS_MAX).collect(Collectors.joining(", "))
                        + (decision.sessions().size() > SESSIONS_MAX
                                ? " and " + (decision.sessions().size() - SESSIONS_MAX) + " more"
                                : ""));
        html.close();
    }

    private static String breaker(Decision decision) {
        if (decision.breakerFrom() == decision.breakerTo()) {
            return "stays " + decision.breakerTo();
        }
        return (decision.mode() == EnforcementMode.SHADOW ? "in shadow, would go " : "went ")
                + "from "
                + decision.breakerFrom()
                + " to "
                + decision.breakerTo();
    }

    private static String lostAfterwards(Aftermath after) {
        return after.lost() == 0 ? "" : ", " + Figures.grouped(after.lost()) + " more after it";
    }

    private void fact(String label, String value) {
        html.open("div");
        html.element("dt", label);
        html.element("dd", value);
        html.close();
    }

    private void legend(Decision decision) {
        html.open("p", "class", "legend");
        html.text("The line is the sum of harm from ");
        html.element("span", "●", "class", "lost").text(" resources lost and ");
        html.element("span", "○", "class", "guard");
        html.text(
                " guards taken away"
                        + (HarmChart.isSumOfHarm(decision)
                                ? "; dashed is the limit of " + Figures.rounded(decision.limit())
                                : "")
                        + ". Below it: changes that the agent made after the decision.");
        html.close();
    }

    private void timeline(Decision decision, Aftermath after) {
        html.open("details");
        html.element(
                "summary",
                "Timeline: "
                        + counted(
                                decision.evidence().size(),
                                "charged call or resource",
                                "charged calls or resources")
                        + " before, "
                        + counted(after.calls(), "change")
                        + " after");
        html.open("div", "class", "wide").open("table");
        headings("Time", "Call", "Resource", "Harm", "Sum");
        html.open("tbody");
        before(decision);
        after.first().stream().limit(STEPS_MAX).forEach(this::afterwards);
        html.close().close().close();
        leftOut(
                after.calls(),
                STEPS_MAX,
                "changes after the decision",
                "the agent's audit records");
        html.close();
    }

    private void before(Decision decision) {
        double sum = 0;
        int left = decision.evidence().size() - STEPS_MAX;
        for (Charge charge : decision.evidence()) {
            sum += charge.micros() / MICROS;
            if (left-- > 0) {
                continue;
            }
            boolean trigger = charge.eventId().equals(decision.triggerEventId());
            html.open("tr", "class", trigger ? "trigger" : "");
            cell(Figures.time(charge.timeMillis()), "nowrap");
            cell(charge.eventName() + (charge.lost() ? "" : " (a guard)"), "");
            cell(charge.type() + " " + charge.id(), "name");
            cell(Figures.rounded(charge.micros() / MICROS), "number");
            cell(Figures.rounded(sum), "number");
            html.close();
        }
        html.open("tr", "class", "decided");
        html.element(
                "td",
                decision.type()
                        + " at "
                        + Figures.time(decision.atMillis())
                        + ": "
                        + Figures.rounded(decision.score())
                        + " against "
                        + Figures.rounded(decision.limit()),
                "colspan",
                "5");
        html.close();
    }

    private void afterwards(Observation observation) {
        html.open("tr", "class", "after");
        cell(Figures.time(observation.atMillis()), "nowrap");
        cell(observation.eventName() + outcome(observation), "");
        cell(
                observation.resources().stream()
                        .limit(3)
                        .map(ResourceRef::id)
                        .collect(Collectors.joining(", ")),
                "name");
        html.element("td", meaning(observation), "colspan", "2");
        html.close();
    }

    private static String outcome(Observation observation) {
        return observation.outcome() == Outcome.SUCCESS
                ? ""
                : " (" + observation.outcome().name().toLowerCase(Locale.ROOT) + ")";
    }

    private static String meaning(Observation observation) {
        if (observation.foreignLost() > 0) {
            return observation.foreignLost() + " lost";
        }
        if (observation.recreated() > 0) {
            return "made again";
        }
        return observation.effect() == Effect.READ
                ? "looked"
                : observation.effect().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    // Agents

    private void agents() {
        html.open("section").element("h2", "Principals");
        html.element(
                "p",
                "Everyone that the records show, the nearest to a limit first. A ratio of 1 is the"
                        + " limit.");
        html.open("div", "class", "wide").open("table");
        headings(
                "Principal",
                "Kind",
                "Class",
                "Breaker",
                "Ratio",
                "Destroyed",
                "Records",
                "Sessions",
                "First seen",
                "Last seen");
        html.open("tbody");
        report.agents().stream()
                .sorted(
                        Comparator.comparingDouble(AgentSummary::maxScore)
                                .reversed()
                                .thenComparing(AgentSummary::agent))
                .limit(AGENTS_MAX)
                .forEach(this::agent);
        html.close().close().close();
        leftOut(report.agents().size(), AGENTS_MAX, "principals", "agents.jsonl");
        html.close();
    }

    private void agent(AgentSummary agent) {
        html.open("tr", "class", agent.breaker() == BreakerState.CLOSED ? "" : "open");
        cell(agent.agent(), "name");
        cell(agent.agentKind().name(), "nowrap");
        cell(agent.agentClass() == null ? "" : agent.agentClass(), "nowrap");
        cell(agent.breaker().name(), "nowrap");
        ratio(agent.maxScore());
        cell(Figures.grouped(agent.destroyedUnits()), "number");
        cell(Figures.grouped(agent.events()), "number");
        cell(Figures.grouped(agent.sessions()), "number");
        cell(Figures.time(agent.firstSeenMillis()), "nowrap");
        cell(Figures.time(agent.lastSeenMillis()), "nowrap");
        html.close();
    }

    private void ratio(double maxScore) {
        html.open("td", "class", "number");
        html.empty(
                "meter",
                "min",
                "0",
                "max",
                "1",
                "optimum",
                "0",
                "low",
                "0.5",
                "high",
                "0.99",
                "value",
                String.format(Locale.ROOT, "%.3f", Math.min(1, maxScore)));
        html.text(" " + Figures.rounded(maxScore)).close();
    }

    // Dead letters

    private void deadLetters() {
        html.open("section").element("h2", "Records that could not be read");
        if (report.deadLetters().isEmpty()) {
            html.element("p", "None.").close();
            return;
        }
        html.open("div", "class", "wide").open("table");
        headings("Source", "Offset", "Reason", "Begins with");
        html.open("tbody");
        report.deadLetters().stream().limit(DEAD_LETTERS_MAX).forEach(this::deadLetter);
        html.close().close().close();
        leftOut(
                report.deadLetterCount(),
                Math.min(DEAD_LETTERS_MAX, report.deadLetters().size()),
                "such records",
                "dead-letter.jsonl");
        html.close();
    }

    private void deadLetter(DeadLetter letter) {
        html.open("tr");
        cell(letter.source(), "name");
        cell(String.valueOf(letter.offset()), "number");
        cell(letter.reason(), "");
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

    // Parts

    private void headings(String... names) {
        html.open("thead").open("tr");
        for (String name : names) {
            html.element("th", name, "scope", "col");
        }
        html.close().close();
    }

    private void cell(String text, String style) {
        html.element("td", text, "class", style);
    }

    private void leftOut(long all, long shown, String what, String where) {
        if (all > shown) {
            html.element(
                    "p",
                    Figures.grouped(all - shown) + " further " + what + " are in " + where + ".",
                    "class",
                    "left-out");
        }
    }

    private static String counted(long number, String noun) {
        return counted(number, noun, noun + "s");
    }

    private static String counted(long number, String one, String many) {
        return Figures.grouped(number) + " " + (number == 1 ? one : many);
    }
}
