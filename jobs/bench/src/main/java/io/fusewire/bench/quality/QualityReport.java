package io.fusewire.bench.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes what a run found: for people, for programs and for notebooks. */
final class QualityReport {

    private final Results results;

    QualityReport(Results results) {
        this.results = results;
    }

    /** Writes {@code quality.txt}, {@code results.json}, two tables as CSV and the plot. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("quality.txt"), text());
        Files.writeString(folder.resolve("incidents.csv"), incidentsCsv());
        Files.writeString(folder.resolve("false_trips.csv"), falseTripsCsv());
        Files.writeString(folder.resolve("tradeoff.svg"), new TradeOffPlot(results).svg());
        ResultsJson.write(results, folder.resolve("results.json"));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                line(
                        "%,d records, %d calibration and %d test blocks of %d days, %d replays of"
                                + " each incident, %.0f s",
                        results.records(),
                        results.scale().calibrationBlocks(),
                        results.scale().testBlocks(),
                        results.scale().days(),
                        results.scale().replays(),
                        results.seconds()));
        for (double budget : results.scale().budgets()) {
            text.append(line("")).append(summary(budget));
        }
        double budget = results.scale().mainBudget();
        text.append(line("")).append(byKind(budget));
        text.append(line("")).append(byArchetype(budget));
        text.append(line("")).append(coldStarts(budget));
        if (!results.ablated().isEmpty()) {
            text.append(line("")).append(ablated(budget));
        }
        text.append(line("")).append(costs());
        return text.toString();
    }

    private String ablated(double budget) {
        StringBuilder text = new StringBuilder();
        text.append(line("Fusewire without one part, priors learned anew, at %,.0f", budget));
        text.append(headings());
        if (results.detectors().contains(Contestants.FUSEWIRE)) {
            text.append(row(Contestants.FUSEWIRE, budget));
        }
        results.ablated().forEach(detector -> text.append(row(detector, budget)));
        return text.toString();
    }

    private String costs() {
        StringBuilder text = new StringBuilder();
        text.append(line("Wall time per event of an agent or person, state in maps"));
        for (String detector : results.detectors()) {
            text.append(line("  %-18s %8.0f ns", detector, results.cost(detector).nanosPerEvent()));
        }
        return text.toString();
    }

    private String summary(double budget) {
        StringBuilder text = new StringBuilder();
        text.append(line("One false trip per %,.0f agent-days", budget));
        text.append(headings());
        results.detectors().forEach(detector -> text.append(row(detector, budget)));
        return text.toString();
    }

    private static String headings() {
        return line(
                "  %-18s %12s %12s %8s %8s   %s",
                "", "lost, tuned", "lost, unseen", "recall", "unseen", "false trips");
    }

    private String row(String detector, double budget) {
        FalseTrips fleet = results.fleet(detector, budget);
        PoissonInterval interval = PoissonInterval.of(fleet.trips());
        return line(
                "  %-18s %12.3f %12.3f %8.3f %8.3f   %d in %,.0f agent-days, %.2f of the"
                        + " budget [%.2f, %.2f]",
                detector,
                results.lost(detector, budget, false),
                results.lost(detector, budget, true),
                results.recall(detector, budget, false),
                results.recall(detector, budget, true),
                fleet.trips(),
                fleet.agentDays(),
                fleet.ratio(),
                interval.low() * budget / fleet.agentDays(),
                interval.high() * budget / fleet.agentDays());
    }

    private String byKind(double budget) {
        StringBuilder text = new StringBuilder();
        text.append(
                line(
                        "Resources lost at one false trip per %,.0f agent-days: median/p95 of"
                                + " total (recall); * never used for tuning",
                        budget));
        Map<String, List<IncidentResult>> kinds =
                results.incidents().stream()
                        .filter(row -> row.budget() == budget)
                        .filter(row -> row.historyDays() == results.scale().historyDays())
                        .collect(
                                Collectors.groupingBy(
                                        row -> (row.unseen() ? "*" : " ") + row.kind(),
                                        TreeMap::new,
                                        Collectors.toList()));
        text.append(String.format(Locale.ROOT, "  %-34s", ""));
        results.detectors().forEach(name -> text.append(String.format("%-24s", name)));
        text.append('\n');
        kinds.forEach(
                (kind, rows) -> {
                    text.append(String.format(Locale.ROOT, "  %-34s", kind));
                    for (String detector : results.detectors()) {
                        text.append(String.format(Locale.ROOT, "%-24s", cell(rows, detector)));
                    }
                    text.append('\n');
                });
        return text.toString();
    }

    private static String cell(List<IncidentResult> rows, String detector) {
        List<IncidentResult> own =
                rows.stream().filter(row -> row.detector().equals(detector)).toList();
        double recall = own.stream().filter(IncidentResult::detected).count() / (double) own.size();
        double total = own.stream().mapToInt(IncidentResult::total).average().orElse(0);
        return String.format(
                Locale.ROOT,
                "%d/%d of %.0f%s",
                quantile(own, 0.5),
                quantile(own, 0.95),
                total,
                recall == 1 ? "" : String.format(Locale.ROOT, " (%.0f %%)", 100 * recall));
    }

    static int quantile(List<IncidentResult> rows, double share) {
        int[] lost = rows.stream().mapToInt(IncidentResult::lost).sorted().toArray();
        return lost.length == 0 ? 0 : lost[(int) Math.min(lost.length - 1, share * lost.length)];
    }

    private String byArchetype(double budget) {
        StringBuilder text = new StringBuilder();
        text.append(
                line(
                        "False trips over the budget by archetype, at one per %,.0f agent-days; *"
                                + " never used for tuning",
                        budget));
        text.append(String.format(Locale.ROOT, "  %-28s%12s  ", "", "agent-days"));
        results.detectors().forEach(name -> text.append(String.format("%-20s", name)));
        text.append('\n');
        Map<String, List<FalseTrips>> archetypes =
                results.falseTrips().stream()
                        .filter(row -> row.budget() == budget)
                        .filter(row -> results.detectors().contains(row.detector()))
                        .collect(
                                Collectors.groupingBy(
                                        row -> (row.unseen() ? "*" : " ") + row.archetype(),
                                        TreeMap::new,
                                        Collectors.toList()));
        archetypes.forEach(
                (name, rows) -> {
                    text.append(
                            String.format(
                                    Locale.ROOT, "  %-28s%12.0f  ", name, rows.get(0).agentDays()));
                    for (FalseTrips row : rows) {
                        text.append(
                                String.format(
                                        Locale.ROOT,
                                        "%-20s",
                                        String.format(
                                                Locale.ROOT,
                                                "%.2f (%d)",
                                                row.ratio(),
                                                row.trips())));
                    }
                    text.append('\n');
                });
        return text.toString();
    }

    private String coldStarts(double budget) {
        StringBuilder text = new StringBuilder();
        text.append(line("Mean fraction lost by days of history, at %,.0f", budget));
        for (String detector : results.detectors()) {
            text.append(String.format(Locale.ROOT, "  %-18s", detector));
            results.incidents().stream()
                    .filter(row -> row.detector().equals(detector) && row.budget() == budget)
                    .collect(
                            Collectors.groupingBy(
                                    IncidentResult::historyDays,
                                    TreeMap::new,
                                    Collectors.averagingDouble(IncidentResult::fraction)))
                    .forEach(
                            (days, lost) ->
                                    text.append(
                                            String.format(
                                                    Locale.ROOT, "  %d d: %.3f", days, lost)));
            text.append('\n');
        }
        return text.toString();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + '\n';
    }

    private String incidentsCsv() {
        StringBuilder csv =
                new StringBuilder(
                        "detector,budget,kind,unseen,seed,history_days,lost,total,detected,seconds_to_trip\n");
        for (IncidentResult row : results.incidents()) {
            csv.append(
                    line(
                            "%s,%.0f,%s,%s,%d,%d,%d,%d,%s,%d",
                            row.detector(),
                            row.budget(),
                            row.kind(),
                            row.unseen(),
                            row.seed(),
                            row.historyDays(),
                            row.lost(),
                            row.total(),
                            row.detected(),
                            row.secondsToTrip()));
        }
        return csv.toString();
    }

    private String falseTripsCsv() {
        StringBuilder csv =
                new StringBuilder(
                        "detector,budget,archetype,unseen,agents,agent_days,trips,low,high\n");
        for (FalseTrips row : results.falseTrips()) {
            PoissonInterval interval = PoissonInterval.of(row.trips());
            csv.append(
                    line(
                            "%s,%.0f,%s,%s,%d,%.1f,%d,%.3f,%.3f",
                            row.detector(),
                            row.budget(),
                            row.archetype(),
                            row.unseen(),
                            row.agents(),
                            row.agentDays(),
                            row.trips(),
                            interval.low(),
                            interval.high()));
        }
        return csv.toString();
    }
}
