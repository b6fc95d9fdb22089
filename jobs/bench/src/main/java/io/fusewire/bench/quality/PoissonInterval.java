package io.fusewire.bench.quality;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * The central 95 % confidence interval of a Poisson mean by Garwood (1936).
 *
 * @param low χ²(.025; 2n) / 2, 0 for no event
 * @param high χ²(.975; 2n + 2) / 2
 */
record PoissonInterval(double low, double high) {

    private static final double TAIL = 0.025;

    /** The interval for so many events. */
    static PoissonInterval of(int events) {
        double low =
                events == 0
                        ? 0
                        : new ChiSquaredDistribution(2.0 * events)
                                        .inverseCumulativeProbability(TAIL)
                                / 2;
        double high =
                new ChiSquaredDistribution(2.0 * events + 2).inverseCumulativeProbability(1 - TAIL)
                        / 2;
        return new PoissonInterval(low, high);
    }
}
