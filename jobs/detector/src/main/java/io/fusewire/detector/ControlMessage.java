package io.fusewire.detector;

import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.core.policy.VerifiedApproval;
import io.fusewire.core.staging.StagingStep;
import io.fusewire.policy.Statement;

import org.jspecify.annotations.Nullable;

/**
 * What a person told the detector about any number of agents; reaches every instance of every
 * operator that asks. What is said about one agent travels as {@link GuardInput}.
 *
 * <p>One component per kind of message, all but one null. A kind that is added later is null in old
 * savepoints.
 *
 * @param policy a policy and from when it holds
 * @param approval a change approval of which somebody vouches
 * @param priors priors and from when they hold
 * @param staging what becomes of a version on trial
 */
public record ControlMessage(
        @Nullable PolicyVersion policy,
        @Nullable VerifiedApproval approval,
        @Nullable PriorsVersion priors,
        @Nullable StagingStep staging) {

    /** Says nothing. */
    static final ControlMessage NOTHING = new ControlMessage(null, null, null, null);

    static ControlMessage of(PolicyVersion policy) {
        return new ControlMessage(policy, null, null, null);
    }

    /** What a statement says to everybody; null if it is about one agent. */
    static @Nullable ControlMessage of(Statement statement, String vouchedBy) {
        if (statement.command() != null) {
            return null;
        }
        return new ControlMessage(
                statement.policy(),
                statement.approval() == null
                        ? null
                        : new VerifiedApproval(statement.approval(), vouchedBy),
                statement.priors(),
                statement.staging());
    }
}
