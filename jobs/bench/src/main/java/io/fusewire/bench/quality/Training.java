package io.fusewire.bench.quality;

import io.fusewire.core.baseline.Priors;

/**
 * What calibration blocks taught.
 *
 * @param priors class priors, corrections and caps
 */
public record Training(Priors priors) {}
