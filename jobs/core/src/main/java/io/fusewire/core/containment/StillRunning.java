package io.fusewire.core.containment;

import io.fusewire.core.containment.Measure.Deny;
import io.fusewire.core.event.ResourceRef;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What goes on after a revocation: a service that acts on a session's behalf does not stop with it,
 * and a session that the agent opened from it is another one.
 */
public final class StillRunning {

    private static final String STACK = "AWS::CloudFormation::Stack";

    /** Stacks named one by one; of more only how many there are. */
    static final int STACKS_NAMED_MAX = 5;

    /** A stack's name or ARN, and nothing that a shell would read. */
    private static final Pattern STACK_ID =
            Pattern.compile(
                    "[A-Za-z][A-Za-z0-9-]{0,127}"
                            + "|arn:[a-z-]+:cloudformation:([a-z0-9-]+):[0-9]{12}:stack/[A-Za-z0-9/-]+");

    /**
     * What a delete under way stops at. Source: CloudFormation's user guide on service roles; a
     * stack whose resource cannot be deleted becomes {@code DELETE_FAILED}.
     */
    public static final String WHAT_KEEPS_RESOURCES =
            "What a stack's delete has not reached yet stays if CloudFormation may not delete it. If"
                    + " aws cloudformation describe-stacks --stack-name STACK --query"
                    + " 'Stacks[].RoleARN' shows a role, or the call gave one, deny it all with aws"
                    + " iam put-role-policy --role-name ROLE --policy-name FusewireKeep"
                    + " --policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":"
                    + "\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}': that stops whatever else uses"
                    + " the role, too. Without a role it acts with the caller's rights.";

    /** Executions named one by one; of more only how many there are. */
    static final int EXECUTIONS_NAMED_MAX = 5;

    /** An execution's ARN, of a standard or an express state machine, that no shell would read. */
    private static final Pattern EXECUTION =
            Pattern.compile(
                    "arn:[a-z-]+:states:([a-z0-9-]+):[0-9]{12}:(execution|express):"
                            + "[A-Za-z0-9_./-]+:[A-Za-z0-9_.:-]+");

