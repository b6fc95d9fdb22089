package io.fusewire.core.detection;

import io.fusewire.core.policy.Caps;

/**
 * Four figures of harm in points, one for each cap; 0 where there is none.
 *
 * <p>Stored as it is, changed in place.
 */
public final class HarmLevels {

    /** F of the burst. */
    public double burst;

    /** Harm of the week's window. */
    public double week;

    /** Harm of the month's window. */
    public double month;

    /** Harm of one call. */
    public double strike;

    /** Whether audit was switched off; as a cap, whether that may be done. */
    public boolean auditOff;

    /** Takes these figures as an agent's own caps, where they are higher than its class's. */
    Caps over(Caps caps) {
        if (burst <= caps.burst()
                && week <= caps.week()
                && month <= caps.month()
                && strike <= caps.strike()) {
            return caps;
        }
        return new Caps(
                Math.max(burst, caps.burst()),
                Math.max(week, caps.week()),
                Math.max(month, caps.month()),
                Math.max(strike, caps.strike()),
                caps.unsigned());
    }

    /** Raises each figure to {@code factor} times the other's, where that is more. */
    void raiseTo(HarmLevels other, double factor) {
        burst = Math.max(burst, factor * other.burst);
        week = Math.max(week, factor * other.week);
        month = Math.max(month, factor * other.month);
        strike = Math.max(strike, factor * other.strike);
        auditOff |= other.auditOff;
    }

    HarmLevels copy() {
        HarmLevels copy = new HarmLevels();
        copy.burst = burst;
        copy.week = week;
        copy.month = month;
        copy.strike = strike;
        copy.auditOff = auditOff;
        return copy;
    }

    void clear() {
        burst = 0;
        week = 0;
        month = 0;
        strike = 0;
        auditOff = false;
    }
}
