package io.fusewire.core.baseline;

import io.fusewire.core.policy.Caps;

/**
 * The fuse's caps as a class's own past suggests them, for a person to sign.
 *
 * @param agentDaysPerFalseTrip A, the budget that they were computed for
 * @param strict whether for strict mode
 * @param caps the proposal; unsigned until somebody adopts it
 */
public record ProposedCaps(double agentDaysPerFalseTrip, boolean strict, Caps caps) {}
