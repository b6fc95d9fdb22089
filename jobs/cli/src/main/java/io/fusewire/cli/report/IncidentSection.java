package io.fusewire.cli.report;

import io.fusewire.core.baseline.LadderReading;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.Charge;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.Pattern;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.ResourceRef;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The incidents: some in detail, the rest as a list. */
final class IncidentSection {

    static final int DETAILED_MAX = 50;
    static final int LISTED_MAX = 500;
    static final int STEPS_MAX = 120;
    static final int SESSIONS_MAX = 10;
    static final int NEIGHBOURS_MAX = 5;

    /** Incidents that are unfolded from the beginning. */
    private static final int UNFOLDED = 3;

    private static final double MICROS = 1e6;

    private final Html html;
    private final Parts parts;
    private final RunReport report;

    IncidentSection(Html html, RunReport report) {
        this.html = html;
        this.parts = new Parts(html);
        this.report = report;
    }

    static String anchor(int index) {
        return "incident-" + (index + 1);
    }

    void write() {
        List<Decision> decisions = report.decisions();
        parts.section("incidents", "Incidents");
        if (decisions.isEmpty()) {
            html.element("p", "None.");
        }
        for (int i = 0; i < Math.min(DETAILED_MAX, decisions.size()); i++) {
            incident(i, decisions.get(i));
        }
        if (decisions.size() > DETAILED_MAX) {
            list(decisions.subList(DETAILED_MAX, decisions.size()));
        }
        html.close();
    }

    private void list(List<Decision> rest) {
        html.element(
                "p",
                "The first "
                        + DETAILED_MAX
                        + " are shown in detail. "
                        + Parts.counted(rest.size(), "further one")
                        + " by name only:");
        parts.table(
                "Further incidents", "At", "Type", "Principal", "Why", "Lost", "Score", "Limit");
        for (Decision decision : rest.subList(0, Math.min(LISTED_MAX, rest.size()))) {
            html.open("tr");
            parts.cell(Figures.time(decision.atMillis()), "nowrap");
            parts.cell(decision.type().name(), "nowrap");
            parts.cell(decision.agent(), "name");
            parts.cell(Rules.words(decision.reasons().get(0)), "");
            parts.cell(Figures.grouped(decision.resourcesLost()), "number");
            parts.cell(Figures.rounded(decision.score()), "number");
            parts.cell(Figures.rounded(decision.limit()), "number");
            html.close();
        }
        parts.endTable();
        parts.leftOut(rest.size(), LISTED_MAX, "decisions", "decisions.jsonl");
    }

    private void incident(int index, Decision decision) {
        Aftermath after = report.aftermaths().getOrDefault(decision.decisionId(), Aftermath.NONE);
        html.open(
                "article",
                "class",
                "card " + decision.type().name().toLowerCase(Locale.ROOT),
                "id",
                anchor(index));
        if (index < UNFOLDED) {
            html.open("details", "open", "open");
        } else {
            html.open("details");
        }
        html.open("summary").open("h3");
        html.element("span", decision.type().name(), "class", "badge");
        html.text(" ").element("span", decision.agent(), "class", "name");
        html.element("span", Figures.time(decision.atMillis()), "class", "when");
        html.close().close();
        badges(decision, after);
        html.element("p", decision.explanation(), "class", "explanation");
        facts(decision, after);
        if (!decision.evidence().isEmpty()) {
            charts(decision, after);
            lost(decision);
            timeline(decision, after);
        }
        sessions(decision);
        html.close().close();
    }

    /** The recognised patterns; of one that came after the decision, when. */
    private void badges(Decision decision, Aftermath after) {
        List<Pattern> known =
                decision.reasons().stream()
                        .map(Pattern::ofReason)
                        .filter(pattern -> pattern != null)
                        .toList();
        if (known.isEmpty() && after.patterns().isEmpty()) {
            return;
        }
        html.open("ul", "class", "patterns");
        known.forEach(pattern -> html.element("li", pattern.words()));
        after.patterns().stream()
                .map(Rules::words)
                .filter(words -> known.stream().noneMatch(each -> each.words().equals(words)))
                .forEach(words -> html.element("li", words + " (after the decision)"));
        html.close();
    }

