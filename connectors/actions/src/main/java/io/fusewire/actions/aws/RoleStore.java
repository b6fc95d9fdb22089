package io.fusewire.actions.aws;

import io.fusewire.actions.aws.Pages.Page;
import io.fusewire.core.containment.Target;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;

/** Inline policies of a role. */
final class RoleStore extends InlineStore {

    RoleStore(IamClient iam, Budget budget, Target target) {
        super(iam, budget, target);
    }

    @Override
    String read(String policyName) throws CallFailed {
        GetRolePolicyResponse answer =
                budget.call(
                        operation("GetRolePolicy"),
                        within ->
                                iam.getRolePolicy(
                                        r ->
                                                r.roleName(name)
                                                        .policyName(policyName)
                                                        .overrideConfiguration(within)));
        return document(
                "GetRolePolicy",
                policyName,
                answer.roleName(),
                answer.policyName(),
                answer.policyDocument());
    }

    @Override
    Page<String> names(@Nullable String marker) throws CallFailed {
        ListRolePoliciesResponse answer =
                budget.call(
                        operation("ListRolePolicies"),
                        within ->
                                iam.listRolePolicies(
                                        r ->
                                                r.roleName(name)
                                                        .marker(marker)
                                                        .overrideConfiguration(within)));
        return new Page<>(answer.policyNames(), answer.isTruncated(), answer.marker());
    }

    @Override
    public void write(String document) throws CallFailed {
        budget.call(
                operation("PutRolePolicy"),
                within ->
                        iam.putRolePolicy(
                                r ->
                                        r.roleName(name)
                                                .policyName(Target.POLICY_NAME)
                                                .policyDocument(document)
                                                .overrideConfiguration(within)));
    }

    @Override
    public void delete() throws CallFailed {
        unlessAbsent(
                () ->
                        budget.call(
                                operation("DeleteRolePolicy"),
                                within ->
                                        iam.deleteRolePolicy(
                                                r ->
                                                        r.roleName(name)
                                                                .policyName(Target.POLICY_NAME)
                                                                .overrideConfiguration(within))));
    }
}
