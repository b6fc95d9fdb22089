package io.fusewire.cli.demo;

import io.fusewire.cli.Terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Says what the fleet is up to while its day passes; knows the script, not the detector's view. */
final class Narrator {

    private record Line(Instant at, String text) {}

    private final Terminal terminal;
    private final Queue<Line> lines = new ArrayDeque<>();

    Narrator(Terminal terminal, Instant start) {
        this.terminal = terminal;
        lines.addAll(
                List.of(
                        line(
                                start.plus(Duration.ofHours(5)),
                                "cost-cleaner deletes old snapshots and idle volumes that it did not make"),
                        line(
                                start.plus(Duration.ofHours(9)),
                                "deployments, applies, test environments; claude-code deletes and remakes its own tables"),
                        line(
                                start.plus(Duration.ofHours(16).plusMinutes(52)),
                                "mei signs in to the console with OperatorRole in aws-cn; kiro gets a session of that role too"),
                        line(
                                start.plus(Duration.ofHours(22)),
                                "nightly-teardown deletes six test environments that ci-environments made"),
                        line(
                                start.plus(BillingAccount.INCIDENT_AFTER),
                                "kiro is asked to fix billing-api, and looks around")));
    }

    private static Line line(Instant at, String text) {
        return new Line(at, text);
    }

    /** Prints what has happened by now. */
    void pass(Instant now) {
        while (!lines.isEmpty() && !lines.element().at().isAfter(now)) {
            Line line = lines.remove();
            terminal.line("%s  %s", line.at().toString().substring(11, 19), line.text());
        }
    }
}
