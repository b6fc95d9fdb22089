package io.fusewire.actions;

import io.fusewire.core.containment.DenyDocument;
import io.fusewire.core.containment.Target;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The writes that bring a target's policy to a document, and a user's keys to a status. */
final class AwsCalls {

    private static final String IAM = "iam";

    /**
     * Stands for the id of the account's service control policy of ours, which no audit record
     * tells: whoever makes the call looks it up by {@code ListPoliciesForTarget} of the account,
     * under one of the target's names.
     */
    static final String POLICY_ID = "<id of " + Target.POLICY_NAME + ">";

    private AwsCalls() {}

    /**
     * Replaces the whole document, or deletes an inline policy that has nothing to say.
     *
     * <p>A managed policy has five versions at most: whoever makes the call deletes the oldest
     * first if there are five.
     */
    static PlannedCall write(Target target, DenyDocument document) {
        return switch (target.holder()) {
            case ROLE -> inline("Role", target, document);
            case USER -> inline("User", target, document);
            case MANAGED_POLICY -> {
                Map<String, Object> parameters = new LinkedHashMap<>();
                parameters.put("PolicyArn", target.arn());
                parameters.put("PolicyDocument", document.text());
                parameters.put("SetAsDefault", true);
                yield new PlannedCall(IAM, "CreatePolicyVersion", parameters);
            }
            case SERVICE_CONTROL_POLICY -> {
                Map<String, Object> parameters = new LinkedHashMap<>();
                parameters.put("PolicyId", POLICY_ID);
                parameters.put("Content", document.text());
                yield new PlannedCall("organizations", "UpdatePolicy", parameters);
            }
        };
    }

    private static PlannedCall inline(String holder, Target target, DenyDocument document) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put(holder + "Name", target.name());
        parameters.put("PolicyName", Target.POLICY_NAME);
        if (document.isEmpty()) {
            return new PlannedCall(IAM, "Delete" + holder + "Policy", parameters);
        }
        parameters.put("PolicyDocument", document.text());
        return new PlannedCall(IAM, "Put" + holder + "Policy", parameters);
    }

    /** Sets a user's keys active or inactive. */
    static List<PlannedCall> keys(Target user, List<String> keyIds, boolean active) {
        return keyIds.stream().map(keyId -> key(user, keyId, active)).toList();
    }

    private static PlannedCall key(Target user, String keyId, boolean active) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("UserName", user.name());
        parameters.put("AccessKeyId", keyId);
        parameters.put("Status", active ? "Active" : "Inactive");
        return new PlannedCall(IAM, "UpdateAccessKey", parameters);
    }
}