    private void facts(Decision decision, Aftermath after) {
        html.open("dl", "class", "facts");
        parts.fact("Account", decision.account() + " (" + decision.partition() + ")");
        parts.fact(
                "Principal",
                decision.agentKind()
                        + (decision.agentClass() == null
                                ? ", no class"
                                : ", class " + decision.agentClass()));
        parts.fact("Breaker", breaker(decision));
        parts.fact(
                "Score",
                Figures.rounded(decision.score())
                        + " against a limit of "
                        + Figures.rounded(decision.limit())
                        + (decision.defaultCaps() && HarmChart.isSumOfHarm(decision)
                                ? " (an unsigned default)"
                                : ""));
        parts.fact(
                "Rules that spoke",
                decision.reasons().stream()
                        .filter(reason -> Pattern.ofReason(reason) == null)
                        .map(Rules::words)
                        .collect(Collectors.joining(", ")));
        parts.fact(
                "Lost",
                (decision.resourcesLostAtLeast() ? "at least " : "")
                        + Parts.counted(decision.resourcesLost(), "resource")
                        + " up to the decision"
                        + (after.lost() == 0
                                ? ""
                                : ", " + Figures.grouped(after.lost()) + " more after it"));
        parts.fact(
                "After the decision",
                Parts.counted(after.calls(), "call")
                        + ", "
                        + Figures.grouped(after.recreated())
                        + " made again, "
                        + Figures.grouped(after.refused())
                        + " refused or failed");
        parts.fact("Policy and priors", decision.policyId() + ", " + decision.priorsId());
        html.close();
    }

    private static String breaker(Decision decision) {
        if (decision.breakerFrom() == decision.breakerTo()) {
            return "stays " + words(decision.breakerTo());
        }
        return (decision.mode() == EnforcementMode.SHADOW ? "in shadow, would go " : "went ")
                + "from "
                + words(decision.breakerFrom())
                + " to "
                + words(decision.breakerTo());
    }

