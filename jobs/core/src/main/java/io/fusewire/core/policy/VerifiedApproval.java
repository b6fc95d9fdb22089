package io.fusewire.core.policy;

/**
 * An approval of which somebody vouches that its approvers really gave it. Only such a one reaches
 * the guard: whoever makes one has checked the signatures, or runs a replay over files of his own
 * and vouches himself.
 *
 * @param approval as it was written
 * @param vouchedBy who or what vouches: the ids of the keys that signed it, or the replay
 */
public record VerifiedApproval(Approval approval, String vouchedBy) {

    /** Vouches for approvals in files that a person hands to a replay, which enforces nothing. */
    public static final String REPLAY = "replay";
}
