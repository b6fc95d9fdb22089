package io.fusewire.core.detection;

import io.fusewire.core.control.Denial;
import io.fusewire.core.policy.Approval;

import org.jspecify.annotations.Nullable;

/** What has been used of approvals by the agent of one event: a port over where that is kept. */
interface ApprovalUses {

    /** Resources that an approval was used for, each counted once. */
    int used(Approval approval);

    /** Whether an approval was used for a resource already. */
    boolean isUsedFor(Approval approval, String key);

    /**
     * Uses an approval.
     *
     * @param key of the resource that it is used for; null for some that the event does not name
     * @param count how many resources more that makes
     * @return why it cannot be noted, and therefore not used; null if it was
     */
    @Nullable Denial use(Approval approval, @Nullable String key, int count);

    /** Hears why an approval did not cover what it else would have. */
    void refused(Approval approval, Denial denial);

    /** Whether an approval covered the deletion of a stack, and with it all its children. */
    boolean isApprovedStack(String deleteEventId);
}
