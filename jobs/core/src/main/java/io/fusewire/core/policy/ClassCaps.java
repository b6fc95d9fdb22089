package io.fusewire.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * Caps that a policy signs for one class; null leaves the default in force.
 *
 * @param weekCap as {@link Caps#week}
 * @param monthCap as {@link Caps#month}
 * @param strikeCap as {@link Caps#strike}
 */
public record ClassCaps(
        @Nullable Double weekCap, @Nullable Double monthCap, @Nullable Double strikeCap) {

    /** These caps, with {@code defaults} where a cap is not given. */
    Caps over(Caps defaults) {
        boolean unsigned = weekCap == null || monthCap == null || strikeCap == null;
        return new Caps(
                weekCap == null ? defaults.week() : weekCap,
                monthCap == null ? defaults.month() : monthCap,
                strikeCap == null ? defaults.strike() : strikeCap,
                unsigned);
    }
}
