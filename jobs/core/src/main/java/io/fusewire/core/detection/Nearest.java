package io.fusewire.core.detection;

import org.jspecify.annotations.Nullable;

/** The rule that an event came nearest to breaking; filled again for every event. */
final class Nearest {

    private double ratio;
    private @Nullable String reason;

    void clear() {
        ratio = 0;
        reason = null;
    }

    /**
     * @param rule as decisions name it
     * @param scoreToLimit 1 is the limit
     */
    void offer(String rule, double scoreToLimit) {
        if (scoreToLimit > ratio) {
            ratio = scoreToLimit;
            reason = rule;
        }
    }

    double ratio() {
        return ratio;
    }

    /** Null if no rule looked. */
    @Nullable String reason() {
        return reason;
    }
}