    /** A role session's id, as a deny by hand names it. */
    private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9_+=,.@:-]{1,193}");

    /** How a person denies a session that Fusewire does not, and takes that back. */
    public static final String DENY_BY_HAND =
            "deny what you find with aws iam put-role-policy --role-name ROLE --policy-name"
                    + " FusewireByHand --policy-document '{\"Version\":\"2012-10-17\",\"Statement\":"
                    + "[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                    + "{\"StringEquals\":{\"aws:userid\":[\"ASSUMED_ROLE_ID\"]}}}]}', and take that back"
                    + " with aws iam delete-role-policy --role-name ROLE --policy-name"
                    + " FusewireByHand.";

    private StillRunning() {}

    /** Sentences on what a trip's write does not end, each with the command that does. */
    static List<String> after(Trip trip, Target target, List<Deny> denies) {
        Set<String> notes = new LinkedHashSet<>();
        for (Deny deny : denies) {
            DenyEntry entry = deny.entry();
            entry.sparedMillis().forEach(issued -> notes.add(ofSpared(entry, issued)));
        }
        List<ResourceRef> stacks =
                trip.lost().stream().filter(lost -> lost.type().equals(STACK)).toList();
        for (ResourceRef stack : stacks.subList(0, Math.min(STACKS_NAMED_MAX, stacks.size()))) {
            notes.add(ofStack("DeleteStack", stack.id(), ""));
        }
        if (stacks.size() > STACKS_NAMED_MAX) {
            notes.add(
                    "The same holds for "
                            + (stacks.size() - STACKS_NAMED_MAX)
                            + " further stacks of the decision.");
        }
        if (!stacks.isEmpty()) {
            notes.add(WHAT_KEEPS_RESOURCES);
        }
        addExecutions(trip.executions(), notes);
        notes.add(
                "Services that act on the session's behalf go on: look for them with aws"
                        + " cloudformation list-stacks --stack-status-filter UPDATE_IN_PROGRESS"
                        + " DELETE_IN_PROGRESS, aws stepfunctions list-executions"
                        + " --state-machine-arn MACHINE --status-filter RUNNING, aws ssm"
                        + " describe-automation-executions, and end them with aws cloudformation"
                        + " cancel-update-stack --stack-name STACK, aws stepfunctions"
                        + " stop-execution --execution-arn EXECUTION, aws ssm"
                        + " stop-automation-execution --automation-execution-id AUTOMATION, aws ssm"
                        + " cancel-command --command-id COMMAND.");
        notes.add(ofRolesAssumedBefore(denies));
        return List.copyOf(notes);
    }

    /** What was assumed before the trip may be ordinary work, so only a person can tell. */
    private static String ofRolesAssumedBefore(List<Deny> denies) {
        String whose =
                denies.stream()
                        .map(deny -> deny.entry().value())
                        .filter(value -> USER_ID.matcher(value).matches())
                        .findFirst()
                        .map(id -> " --query \"Events[?contains(CloudTrailEvent,'" + id + "')]\"")
                        .orElse("");
        return "Roles that the session has assumed by now are sessions of their own and work on."
                + " Look for them, in each region that was used, with aws cloudtrail lookup-events"
                + " --lookup-attributes AttributeKey=EventName,AttributeValue=AssumeRole"
                + whose
                + "; "
                + DENY_BY_HAND;
    }

    /**
     * A sentence on a role that was assumed after the trip, with the commands that show whose
     * session it is now and end it. Source: STS's API reference, {@code AssumeRole}: {@code
     * AssumedRoleId} is what {@code aws:userid} is compared with.
     *
     * @param eventId the record
     * @param region where the call was made; empty if not known
     */
    public static String ofAssumedRole(String eventId, String region) {
        return "The role that it assumed is a session of its own, works on, and is denied only if it"
                + " does harm itself. See which it is with "
                + AuditTask.lookUp(eventId, AuditTask.inRegion(region))
                + ": responseElements.assumedRoleUser; "
                + DENY_BY_HAND;
    }

    /** Who is spared beside a denied session, and when that ends. */
    private static String ofSpared(DenyEntry entry, long issuedAtMillis) {
        Instant issued = Instant.ofEpochMilli(issuedAtMillis);
        return "A person's own session with the same user id, "
                + entry.value()
                + ", opened in the console and issued at "
                + issued
                + ", is spared and works on: until it ends by itself, at the latest at "
                + issued.plus(DenyEntry.ROLE_SESSION_MAX)
                + ". If harm is seen from it, it is denied, too.";
    }

    /**
     * A sentence on a stack that CloudFormation works on, with the command that ends it or shows
     * how far it is. Source: CloudFormation's API reference, {@code CancelUpdateStack} and {@code
     * DeleteStack}.
     *
     * @param call that set it to work, as the record has it
     * @param id the stack's name or ARN, as the record gives it; chosen by whoever made the call
     * @param region where the call was made; empty if not known
     */
    public static String ofStack(String call, String id, String region) {
        Matcher known = STACK_ID.matcher(id);
        boolean fits = known.matches();
        String stack =
                (fits ? id : "STACK")
                        + AuditTask.inRegion(
                                fits && known.group(1) != null ? known.group(1) : region);
        return switch (call) {
            case "DeleteStack" ->
                    "CloudFormation goes on deleting the stack: a running delete cannot be"
                            + " cancelled. See what is left with aws cloudformation"
                            + " describe-stack-resources --stack-name "
                            + stack
                            + "; protect other stacks with aws cloudformation"
                            + " update-termination-protection --enable-termination-protection"
                            + " --stack-name STACK.";
            case "CreateStack" ->
                    "CloudFormation goes on making the stack. End that, and remove what it has made,"
                            + " with aws cloudformation delete-stack --stack-name "
                            + stack
                            + ".";
            case "UpdateStack" ->
                    "CloudFormation goes on changing the stack. While it does, roll that back with"
                            + " aws cloudformation cancel-update-stack --stack-name "
                            + stack
                            + ".";
            case "ExecuteChangeSet" ->
                    "CloudFormation goes on changing the stack, or making it. While it does, roll a"
                            + " change back with aws cloudformation cancel-update-stack --stack-name "
                            + stack
                            + "; remove a stack that is being made with aws cloudformation"
                            + " delete-stack --stack-name "
                            + stack
                            + ".";
            default ->
                    "CloudFormation goes on rolling the stack back, which cannot be cancelled. See"
                            + " how far it is with aws cloudformation describe-stack-events"
                            + " --stack-name "
                            + stack
                            + ".";
        };
    }

    private static void addExecutions(List<String> executions, Set<String> notes) {
        int named = Math.min(EXECUTIONS_NAMED_MAX, executions.size());
        executions.subList(0, named).forEach(execution -> notes.add(ofExecution(execution)));
        if (executions.size() > named) {
            notes.add(
                    "The same holds for "
                            + (executions.size() - named)
                            + " further executions of Step Functions.");
        }
    }

    /**
     * A sentence on an execution of Step Functions that goes on, with the commands that show and
     * stop it.
     *
     * @param arn as the record gives it
     */
    public static String ofExecution(String arn) {
        Matcher known = EXECUTION.matcher(arn);
        boolean fits = known.matches();
        if (fits && known.group(2).equals("express")) {
            return "Step Functions goes on with the express execution "
                    + arn
                    + ": it cannot be stopped, and ends by itself within five minutes of its start.";
        }
        String execution = fits ? arn + " --region " + known.group(1) : "EXECUTION";
        return "Step Functions goes on with the execution that the agent started, with the rights of"
                + " its state machine's role. See how far it is with aws stepfunctions"
                + " describe-execution --execution-arn "
                + execution
                + "; stop it with aws stepfunctions stop-execution --execution-arn "
                + execution
                + ".";
    }
}
