package io.fusewire.cli.report;

import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderReading;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.AgentSummary;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Everyone that the records show: what nearly tripped, normal pictures, and a table of all. */
final class AgentSection {

    static final int PICTURES_MAX = 30;
    static final int LISTED_MAX = 500;
    static final int NEAR_MAX = 20;

    /** Below this share of a limit a day is not called near. */
    static final double NEAR_LEAST = 0.1;

    private static final long DAY_MILLIS = 86_400_000;

    private final Html html;
    private final Parts parts;
    private final RunReport report;
    private final List<AgentSummary> nearestFirst;

    AgentSection(Html html, RunReport report) {
        this.html = html;
        this.parts = new Parts(html);
        this.report = report;
        this.nearestFirst =
                report.agents().stream()
                        .sorted(
                                Comparator.comparingDouble(AgentSummary::maxScore)
                                        .reversed()
                                        .thenComparing(AgentSummary::agent))
                        .toList();
    }

    /** Days near a limit on which nothing was decided. */
    void writeNear() {
        List<AgentDay> near = near();
        parts.section("near", "What nearly tripped");
        html.element(
                "p",
                "Days on which a principal came to "
                        + Math.round(NEAR_LEAST * 100)
                        + " % of a limit or more and nothing was decided; the nearest first.");
        if (near.isEmpty()) {
            html.element("p", "None.").close();
            return;
        }
        parts.table(
                "Days near a limit",
                "Day",
                "Principal",
                "Of the limit",
                "Nearest rule",
                "Harm of 7 days");
        for (AgentDay day : near.subList(0, Math.min(NEAR_MAX, near.size()))) {
            html.open("tr");
            parts.cell(LocalDate.ofEpochDay(day.epochDay()).toString(), "nowrap");
            parts.cell(day.agent(), "name");
            parts.meter(day.ratio());
            parts.cell(Rules.words(day.reason()), "");
            parts.cell(Figures.rounded(day.week()), "number");
            html.close();
        }
        parts.endTable();
        if (near.size() > NEAR_MAX) {
            html.element(
                    "p",
                    Parts.counted(near.size() - NEAR_MAX, "further day") + " came less near.",
                    "class",
                    "left-out");
        }
        html.close();
    }

    private List<AgentDay> near() {
        Set<String> decided = new HashSet<>();
        report.decisions()
                .forEach(each -> decided.add(dayKey(each.agent(), dayOf(each.atMillis()))));
        List<AgentDay> near = new ArrayList<>();
        for (Habits habits : report.habits().values()) {
            for (AgentDay day : habits.days()) {
                if (day.ratio() >= NEAR_LEAST
                        && !decided.contains(dayKey(day.agent(), day.epochDay()))) {
                    near.add(day);
                }
            }
        }
        near.sort(
                Comparator.comparingDouble(AgentDay::ratio)
                        .reversed()
                        .thenComparing(AgentDay::agent)
                        .thenComparingLong(AgentDay::epochDay));
        return near;
    }

    private static String dayKey(String agent, long day) {
        return day + " " + agent;
    }

    private static long dayOf(long millis) {
        return Math.floorDiv(millis, DAY_MILLIS);
    }

    /** What the nearest ones normally do. */
    void writePictures() {
        List<AgentSummary> drawn = nearestFirst.stream().filter(AgentSection::changes).toList();
        parts.section("normal", "What is normal for each");
        html.element(
                "p",
                "Of every principal that changes things: when its bursts of changes begin, how far"
                        + " the harm of its bursts climbs, and how near it comes to a limit, day by"
                        + " day. Incidents teach nothing and are left out. Harm is weighed: things in"
                        + " use, made by people, or new to the principal count more; its own things"
                        + " count nothing.");
        if (drawn.isEmpty()) {
            html.element("p", "None has finished a burst yet.");
        }
        for (AgentSummary agent : drawn.subList(0, Math.min(PICTURES_MAX, drawn.size()))) {
            picture(agent);
        }
        parts.leftOut(drawn.size(), PICTURES_MAX, "principals that change things", "agents.jsonl");
        html.close();
    }

