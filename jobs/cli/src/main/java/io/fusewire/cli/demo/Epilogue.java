package io.fusewire.cli.demo;

import io.fusewire.cli.Terminal;
import io.fusewire.cli.replay.ReplayOutcome;
import io.fusewire.cli.report.Figures;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.Decision;

import java.util.Comparator;

/** What the day came to: who tripped, whose session was left alone, and who did not trip. */
final class Epilogue {

    private final Terminal terminal;
    private final FleetDay day;
    private final ReplayOutcome replay;
    private final LiveIncident incident;

    Epilogue(Terminal terminal, FleetDay day, ReplayOutcome replay, LiveIncident incident) {
        this.terminal = terminal;
        this.day = day;
        this.replay = replay;
        this.incident = incident;
    }

    void print() {
        terminal.line("");
        terminal.line("What the day came to");
        if (replay.decisions().isEmpty()) {
            terminal.line("  No agent tripped, and nothing called for an alert.");
        }
        for (Decision decision : replay.decisions()) {
            switch (decision.type()) {
                case ALERT -> alert(decision);
                case TRIP -> trip(decision);
            }
        }
        others();
    }

    private void alert(Decision decision) {
        headline(decision);
        terminal.line("    A page, %s.", String.join(", ", decision.reasons()));
    }

    private void trip(Decision decision) {
        headline(decision);
        terminal.line(
                "    lost           %d of %d resources when it tripped, %d when the deny was in"
                        + " force; the agent did not get to %d",
                decision.resourcesLost(),
                day.resourcesAtStake(),
                incident.lost(),
                day.resourcesAtStake() - incident.lost());
        terminal.line(
                "    why            %s: %s against a limit of %s",
                decision.reasons().get(0),
                Figures.rounded(decision.score()),
                Figures.rounded(decision.limit()));
        for (String session : decision.sessions()) {
            terminal.line("    revoked        %s", Terminal.plain(session));
        }
        terminal.line(
                "                   %d calls of it were denied, then it gave up",
                incident.refused());
        terminal.line("    left alone     %s", Terminal.plain(day.personSession()));
        terminal.line(
                "                   mei's own, of the same role and name: %d calls meanwhile, %d"
                        + " denied",
                incident.personsCalls(), incident.personsRefused());
    }

    private void headline(Decision decision) {
        terminal.line(
                "  %-5s  %s  %s",
                decision.type(),
                Figures.time(decision.atMillis()).substring(11),
                Terminal.plain(decision.agent()));
    }

    private void others() {
        terminal.line("");
        terminal.line("  Others who deleted things, and how much of their limit it took");
        replay.agents().stream()
                .filter(agent -> agent.destroyedUnits() > 0 && !hasTripped(agent))
                .sorted(Comparator.comparingDouble(AgentSummary::maxScore).reversed())
                .forEach(
                        agent ->
                                terminal.line(
                                        "    %3.0f %%  %3d deleted  %s",
                                        100 * agent.maxScore(),
                                        agent.destroyedUnits(),
                                        Terminal.plain(agent.agent())));
        terminal.line("");
    }

    private boolean hasTripped(AgentSummary agent) {
        return replay.decisions().stream().anyMatch(d -> d.agent().equals(agent.agent()));
    }
}
