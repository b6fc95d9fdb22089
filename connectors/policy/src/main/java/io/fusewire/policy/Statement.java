package io.fusewire.policy;

import io.fusewire.core.detection.Command;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.policy.PolicyVersion;

import org.jspecify.annotations.Nullable;

/**
 * What one control message says, before anybody has checked who says it. One component is not null.
 *
 * @param policy a policy and from when it holds
 * @param approval a change approval, well formed but perhaps unfit
 * @param command a verdict, hold or the like about one agent
 */
public record Statement(
        @Nullable PolicyVersion policy, @Nullable Approval approval, @Nullable Command command) {

    static Statement of(PolicyVersion policy) {
        return new Statement(policy, null, null);
    }

    /** An approval by itself. */
    public static Statement of(Approval approval) {
        return new Statement(null, approval, null);
    }

    static Statement of(Command command) {
        return new Statement(null, null, command);
    }

    /** In a few words, for a log; may hold what whoever wrote it chose. */
    public String summary() {
        if (policy != null) {
            return "policy " + policy.id();
        }
        if (approval != null) {
            return "approval " + approval.id() + " for " + approval.agent();
        }
        return command == null ? "nothing" : command.kind() + " for " + command.agent();
    }
}
