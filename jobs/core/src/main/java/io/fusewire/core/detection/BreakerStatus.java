package io.fusewire.core.detection;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.event.EnforcementMode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An agent's breaker after a change, or after a verdict that settled an alert and left it closed:
 * the latest one per agent is the truth.
 *
 * @param agent agent key
 * @param account the agent's account
 * @param state the state now
 * @param mode whether it acts
 * @param atMillis event time of the change
 * @param decisionId the decision that opened it; null while closed
 * @param sessions revoked ones; empty while closed
 * @param word what a person said that made it so; null where nobody did
 */
public record BreakerStatus(
        String agent,
        String account,
        BreakerState state,
        EnforcementMode mode,
        long atMillis,
        @Nullable String decisionId,
        List<String> sessions,
        @Nullable PersonsWord word) {}
