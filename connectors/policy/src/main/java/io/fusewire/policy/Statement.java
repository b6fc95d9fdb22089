package io.fusewire.policy;

import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.detection.Command;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.core.staging.StagingStep;

import org.jspecify.annotations.Nullable;

/**
 * What one control message says, before anybody has checked who says it. One component is not null.
 *
 * @param policy a policy and from when it holds
 * @param approval a change approval, well formed but perhaps unfit
 * @param command a verdict, hold or the like about one agent
 * @param priors priors and from when they hold
 * @param staging what becomes of a version on trial
 */
public record Statement(
        @Nullable PolicyVersion policy,
        @Nullable Approval approval,
        @Nullable Command command,
        @Nullable PriorsVersion priors,
        @Nullable StagingStep staging) {

    /** A policy by itself. */
    public static Statement of(PolicyVersion policy) {
        return new Statement(policy, null, null, null, null);
    }

    /** Priors by themselves. */
    public static Statement of(PriorsVersion priors) {
        return new Statement(null, null, null, priors, null);
    }

    /** A step of a trial by itself. */
    public static Statement of(StagingStep staging) {
        return new Statement(null, null, null, null, staging);
    }

    /** An approval by itself. */
    public static Statement of(Approval approval) {
        return new Statement(null, approval, null, null, null);
    }

    static Statement of(Command command) {
        return new Statement(null, null, command, null, null);
    }

    /** In a few words, for a log; may hold what whoever wrote it chose. */
    public String summary() {
        if (policy != null) {
            return "policy " + policy.id();
        }
        if (priors != null) {
            return "priors " + priors.id();
        }
        if (staging != null) {
            return staging.type() + " of version " + staging.versionId();
        }
        if (approval != null) {
            return "approval " + approval.id() + " for " + approval.agent();
        }
        return command == null ? "nothing" : command.kind() + " for " + command.agent();
    }
}