    private static String words(BreakerState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void charts(Decision decision, Aftermath after) {
        long first = decision.evidence().get(0).timeMillis();
        long last = decision.atMillis();
        for (Observation observation : after.first()) {
            last = Math.max(last, observation.atMillis());
        }
        html.open("figure");
        new HarmChart(
                        decision,
                        after.first(),
                        Timespan.around(Math.min(first, decision.atMillis()), last))
                .draw(html);
        html.open("figcaption").text("The sum of harm until the decision, and every call: ");
        for (Sign sign : Sign.values()) {
            html.element("span", "", "class", "key " + sign.style());
            html.text(" " + sign.words() + (sign == Sign.OTHER ? "." : ", "));
        }
        html.close().close();
        if (!decision.ladders().isEmpty()) {
            ladder(decision);
        }
    }

    private void ladder(Decision decision) {
        LadderReading reading = LadderChart.mostTelling(decision);
        html.open("figure");
        new LadderChart(
                        decision,
                        reading,
                        Timespan.around(
                                Math.min(
                                        decision.evidence().get(0).timeMillis(),
                                        decision.atMillis()),
                                decision.atMillis()))
                .draw(html);
        html.element(
                "figcaption",
                reading.pastEpisodes() == 0
                        ? "Its climb. Nothing of its own past is known yet, so no rung is shaded and"
                                + " its peers' climbs are the measure. Each rung doubles the one"
                                + " below."
                        : "Its climb against "
                                + Parts.counted(reading.pastEpisodes(), "episode")
                                + " of its own past: the darker a rung, the more of them came to"
                                + " it. Each rung doubles the one below. Odds of this climb: 1 in "
                                + Figures.grouped(Math.round(reading.evidence()))
                                + ".");
        html.close();
    }

    private void lost(Decision decision) {
        List<Charge> charges = decision.evidence();
        html.open("details");
        html.element("summary", "What was lost, and what makes it weigh");
        parts.table(
                "Lost resources and protections", "Resource", "Type", "Harm", "In use", "Made by");
        for (Charge charge : charges.subList(0, Math.min(STEPS_MAX, charges.size()))) {
            html.open("tr");
            parts.cell(charge.id() + (charge.lost() ? "" : " (a protection)"), "name");
            parts.cell(charge.type(), "");
            parts.cell(Figures.rounded(charge.micros() / MICROS), "number");
            parts.cell(
                    switch (charge.liveness()) {
                        case LIVE -> "by others";
                        case IDLE -> "no";
                        case UNOBSERVABLE -> "cannot be seen";
                    },
                    "");
            parts.cell(
                    switch (charge.origin()) {
                        case HUMAN -> "a person";
                        case AGENT -> "an agent";
                        case SERVICE -> "a service";
                        case UNKNOWN -> "unknown";
                    },
                    "");
            html.close();
        }
        parts.endTable();
        parts.leftOut(
                Math.max(decision.resourcesLost(), charges.size()),
                Math.min(STEPS_MAX, charges.size()),
                "resources",
                "decisions.jsonl");
        html.close();
    }

    private void timeline(Decision decision, Aftermath after) {
        html.open("details");
        html.element(
                "summary",
                "Timeline: "
                        + Parts.counted(
                                decision.evidence().size(),
                                "charged call or resource",
                                "charged calls or resources")
                        + " before, "
                        + Parts.counted(after.calls(), "call")
                        + " after");
        parts.table("Timeline", "Time", "Call", "Resource", "Harm", "Sum");
        before(decision);
        after.first().stream().limit(STEPS_MAX).forEach(this::afterwards);
        parts.endTable();
        parts.leftOut(
                after.calls(), STEPS_MAX, "calls after the decision", "the agent's audit records");
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
            parts.cell(Figures.time(charge.timeMillis()), "nowrap");
            parts.cell(charge.eventName() + (charge.lost() ? "" : " (a protection)"), "");
            parts.cell(charge.id(), "name");
            parts.cell(Figures.rounded(charge.micros() / MICROS), "number");
            parts.cell(Figures.rounded(sum), "number");
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
        html.open("tr", "class", "after " + Sign.of(observation).style());
        parts.cell(Figures.time(observation.atMillis()), "nowrap");
        parts.cell(observation.eventName(), "");
        parts.cell(
                observation.resources().stream()
                        .limit(3)
                        .map(ResourceRef::id)
                        .collect(Collectors.joining(", ")),
                "name");
        html.element("td", Sign.meaning(observation), "colspan", "2");
        html.close();
    }

    private void sessions(Decision decision) {
        html.open("div", "class", "sessions");
        html.open("div");
        html.element(
                "h4",
                decision.type() == Decision.Type.TRIP
                        ? "To be revoked"
                        : "Sessions with the evidence; nothing is revoked");
        html.open("ul");
        decision.sessions().stream()
                .limit(SESSIONS_MAX)
                .forEach(session -> html.element("li", session, "class", "name"));
        html.close();
        parts.leftOut(decision.sessions().size(), SESSIONS_MAX, "sessions", "decisions.jsonl");
        html.close();
        leftAlone(decision);
        html.close();
    }

    /** What shares the role or the key with the agent and did not carry the evidence. */
    private void leftAlone(Decision decision) {
        List<AgentSummary> neighbours =
                report.agents().stream()
                        .filter(agent -> sharesRole(agent.agent(), decision.agent()))
                        .sorted(Comparator.comparing(AgentSummary::agent))
                        .toList();
        long ownOthers = Math.max(0, sessionsOf(decision.agent()) - decision.sessions().size());
        if (decision.type() != Decision.Type.TRIP || (neighbours.isEmpty() && ownOthers == 0)) {
            return;
        }
        html.open("div").element("h4", "Left alone").open("ul");
        if (ownOthers > 0) {
            html.element(
                    "li", Parts.counted(ownOthers, "other session") + " of the same principal");
        }
        neighbours.stream()
                .limit(NEIGHBOURS_MAX)
                .forEach(
                        agent ->
                                html.element(
                                        "li",
                                        agent.agent()
                                                + ": "
                                                + Parts.counted(agent.sessions(), "session")
                                                + " on the same role",
                                        "class",
                                        "name"));
        html.close();
        parts.leftOut(neighbours.size(), NEIGHBOURS_MAX, "principals of the role", "agents.jsonl");
        html.close();
    }

    private long sessionsOf(String agent) {
        return report.agents().stream()
                .filter(each -> each.agent().equals(agent))
                .mapToLong(AgentSummary::sessions)
                .sum();
    }

    private static boolean sharesRole(String one, String other) {
        String role = roleOf(other);
        return role != null && !one.equals(other) && one.startsWith(role);
    }

    /** {@code partition:account:role/name/} of an agent key; null if it is not a role's. */
    private static @Nullable String roleOf(String agent) {
        int role = agent.indexOf(":role/");
        int end = role < 0 ? -1 : agent.indexOf('/', role + ":role/".length());
        return end < 0 ? null : agent.substring(0, end + 1);
    }
}
