package io.fusewire.core.detection;

/**
 * A limit that was broken.
 *
 * @param reason the rule's name as decisions give it, {@code fuse:week-cap}
 * @param score what was reached
 * @param limit what was allowed; positive
 * @param sinceMillis event time at which the rule's window began
 */
public record Violation(String reason, double score, double limit, long sinceMillis) {

    public double ratio() {
        return score / limit;
    }
}
