package io.fusewire.actions;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What containment would do about one target of a trip, or why it could not.
 *
 * @param decisionId the trip's decision
 * @param action by what it is done: {@link #AWS_IAM}, {@link #AWS_IDENTITY_CENTER}, or the name of
 *     a gateway that is told beside it
 * @param revocable whether anything can be revoked
 * @param target ARN of the role or user that is contained, null where no record told it; of a
 *     service control policy the account's
 * @param calls in their order; none if nothing can be revoked
 * @param policyDocument what the first call writes; null if nothing can be revoked, and for a
 *     gateway
 * @param lifts calls that take it back after the agent was reset
 * @param notes what whoever relies on it has to know, and what a person must do; sentences
 */
public record PlannedAction(
        String decisionId,
        String action,
        boolean revocable,
        @Nullable String target,
        List<PlannedCall> calls,
        @Nullable JsonNode policyDocument,
        List<PlannedCall> lifts,
        List<String> notes) {

    /** A policy of a role or user. */
    public static final String AWS_IAM = "aws-iam";

    /** A service control policy, for roles that only Identity Center may edit. */
    public static final String AWS_IDENTITY_CENTER = "aws-identity-center";

    public PlannedAction {
        calls = List.copyOf(calls);
        lifts = List.copyOf(lifts);
        notes = List.copyOf(notes);
    }
}
