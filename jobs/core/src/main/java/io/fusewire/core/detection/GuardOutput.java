package io.fusewire.core.detection;

import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.Episode;

/** Where the guard's findings go. */
public interface GuardOutput {

    void decision(Decision decision);

    void observation(Observation observation);

    void breaker(BreakerStatus status);

    /** Something that a person said and that took no effect. */
    default void refusal(Refusal refusal) {}

    /** A decision that only one of the guard and its candidate made, or made otherwise. */
    default void difference(DecisionDifference difference) {}

    /** An episode that is over, for whoever learns from many agents or draws one's habits. */
    default void episode(Episode episode) {}

    /** A day that is over, likewise. */
    default void day(AgentDay day) {}
}
