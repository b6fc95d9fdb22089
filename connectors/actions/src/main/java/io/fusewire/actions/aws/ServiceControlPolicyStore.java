package io.fusewire.actions.aws;

import com.fasterxml.jackson.databind.JsonNode;

import io.fusewire.actions.aws.Pages.Page;
import io.fusewire.core.containment.CallFailure;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.TargetLedger;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The service control policy that was attached beforehand to an account, and to nothing else.
 *
 * <p>The first read looks it up by name among those of the account, and refuses what must not be
 * written: one that is attached to other accounts too, whose denies would be lost by the writer of
 * each account in turn, and one of the management account, where it has no effect.
 */
final class ServiceControlPolicyStore implements PolicyStore {

    private static final String SERVICE = "organizations";

    /** An account has a handful of policies; a policy can have many targets, of which two tell. */
    private static final int PAGES_MAX = 100;

    private final OrganizationsClient organizations;
    private final Budget budget;
    private final Target target;
    private final String account;
    private String policyId = "";

    ServiceControlPolicyStore(OrganizationsClient organizations, Budget budget, Target target) {
        this.organizations = organizations;
        this.budget = budget;
        this.target = target;
        this.account = target.account();
    }

    @Override
    public @Nullable String read() throws CallFailed {
        if (policyId.isEmpty()) {
            policyId = find();
        }
        JsonNode policy =
                call("DescribePolicy", policyId, Map.of("PolicyId", policyId)).path("Policy");
        checkId("DescribePolicy", policy);
        return text("DescribePolicy", policyId, policy, "Content");
    }

    private String find() throws CallFailed {
        JsonNode policy = named(attached());
        String id = text("ListPoliciesForTarget", account, policy, "Id");
        checkIsNoManagementAccount(text("ListPoliciesForTarget", account, policy, "Arn"));
        checkIsForThisAccountAlone(id, text("ListPoliciesForTarget", account, policy, "Name"));
        return id;
    }

    private List<JsonNode> attached() throws CallFailed {
        List<JsonNode> policies =
                all(
                        "ListPoliciesForTarget",
                        account,
                        Map.of("TargetId", account, "Filter", "SERVICE_CONTROL_POLICY"),
                        "Policies");
        for (JsonNode policy : policies) {
            text("ListPoliciesForTarget", account, policy, "Id");
            text("ListPoliciesForTarget", account, policy, "Name");
        }
        return policies;
    }

    private JsonNode named(List<JsonNode> policies) throws CallFailed {
        for (String name : target.policyNames()) {
            Optional<JsonNode> found =
                    policies.stream().filter(p -> name.equals(p.path("Name").asText())).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new CallFailed(
                CallFailure.FINAL,
                ("No service control policy %s is attached to account %s. Make one (aws"
                                + " organizations create-policy --type SERVICE_CONTROL_POLICY --name %s"
                                + " --description Fusewire --content '%s') and attach it to this account and"
                                + " to nothing else (aws organizations attach-policy --policy-id ID"
                                + " --target-id %s).")
                        .formatted(
                                String.join(" or ", target.policyNames()),
                                account,
                                target.policyNames().get(0),
                                TargetLedger.empty(target).pack().document().text(),
                                account));
    }

    /** A policy's ARN names the management account of its organization. */
    private void checkIsNoManagementAccount(String arn) throws CallFailed {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6) {
            throw CallFailed.unusable(operation("ListPoliciesForTarget", account), "no ARN");
        }
        if (parts[4].equals(account)) {
            throw new CallFailed(
                    CallFailure.FINAL,
                    "Account "
                            + account
                            + " is its organization's management account, where service control"
                            + " policies have no effect.");
        }
    }

    private void checkIsForThisAccountAlone(String id, String name) throws CallFailed {
        List<String> targets = new ArrayList<>();
        for (JsonNode one : all("ListTargetsForPolicy", id, Map.of("PolicyId", id), "Targets")) {
            targets.add(text("ListTargetsForPolicy", id, one, "TargetId"));
        }
        if (!targets.remove(account)) {
            throw CallFailed.unusable(
                    operation("ListTargetsForPolicy", id), "targets that lack account " + account);
        }
        if (!targets.isEmpty()) {
            throw new CallFailed(
                    CallFailure.FINAL,
                    ("Service control policy %s (%s) of account %s is attached to %s as well (%d"
                                    + " others in all): its denies would hit sessions there, and be lost by"
                                    + " that target's writer. Attach a policy %s to this account alone.")
                            .formatted(
                                    name,
                                    id,
                                    account,
                                    targets.get(0),
                                    targets.size(),
                                    target.policyNames().get(0)));
        }
    }

    /** The limit is the policy's own. */
    @Override
    public int othersCharacters() {
        return 0;
    }

    /** Goes by the policy that the read has found. */
    @Override
    public void write(String document) throws CallFailed {
        if (policyId.isEmpty()) {
            throw new IllegalStateException("a policy must be read before it is written");
        }
        JsonNode answer =
                call("UpdatePolicy", policyId, Map.of("PolicyId", policyId, "Content", document));
        checkId("UpdatePolicy", answer.path("Policy"));
    }

    /** A policy that is attached is never empty and never deleted: it denies nobody instead. */
    @Override
    public void delete() {
        throw new IllegalStateException(
                "a service control policy must have a statement, but has none");
    }

    private void checkId(String operation, JsonNode policy) throws CallFailed {
        if (!policyId.equals(policy.path("PolicySummary").path("Id").asText())) {
            throw CallFailed.unusable(operation(operation, policyId), "another policy");
        }
    }

    /** A list without the token of a next page is all there is, even if it is empty. */
    private List<JsonNode> all(
            String operation, String on, Map<String, String> parameters, String field)
            throws CallFailed {
        return Pages.all(
                operation(operation, on),
                PAGES_MAX,
                token -> {
                    Map<String, String> asked = new LinkedHashMap<>(parameters);
                    if (token != null) {
                        asked.put("NextToken", token);
                    }
                    JsonNode answer = call(operation, on, asked);
                    JsonNode items = answer.path(field);
                    if (!items.isArray()) {
                        throw CallFailed.unusable(operation(operation, on), "no list");
                    }
                    List<JsonNode> found = new ArrayList<>();
                    items.forEach(found::add);
                    String next = answer.path("NextToken").textValue();
                    return new Page<>(found, next != null, next);
                });
    }

    private JsonNode call(String operation, String on, Map<String, String> parameters)
            throws CallFailed {
        return budget.call(
                SERVICE,
                operation(operation, on),
                within -> organizations.call(operation, parameters, within));
    }

    private static String text(String operation, String on, JsonNode node, String field)
            throws CallFailed {
        String text = node.path(field).textValue();
        if (text == null || text.isEmpty()) {
            throw CallFailed.unusable(operation(operation, on), "no " + field);
        }
        return text;
    }

    private static String operation(String operation, String on) {
        return operation + " on " + on;
    }
}
