package io.fusewire.core.detection;

import org.jspecify.annotations.Nullable;

/**
 * A course of events that people know by name. Patterns explain a decision; they carry no weight.
 */
public enum Pattern {
    DELETED_AND_RECREATED("deleted-and-recreated", "Deleted and recreated"),
    PROTECTION_THEN_DELETED("protection-removed-then-deleted", "Protection removed, then deleted"),
    BLINDED_THEN_DELETED("audit-blinded-then-deleted", "Blinded the audit trail, then deleted"),
    EMPTIED_AND_DELETED("store-emptied-and-deleted", "Emptied and deleted a store"),
    STOPPED_THEN_DELETED("scaled-to-zero-then-deleted", "Scaled to zero, then deleted"),
    MANY_SESSIONS("many-sessions-one-hand", "Many sessions, one hand");

    private static final String PREFIX = "pattern:";

    private final String reason;
    private final String words;

    Pattern(String name, String words) {
        this.reason = PREFIX + name;
        this.words = words;
    }

    /** The pattern's name in a decision's reasons and an observation's patterns. */
    public String reason() {
        return reason;
    }

    /** Its name for people, as a sentence begins. */
    public String words() {
        return words;
    }

    /** The pattern of a reason; null if the reason is a rule's. */
    public static @Nullable Pattern ofReason(String reason) {
        for (Pattern pattern : values()) {
            if (pattern.reason.equals(reason)) {
                return pattern;
            }
        }
        return null;
    }
}
