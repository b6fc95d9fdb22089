package io.fusewire.enforcer;

import io.fusewire.core.containment.Trip;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Observation;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * What an agent's affairs take in, keyed by the agent. One of trip, breaker and call is given.
 *
 * @param trip a trip that the mass-trip guard has seen
 * @param decidedMillis when its topic took the trip; null if the broker does not tell
 * @param isHeldBack whether the guard holds the trip back
 * @param breaker a state of the breaker
 * @param call what the agent did while its incident was open
 */
public record AgentInput(
        @Nullable Trip trip,
        @Nullable Long decidedMillis,
        boolean isHeldBack,
        @Nullable BreakerStatus breaker,
        @Nullable Observation call) {

    static AgentInput of(TripInput input, boolean isHeldBack) {
        return new AgentInput(input.trip(), input.decidedMillis(), isHeldBack, null, null);
    }

    static AgentInput of(BreakerStatus breaker) {
        return new AgentInput(null, null, false, breaker, null);
    }

    static AgentInput of(Observation call) {
        return new AgentInput(null, null, false, null, call);
    }

    /** The agent that it is about. */
    String agent() {
        if (trip != null) {
            return trip.agent();
        }
        return breaker != null ? breaker.agent() : Objects.requireNonNull(call).agent();
    }
}
