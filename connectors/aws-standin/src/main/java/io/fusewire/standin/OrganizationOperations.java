package io.fusewire.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.standin.Organization.Policy;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Operations of Organizations, as far as they are called. Answers are JSON. */
final class OrganizationOperations {

    private static final int PAGE_SIZE_MAX = 20;

    private final Directory directory;
    private final Clock clock;
    private final int pageSizeMax;

    OrganizationOperations(Directory directory, Clock clock, int pageSizeMax) {
        this.directory = directory;
        this.clock = clock;
        this.pageSizeMax = Math.min(pageSizeMax, PAGE_SIZE_MAX);
    }

    String carryOut(String account, AwsRequest request, Reading reading) throws AwsError {
        Organization organization = directory.organizationOf(account);
        if (organization == null) {
            throw new AwsError(
                    400,
                    "AWSOrganizationsNotInUseException",
                    "Your account is not a member of an organization.");
        }
        if (!organization.isAdministrator(account)) {
            throw new AwsError(
                    400,
                    "AccessDeniedException",
                    "You don't have permissions to access this resource.");
        }
        return switch (request.operation()) {
            case "ListPoliciesForTarget" -> policies(organization, request, reading);
            case "ListTargetsForPolicy" -> targets(organization, request, reading);
            case "DescribePolicy" -> describe(policy(organization, request), reading);
            case "UpdatePolicy" -> update(policy(organization, request), request);
            default ->
                    throw new AwsError(
                            400,
                            "InvalidAction",
                            "Could not find operation " + request.operation());
        };
    }

    private static Policy policy(Organization organization, AwsRequest request) throws AwsError {
        Policy policy = organization.policy(request.required("PolicyId"));
        if (policy == null) {
            throw new AwsError(
                    400,
                    "PolicyNotFoundException",
                    "We can't find a policy with the PolicyId that you specified.");
        }
        return policy;
    }

    private String policies(Organization organization, AwsRequest request, Reading reading)
            throws AwsError {
        String target = request.required("TargetId");
        if (!request.required("Filter").equals("SERVICE_CONTROL_POLICY")) {
            throw AwsError.validation("Only service control policies are modelled");
        }
        if (Organization.kind(target).equals("account") && !organization.has(target)) {
            throw new AwsError(
                    400,
                    "TargetNotFoundException",
                    "We can't find a root, OU, account, or policy with the TargetId that you"
                            + " specified.");
        }
        return page(
                "Policies",
                organization.attachedTo(target),
                policy -> damaged(summary(policy, policy.id()), "Id", reading),
                request);
    }

    private String targets(Organization organization, AwsRequest request, Reading reading)
            throws AwsError {
        return page(
                "Targets",
                List.copyOf(policy(organization, request).targets()),
                target -> {
                    ObjectNode summary = Json.object();
                    summary.put("TargetId", target);
                    summary.put("Arn", organization.targetArn(target));
                    summary.put("Name", target);
                    summary.put("Type", type(target));
                    return damaged(summary, "TargetId", reading);
                },
                request);
    }

    private static String type(String target) {
        String kind = Organization.kind(target);
        return kind.equals("ou") ? "ORGANIZATIONAL_UNIT" : kind.toUpperCase(Locale.ROOT);
    }

    /** An item of a list with something missing. */
    private static ObjectNode damaged(ObjectNode item, String field, Reading reading) {
        if (reading == Reading.DAMAGED) {
            item.remove(field);
        }
        return item;
    }

    private static ObjectNode summary(Policy policy, String id) {
        ObjectNode summary = Json.object();
        summary.put("Id", id);
        summary.put("Arn", policy.arn());
        summary.put("Name", policy.name());
        summary.put("Description", "");
        summary.put("Type", "SERVICE_CONTROL_POLICY");
        summary.put("AwsManaged", policy.isAwsManaged());
        return summary;
    }

    private static String describe(Policy policy, Reading reading) {
        String content =
                reading == Reading.STALE ? policy.content().previous() : policy.content().current();
        if (reading == Reading.DAMAGED) {
            content = PolicyDocuments.damaged(String.valueOf(content));
        }
        return described(policy, reading == Reading.MISTAKEN ? "p-another0" : policy.id(), content);
    }

    private static String described(Policy policy, String id, @Nullable String content) {
        ObjectNode described = Json.object();
        described.set("PolicySummary", summary(policy, id));
        described.put("Content", content);
        ObjectNode answer = Json.object();
        answer.set("Policy", described);
        return answer.toString();
    }

    private String update(Policy policy, AwsRequest request) throws AwsError {
        String content = request.required("Content");
        if (policy.isAwsManaged()) {
            throw AwsError.validation("You can't modify an AWS managed policy.");
        }
        PolicyDocuments.check(content);
        if (content.length() > Organization.CHARACTERS_MAX) {
            throw new AwsError(
                    400,
                    "ConstraintViolationException",
                    "You have exceeded the maximum policy size.",
                    "POLICY_CONTENT_LIMIT_EXCEEDED");
        }
        policy.content().set(content, clock.millis());
        return described(policy, policy.id(), content);
    }

    private <T> String page(
            String field, List<T> items, Function<T, ObjectNode> item, AwsRequest request)
            throws AwsError {
        int start = number(request.parameters().getOrDefault("NextToken", "0"));
        int size =
                Math.min(
                        pageSizeMax, number(request.parameters().getOrDefault("MaxResults", "20")));
        if (start > items.size() || size < 1) {
            throw AwsError.validation("NextToken and MaxResults must be within their ranges");
        }
        int end = Math.min(items.size(), start + size);
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray(field);
        items.subList(start, end).forEach(one -> list.add(item.apply(one)));
        if (end < items.size()) {
            answer.put("NextToken", Integer.toString(end));
        }
        return answer.toString();
    }

    private static int number(String text) throws AwsError {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw AwsError.validation("NextToken and MaxResults must be numbers of ours");
        }
    }
}
