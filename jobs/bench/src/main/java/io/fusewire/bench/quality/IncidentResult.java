package io.fusewire.bench.quality;

/**
 * What one detector made of one incident.
 *
 * @param detector contestant
 * @param budget A
 * @param kind of incident
 * @param unseen whether the kind was kept from every tuning
 * @param seed of the block
 * @param historyDays ordinary days before it
 * @param lost resources of others that were destroyed before and by the records that tripped
 * @param total what an undisturbed incident destroys
 * @param detected whether anybody of the incident tripped
 * @param secondsToTrip event time from the first loss to the first trip; 0 if undetected
 */
record IncidentResult(
        String detector,
        double budget,
        String kind,
        boolean unseen,
        long seed,
        int historyDays,
        int lost,
        int total,
        boolean detected,
        long secondsToTrip) {

    double fraction() {
        return total == 0 ? 0 : (double) lost / total;
    }
}
