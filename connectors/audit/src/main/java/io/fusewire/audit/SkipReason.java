package io.fusewire.audit;

/** Why something well-formed in an audit stream is not a record of a call. */
public enum SkipReason {
    /** A digest file of log-file validation. */
    DIGEST("digest"),
    /** A CloudTrail Insights event. */
    INSIGHT("insight"),
    /** CloudWatch Logs' {@code CONTROL_MESSAGE}, sent to test that a destination can be reached. */
    CONTROL_MESSAGE("control-message");

    private final String key;

    SkipReason(String key) {
        this.key = key;
    }

    /** The name under which a summary counts it. */
    public String key() {
        return key;
    }
}
