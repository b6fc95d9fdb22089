package io.fusewire.actions.aws;

import io.fusewire.actions.aws.Pages.Page;
import io.fusewire.core.containment.Target;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;

/** Inline policies of a user. */
final class UserStore extends InlineStore {

    UserStore(IamClient iam, Budget budget, Target target) {
        super(iam, budget, target);
    }

    @Override
    String read(String policyName) throws CallFailed {
        GetUserPolicyResponse answer =
                budget.call(
                        operation("GetUserPolicy"),
                        within ->
                                iam.getUserPolicy(
                                        r ->
                                                r.userName(name)
                                                        .policyName(policyName)
                                                        .overrideConfiguration(within)));
        return document(
                "GetUserPolicy",
                policyName,
                answer.userName(),
                answer.policyName(),
                answer.policyDocument());
    }

    @Override
    Page<String> names(@Nullable String marker) throws CallFailed {
        ListUserPoliciesResponse answer =
                budget.call(
                        operation("ListUserPolicies"),
                        within ->
                                iam.listUserPolicies(
                                        r ->
                                                r.userName(name)
                                                        .marker(marker)
                                                        .overrideConfiguration(within)));
        return new Page<>(answer.policyNames(), answer.isTruncated(), answer.marker());
    }

    @Override
    public void write(String document) throws CallFailed {
        budget.call(
                operation("PutUserPolicy"),
                within ->
                        iam.putUserPolicy(
                                r ->
                                        r.userName(name)
                                                .policyName(Target.POLICY_NAME)
                                                .policyDocument(document)
                                                .overrideConfiguration(within)));
    }

    @Override
    public void delete() throws CallFailed {
        unlessAbsent(
                () ->
                        budget.call(
                                operation("DeleteUserPolicy"),
                                within ->
                                        iam.deleteUserPolicy(
                                                r ->
                                                        r.userName(name)
                                                                .policyName(Target.POLICY_NAME)
                                                                .overrideConfiguration(within))));
    }
}
