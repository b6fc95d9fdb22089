package io.fusewire.core.baseline;

import org.jspecify.annotations.Nullable;

/**
 * An episode that is over and in which something foreign was harmed.
 *
 * @param agent agent key
 * @param agentClass its class from policy, else null
 * @param ladder which statistic
 * @param startMillis event time at which it began
 * @param endMillis event time of the last successful mutation before it ended
 * @param sumMicros X at its end, in millionths
 * @param evidence e at its end
 * @param taught v, the weight with which it was learned
 */
public record Episode(
        String agent,
        @Nullable String agentClass,
        Ladder ladder,
        long startMillis,
        long endMillis,
        long sumMicros,
        double evidence,
        double taught) {}