    private static boolean changes(AgentSummary agent) {
        return !agent.ladders().isEmpty()
                && agent.ladders().get(Ladder.BURST_HARM.ordinal()).pastEpisodes() > 0;
    }

    private void picture(AgentSummary agent) {
        LadderReading bursts = agent.ladders().get(Ladder.BURST_HARM.ordinal());
        LadderReading weeks = agent.ladders().get(Ladder.WEEK_HARM.ordinal());
        LadderReading blast = agent.ladders().get(Ladder.BURST_BLAST.ordinal());
        html.open("article", "class", "card picture");
        html.open("h3").element("span", agent.agent(), "class", "name").close();
        html.open("dl", "class", "facts");
        parts.fact("Kind", kind(agent));
        parts.fact("Bursts before", Figures.grouped(bursts.pastEpisodes()));
        parts.fact("Highest burst", "harm " + Figures.rounded(bursts.highest()));
        parts.fact("Highest week", "harm " + Figures.rounded(weeks.highest()));
        parts.fact("Widest burst", Figures.rounded(blast.highest() / 2) + " % of an environment");
        parts.fact(
                "Nearest ever",
                Parts.percent(agent.maxScore())
                        + (agent.maxReason() == null ? "" : ": " + Rules.words(agent.maxReason())));
        html.close();
        html.open("div", "class", "multiples");
        figure("Bursts begin at (UTC)", () -> HabitCharts.hours(html, agent.burstsByHour()));
        figure("Bursts that come to harm, in %", () -> HabitCharts.rungs(html, bursts));
        figure("Nearest to a limit by day, in %", () -> days(agent));
        html.close();
        Habits habits = report.habits().getOrDefault(agent.agent(), Habits.NONE);
        if (habits.daysLeftOut() > 0) {
            html.element(
                    "p",
                    Parts.counted(habits.daysLeftOut(), "earlier day") + " with harm left out.",
                    "class",
                    "left-out");
        }
        html.close();
    }

    private void days(AgentSummary agent) {
        Habits habits = report.habits().getOrDefault(agent.agent(), Habits.NONE);
        long last = dayOf(agent.lastSeenMillis());
        long first = Math.max(dayOf(agent.firstSeenMillis()), last - Habits.KEPT_MAX + 1);
        HabitCharts.days(html, habits.days(), first, last);
    }

    private void figure(String caption, Runnable chart) {
        html.open("figure").element("figcaption", caption);
        chart.run();
        html.close();
    }

    private static String kind(AgentSummary agent) {
        return agent.agentKind() + (agent.agentClass() == null ? "" : ", " + agent.agentClass());
    }

    /** Everyone. */
    void writeAll() {
        parts.section("principals", "Principals");
        html.element("p", "Everyone that the records show, the nearest to a limit first.");
        parts.table(
                "Principals",
                "Principal",
                "Kind",
                "Breaker",
                "Of the limit",
                "Nearest rule",
                "Destroyed",
                "Records",
                "Sessions",
                "First seen",
                "Last seen");
        nearestFirst.stream().limit(LISTED_MAX).forEach(this::row);
        parts.endTable();
        parts.leftOut(nearestFirst.size(), LISTED_MAX, "principals", "agents.jsonl");
        html.close();
    }

    private void row(AgentSummary agent) {
        html.open("tr", "class", agent.breaker() == BreakerState.CLOSED ? "" : "open");
        parts.cell(agent.agent(), "name");
        parts.cell(kind(agent), "nowrap");
        parts.cell(agent.breaker().name(), "nowrap");
        parts.meter(agent.maxScore());
        parts.cell(agent.maxReason() == null ? "" : Rules.words(agent.maxReason()), "");
        parts.cell(Figures.grouped(agent.destroyedUnits()), "number");
        parts.cell(Figures.grouped(agent.events()), "number");
        parts.cell(Figures.grouped(agent.sessions()), "number");
        parts.cell(Figures.time(agent.firstSeenMillis()), "nowrap");
        parts.cell(Figures.time(agent.lastSeenMillis()), "nowrap");
        html.close();
    }
}
