package io.fusewire.core.containment;

import org.jspecify.annotations.Nullable;

/**
 * The decision that a containment belongs to.
 *
 * @param decisionId the decision
 * @param agent agent key
 * @param account the agent's account
 * @param partition the agent's partition
 * @param atMillis event time of the record that decided it
 * @param decidedMillis when the trips topic took it; null if the broker does not tell
 * @param deliveredMillis when the audit topic took that record; null if the decision does not tell
 * @param escalation how far its containment may go by itself
 */
public record TripCase(
        String decisionId,
        String agent,
        String account,
        String partition,
        long atMillis,
        @Nullable Long decidedMillis,
        @Nullable Long deliveredMillis,
        EscalationLadder escalation) {

    public TripCase {
        // State of before there was such a field gives null.
        escalation = escalation == null ? EscalationLadder.DEFAULT : escalation;
    }

    static TripCase of(Trip trip, @Nullable Long decidedMillis) {
        return new TripCase(
                trip.decisionId(),
                trip.agent(),
                trip.account(),
                trip.partition(),
                trip.atMillis(),
                decidedMillis,
                trip.deliveredMillis(),
                trip.escalation());
    }

    /** When the record that decided it was delivered, or else happened. */
    long heardMillis() {
        return deliveredMillis == null ? atMillis : deliveredMillis;
    }
}
