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
 * @param contestants who took part
 * @param falseTrips a row per detector, budget and archetype
 * @param costs a row per detector
 * @param incidents a row per detector, budget and incident
 */
record Results(
        long seed,
        Scale scale,
        long records,
        double seconds,
        List<Contestant> contestants,
        List<FalseTrips> falseTrips,
        List<Cost> costs,
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
        return incidents(detector, budget).stream()
                .filter(row -> row.unseen() == unseen)
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

    /** Those that took part whole, in their order. */
    List<String> detectors() {
        return contestants.stream()
                .filter(contestant -> contestant.without() == Ablation.NOTHING)
                .map(Contestant::name)
                .toList();
    }

    /** Those that took part without something, in their order. */
    List<String> ablated() {
        return contestants.stream()
                .filter(contestant -> contestant.without() != Ablation.NOTHING)
                .map(Contestant::name)
                .toList();
    }

    /** Every A that a detector was tried at, ascending. */
    List<Double> budgets(String detector) {
        return falseTrips.stream()
                .filter(row -> row.detector().equals(detector))
                .map(FalseTrips::budget)
                .distinct()
                .sorted()
                .toList();
    }

    /** A detector's rows at a budget, without the fleet's. */
    List<FalseTrips> archetypes(String detector, double budget) {
        return falseTrips.stream()
                .filter(row -> row.detector().equals(detector) && row.budget() == budget)
                .filter(row -> !row.archetype().equals(FalseTrips.ALL))
                .toList();
    }

    /** What a detector's thinking took. */
    Cost cost(String detector) {
        return costs.stream()
                .filter(cost -> cost.detector().equals(detector))
                .findFirst()
                .orElseThrow();
    }

    /** A detector's incidents after ordinary days, cold starts apart. */
    List<IncidentResult> incidents(String detector, double budget) {
        return incidentsOfAnyHistory(detector, budget).stream()
                .filter(row -> row.historyDays() == scale.historyDays())
                .toList();
    }

    /** A detector's incidents, cold starts among them. */
    List<IncidentResult> incidentsOfAnyHistory(String detector, double budget) {
        return incidents.stream()
                .filter(row -> row.detector().equals(detector) && row.budget() == budget)
                .toList();
    }
}
