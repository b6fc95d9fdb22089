package io.fusewire.core.containment;

import io.fusewire.core.containment.Measure.Obstacle;
import io.fusewire.core.containment.Measure.Unrevocable;
import io.fusewire.core.identity.SessionRef;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a person must do where nothing can be revoked, with the command.
 *
 * <p>Commands are copied into a shell at 3 a.m., and a record's strings are chosen by whoever made
 * the call: only account ids, key ids and the names of roles stand in a command, and only if they
 * are nothing but letters, digits and the marks that IAM allows. What does not fit is left as a
 * word in capitals.
 */
final class PersonsTask {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern KEY_ID = Pattern.compile("[A-Z0-9]{4,128}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

    private static final String DENY_OLDER =
            "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\","
                    + "\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":"
                    + "{\"aws:TokenIssueTime\":\"NOW\"}}}]}'";

    private PersonsTask() {}

    static Unrevocable unrevocable(Subject subject, SessionRef session, Obstacle obstacle) {
        return new Unrevocable(
                subject.session(),
                subject.principalArn(),
                obstacle,
                reason(obstacle),
                tasks(subject, session, obstacle));
    }

    private static String reason(Obstacle obstacle) {
        return switch (obstacle) {
            case BREAK_GLASS -> "policy lists the principal as break-glass: it is never revoked";
            case OWN_PRINCIPAL ->
                    "the principal is the one that revokes: a deny would end all containment";
            case ROOT -> "an account's root has no policies of its own";
            case SERVICE_LINKED_ROLE ->
                    "only its service may edit a service-linked role, and service control policies"
                            + " do not affect it";
            case SERVICE -> "the caller is an AWS service: it has no session";
            case OTHER_ACCOUNT ->
                    "the principal belongs to another account, of which the records tell only an"
                            + " id";
            case IDENTITY_CENTER_USER ->
                    "the caller is a portal user without a role, whom IAM does not know";
            case UNKNOWN_PRINCIPAL ->
                    "no record told a well-formed ARN of the role or user behind the session";
            case UNKNOWN_SESSION -> "the session key holds no user id that could stand in a policy";
        };
    }

    private static List<String> tasks(Subject subject, SessionRef session, Obstacle obstacle) {
        String account = fitting(ACCOUNT, subject.account(), "ACCOUNT");
        return switch (obstacle) {
            case BREAK_GLASS ->
                    List.of(
                            "Ask whoever holds the break-glass credentials whether this was they;"
                                    + " end their sessions by hand if it was not.");
            case OWN_PRINCIPAL ->
                    List.of(
                            "Stop the enforcer and look at who has its credentials: nobody else"
                                    + " should act under this role.");
            case ROOT -> rootTasks(account, session);
            case SERVICE_LINKED_ROLE ->
                    List.of(
                            "Find out for whom the service acts, and stop that: cancel its"
                                    + " operation, or delete what makes it act, with the service's"
                                    + " own commands.",
                            "aws cloudtrail lookup-events --lookup-attributes"
                                    + " AttributeKey=ResourceName,AttributeValue="
                                    + roleName(subject));
            case SERVICE ->
                    List.of(
                            "Find the operation on whose behalf the service acts and cancel it,"
                                    + " with the service's own commands.");
            case OTHER_ACCOUNT ->
                    List.of(
                            "Take the other account's access away in the policies of the resources"
                                    + " that it reached, or in the trust of the role that it"
                                    + " assumes; tell the owners of account "
                                    + account
                                    + ".");
            case IDENTITY_CENTER_USER ->
                    List.of(
                            "Disable the user in IAM Identity Center, which ends the portal's"
                                    + " sessions but not the role sessions that were opened from"
                                    + " it; those are denied by a service control policy.");
            case UNKNOWN_PRINCIPAL, UNKNOWN_SESSION ->
                    List.of(
                            "Find the session in the trail by the trip's event ids: aws cloudtrail"
                                    + " lookup-events --lookup-attributes"
                                    + " AttributeKey=EventId,AttributeValue=EVENT",
                            "Then deny it by hand. " + denyOlder(roleName(subject)));
        };
    }

    /**
     * What denies by hand where the denies of a target do not hold, and no wider one is allowed.
     */
    static String denyByHand(Target target) {
        return switch (target.holder()) {
            case ROLE -> denyOlder(fitting(NAME, target.name(), "ROLE"));
            case USER -> denyUser(fitting(NAME, target.name(), "USER"));
            case MANAGED_POLICY, SERVICE_CONTROL_POLICY ->
                    "Of the role of each session, all that was issued until now: "
                            + denyOlder("ROLE")
                            + " Roles of Identity Center take no such policy: see which service"
                            + " control policies the account has with aws organizations"
                            + " list-policies-for-target --filter SERVICE_CONTROL_POLICY --target-id "
                            + fitting(ACCOUNT, target.account(), "ACCOUNT")
                            + ", and deny aws:userid in one.";
        };
    }

    private static String denyOlder(String role) {
        return "All sessions of its role that were issued until now, those of people too, end with:"
                + " aws iam put-role-policy --role-name "
                + role
                + " --policy-name AWSRevokeOlderSessions --policy-document "
                + DENY_OLDER
                + ", NOW being a time like 2026-11-17T07:43:20Z.";
    }

    private static String denyUser(String user) {
        return "Everything that the user does ends with: aws iam put-user-policy --user-name "
                + user
                + " --policy-name FusewireByHand --policy-document "
                + "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\","
                + "\"Resource\":\"*\"}]}'; its keys with aws iam list-access-keys --user-name "
                + user
                + " and aws iam update-access-key --user-name "
                + user
                + " --status Inactive --access-key-id KEY.";
    }

    private static List<String> rootTasks(String account, SessionRef session) {
        String key = session.credential();
        String keyTask =
                key == null
                        ? "Sign in as root, change its password, and look for keys of its own: aws"
                                + " iam list-access-keys"
                        : "As root, set its key inactive: aws iam update-access-key --access-key-id "
                                + fitting(KEY_ID, key, "KEY")
                                + " --status Inactive";
        return List.of(
                keyTask,
                "In a member account a service control policy that denies aws:PrincipalArn"
                        + " arn:*:iam::"
                        + account
                        + ":root holds it: aws organizations attach-policy --policy-id POLICY"
                        + " --target-id "
                        + account,
                "In an organization's management account no service control policy has an effect:"
                        + " only root itself can help.");
    }

    private static String roleName(Subject subject) {
        String arn = subject.roleArn();
        return arn == null
                ? "ROLE"
                : fitting(NAME, arn.substring(arn.lastIndexOf('/') + 1), "ROLE");
    }

    private static String fitting(Pattern pattern, String value, String otherwise) {
        return pattern.matcher(value).matches() ? value : otherwise;
    }
}
