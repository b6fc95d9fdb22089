package io.fusewire.bench.quality;

/**
 * A row of false trips.
 *
 * @param detector contestant
 * @param budget A
 * @param archetype whose; {@code all} for the fleet
 * @param unseen whether the archetype was kept from every tuning
 * @param agents how many
 * @param agentDays watched, without the days on which a breaker was open
 * @param trips counted
 */
record FalseTrips(
        String detector,
        double budget,
        String archetype,
        boolean unseen,
        int agents,
        double agentDays,
        int trips) {

    static final String ALL = "all";

    /** Trips over what the budget allows. */
    double ratio() {
        return agentDays == 0 ? 0 : trips * budget / agentDays;
    }
}
