package io.fusewire.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * Limits that a policy signs for one class; null leaves the default in force.
 *
 * @param burstCap as {@link Caps#burst}
 * @param weekCap as {@link Caps#week}
 * @param monthCap as {@link Caps#month}
 * @param strikeCap as {@link Caps#strike}
 * @param auditOff what audit switched off leads to: a trip, or a page for a class whose work it is
 */
public record ClassCaps(
        @Nullable Double burstCap,
        @Nullable Double weekCap,
        @Nullable Double monthCap,
        @Nullable Double strikeCap,
        @Nullable Reaction auditOff) {

    /** These caps, with {@code defaults} where a cap is not given. */
    Caps over(Caps defaults) {
        boolean unsigned =
                burstCap == null || weekCap == null || monthCap == null || strikeCap == null;
        return new Caps(
                burstCap == null ? defaults.burst() : burstCap,
                weekCap == null ? defaults.week() : weekCap,
                monthCap == null ? defaults.month() : monthCap,
                strikeCap == null ? defaults.strike() : strikeCap,
                unsigned);
    }
}
