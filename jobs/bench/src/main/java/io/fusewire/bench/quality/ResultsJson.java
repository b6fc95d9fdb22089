package io.fusewire.bench.quality;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * {@code results.json}: everything that a notebook needs, with no name of a machine in it.
 *
 * <p>{@code detectors} says who took part; {@code results} has a row per detector and budget, with
 * its false trips by archetype, its incidents by kind and its cold starts by days of history.
 * Figures that do not exist (a mean over no incidents) are null.
 */
final class ResultsJson {

    /** Of the file's form; a reader refuses what it does not know. */
    static final int VERSION = 1;

    private static final double DECIMALS = 1e4;

    private final Results results;
    private final JsonGenerator json;

    private ResultsJson(Results results, JsonGenerator json) {
        this.results = results;
        this.json = json;
    }

    static void write(Results results, Path file) throws IOException {
        try (JsonGenerator json =
                new JsonFactory()
                        .createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))
                        .useDefaultPrettyPrinter()) {
            new ResultsJson(results, json).writeAll();
        }
    }

    private void writeAll() throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        json.writeNumberField("seed", results.seed());
        json.writeNumberField("records", results.records());
        json.writeNumberField("seconds", Math.round(results.seconds()));
        writeScale(results.scale());
        json.writeArrayFieldStart("detectors");
        for (Contestant contestant : results.contestants()) {
            writeDetector(contestant);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("results");
        for (Contestant contestant : results.contestants()) {
            for (double budget : results.budgets(contestant.name())) {
                writeResult(contestant.name(), budget);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeScale(Scale scale) throws IOException {
        json.writeObjectFieldStart("scale");
        json.writeNumberField("calibrationBlocks", scale.calibrationBlocks());
        json.writeNumberField("testBlocks", scale.testBlocks());
        json.writeNumberField("daysPerBlock", scale.days());
        json.writeNumberField("replaysPerKind", scale.replays());
        json.writeNumberField("historyDays", scale.historyDays());
        json.writeNumberField("coldStartReplaysPerKind", scale.coldStartReplays());
        number("mainBudget", scale.mainBudget());
        json.writeArrayFieldStart("budgets");
        for (double budget : scale.budgets()) {
            json.writeNumber(budget);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeDetector(Contestant contestant) throws IOException {
        json.writeStartObject();
        json.writeStringField("detector", contestant.name());
        json.writeBooleanField("calibrated", contestant.calibrated());
        if (contestant.without() == Ablation.NOTHING) {
            json.writeNullField("without");
        } else {
            json.writeStringField("without", contestant.without().part());
        }
        Cost cost = results.cost(contestant.name());
        json.writeNumberField("eventsScored", cost.events());
        number("nanosPerEvent", cost.nanosPerEvent());
        json.writeEndObject();
    }

    private void writeResult(String detector, double budget) throws IOException {
        json.writeStartObject();
        json.writeStringField("detector", detector);
        json.writeNumberField("agentDaysPerFalseTrip", budget);
        number("lostTuned", results.lost(detector, budget, false));
        number("lostUnseen", results.lost(detector, budget, true));
        number("recallTuned", results.recall(detector, budget, false));
        number("recallUnseen", results.recall(detector, budget, true));
        List<IncidentResult> incidents = results.incidents(detector, budget);
        writeLatency(incidents);
        writeFalseTrips(results.fleet(detector, budget));
        json.writeArrayFieldStart("archetypes");
        for (FalseTrips row : results.archetypes(detector, budget)) {
            json.writeStartObject();
            json.writeStringField("archetype", row.archetype());
            json.writeBooleanField("unseen", row.unseen());
            json.writeNumberField("agents", row.agents());
            writeFalseTrips(row);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("kinds");
        for (List<IncidentResult> kind : by(incidents, IncidentResult::kind)) {
            writeKind(kind);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("coldStarts");
        for (List<IncidentResult> age :
                by(results.incidentsOfAnyHistory(detector, budget), IncidentResult::historyDays)) {
            writeColdStart(age);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeFalseTrips(FalseTrips row) throws IOException {
        PoissonInterval interval = PoissonInterval.of(row.trips());
        json.writeNumberField("falseTrips", row.trips());
        number("falseTripsLow", interval.low());
        number("falseTripsHigh", interval.high());
        number("agentDays", row.agentDays());
        number("shareOfBudget", row.ratio());
    }

    private void writeKind(List<IncidentResult> rows) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", rows.get(0).kind());
        json.writeBooleanField("unseen", rows.get(0).unseen());
        json.writeNumberField("replays", rows.size());
        number("total", mean(rows, IncidentResult::total));
        json.writeNumberField("lostMedian", QualityReport.quantile(rows, 0.5));
        json.writeNumberField("lostP95", QualityReport.quantile(rows, 0.95));
        number("lost", mean(rows, IncidentResult::fraction));
        number("recall", mean(rows, row -> row.detected() ? 1 : 0));
        writeLatency(rows);
        json.writeEndObject();
    }

    private void writeColdStart(List<IncidentResult> rows) throws IOException {
        json.writeStartObject();
        json.writeNumberField("historyDays", rows.get(0).historyDays());
        json.writeNumberField("replays", rows.size());
        number("lost", mean(rows, IncidentResult::fraction));
        number("recall", mean(rows, row -> row.detected() ? 1 : 0));
        json.writeEndObject();
    }

    /** Event time from the first loss to the first trip, of what was detected. */
    private void writeLatency(List<IncidentResult> rows) throws IOException {
        double[] seconds =
                rows.stream()
                        .filter(IncidentResult::detected)
                        .mapToDouble(IncidentResult::secondsToTrip)
                        .sorted()
                        .toArray();
        number("secondsToTripMedian", at(seconds, 0.5));
        number("secondsToTripP95", at(seconds, 0.95));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    private static double mean(List<IncidentResult> rows, ToDoubleFunction<IncidentResult> figure) {
        return rows.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    private static <K extends Comparable<K>> Collection<List<IncidentResult>> by(
            List<IncidentResult> rows, Function<IncidentResult, K> key) {
        Map<K, List<IncidentResult>> groups =
                rows.stream()
                        .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
        return groups.values();
    }

    private void number(String name, double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, Math.round(value * DECIMALS) / DECIMALS);
        }
    }
}
