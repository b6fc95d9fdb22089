package io.fusewire.bench.quality;

import java.util.List;
import java.util.stream.Collectors;

/**
 * All that a run found.
 *
 * @param seed of the run
 * @param scale of the run
 * @param records read in all
 * @param seconds that it took
 * @param falseTrips a row per detector, budget and archetype
 * @param incidents a row per detector, budget and incident
 */
record Results(
        long seed,
        Scale scale,
        long records,
        double seconds,
        List<FalseTrips> falseTrips,
        List<IncidentResult> incidents) {

    /** Mean fraction lost over kinds, each kind of one weight; not a number without incidents. */
    double lost(String detector, double budget, boolean unseen) {
        return meanByKind(detector, budget, unseen, true);
    }

    /** Mean share of incidents detected, each kind of one weight. */
    double recall(String detector, double budget, boolean unseen) {
        return meanByKind(detector, budget, unseen, false);
    }

    private double meanByKind(String detector, double budget, boolean unseen, boolean lost) {
        return incidents.stream()
                .filter(row -> row.detector().equals(detector) && row.budget() == budget)
                .filter(row -> row.unseen() == unseen)
                .filter(row -> row.historyDays() == scale.historyDays())
                .collect(
                        Collectors.groupingBy(
                                IncidentResult::kind,
                                Collectors.averagingDouble(
                                        row -> lost ? row.fraction() : row.detected() ? 1 : 0)))
                .values()
                .stream()
                .mapToDouble(mean -> mean)
                .average()
                .orElse(Double.NaN);
    }

    /** The fleet's row of a detector. */
    FalseTrips fleet(String detector, double budget) {
        return falseTrips.stream()
                .filter(row -> row.detector().equals(detector) && row.budget() == budget)
                .filter(row -> row.archetype().equals(FalseTrips.ALL))
                .findFirst()
                .orElseThrow();
    }

    /** Detectors in the order in which they stand in the results. */
    List<String> detectors() {
        return falseTrips.stream().map(FalseTrips::detector).distinct().toList();
    }
}
