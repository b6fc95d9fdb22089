package io.fusewire.core.detection;

/** Where the guard's findings go. */
public interface GuardOutput {

    void decision(Decision decision);

    void observation(Observation observation);

    void breaker(BreakerStatus status);
}
