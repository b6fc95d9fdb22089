package io.fusewire.core.containment;

import io.fusewire.core.containment.Measure.Deny;
import io.fusewire.core.containment.Measure.Obstacle;
import io.fusewire.core.identity.SessionRef;
import io.fusewire.core.policy.PrincipalMatcher;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses the narrowest measure that holds a session for as long as its breaker is open.
 *
 * <table>
 * <caption>first row that applies</caption>
 * <tr><th>principal</th><th>measure</th></tr>
 * <tr><td>break-glass, the enforcer itself, root, service-linked role, service</td><td>none</td></tr>
 * <tr><td>a sign-in of its own (MCP)</td><td>{@code aws:SignInSessionArn} on the role or user</td></tr>
 * <tr><td>session of an Identity Center role</td><td>the same, or {@code aws:userid}, in the account's
 *     service control policy</td></tr>
 * <tr><td>session of another role</td><td>{@code aws:userid} on the role, of any date of issue but those
 *     of persons' sessions of the same user id</td></tr>
 * <tr><td>federated session</td><td>{@code aws:userid} = {@code ACCOUNT:name} on the user that asked for
 *     it</td></tr>
 * <tr><td>user: key, console, {@code GetSessionToken}</td><td>everything, on the user, and the key
 *     inactive</td></tr>
 * </table>
 *
 * <p>A deny of credentials issued before a time lets the agent go as soon as it asks STS again, so
 * dates come only with probation. Source: IAM's policy evaluation, checked with a policy simulator.
 */
public final class MeasureChoice {

    /** A session's ARN loses the path, the role's name does not lose its prefix. */
    private static final String IDENTITY_CENTER_PATH = ":role/aws-reserved/";

    private static final String IDENTITY_CENTER_NAME = "AWSReservedSSO_";

    /**
     * What may stand in a call or in a command that a person copies: nothing a shell would read.
     */
    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+");

    private static final Pattern USER_ARN =
            Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:user/[A-Za-z0-9_+=,.@/-]+");

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    /** Longest user id that IAM makes: 128 characters, a colon and a name of 64. */
    private static final int USER_ID_LENGTH_MAX = 193;

    private static final int SIGN_IN_LENGTH_MAX = 512;

    private final List<PrincipalMatcher> breakGlass;
    private final Set<String> ownPrincipals;

    /**
     * @param breakGlass who is never revoked
     * @param ownPrincipals ARNs of the roles under which revocations are made
     */
    public MeasureChoice(List<PrincipalMatcher> breakGlass, Set<String> ownPrincipals) {
        this.breakGlass = List.copyOf(breakGlass);
        this.ownPrincipals = Set.copyOf(ownPrincipals);
    }

    /**
     * The measure for one session.
     *
     * @param openedAtMillis when it is asked for
     */
    public Measure choose(Subject subject, long openedAtMillis) {
        SessionRef session = SessionRef.parse(subject.session());
        Obstacle obstacle = obstacle(subject, session);
        if (obstacle != null) {
            return PersonsTask.unrevocable(subject, session, obstacle);
        }
        return switch (session.type()) {
            case SIGN_IN -> denySignIn(subject, session, openedAtMillis);
            case ROLE -> denyRoleSession(subject, session, openedAtMillis);
            case FEDERATED -> denyFederated(subject, session, openedAtMillis);
            case USER, LONG_TERM_KEY -> denyUser(subject, session, openedAtMillis);
            case ROOT, IDENTITY_CENTER, OTHER_ACCOUNT, SERVICE, SAML, WEB_IDENTITY, UNKNOWN ->
                    throw new IllegalStateException(
                            "a session without an obstacle must have a measure, but was "
                                    + subject.session());
        };
    }

    private @Nullable Obstacle obstacle(Subject subject, SessionRef session) {
        String arn = subject.principalArn();
        if (breakGlass.stream().anyMatch(matcher -> matcher.matches(subject))) {
            return Obstacle.BREAK_GLASS;
        }
        if (arn != null && ownPrincipals.contains(arn)) {
            return Obstacle.OWN_PRINCIPAL;
        }
        if (isServiceLinked(arn)) {
            return Obstacle.SERVICE_LINKED_ROLE;
        }
        if (isRoot(arn, session)) {
            return Obstacle.ROOT;
        }
        return switch (session.type()) {
            case SERVICE -> Obstacle.SERVICE;
            case OTHER_ACCOUNT -> Obstacle.OTHER_ACCOUNT;
            case IDENTITY_CENTER -> Obstacle.IDENTITY_CENTER_USER;
            case SAML, WEB_IDENTITY, UNKNOWN -> Obstacle.UNKNOWN_SESSION;
            case SIGN_IN -> signInObstacle(arn, session);
            case ROLE -> namedObstacle(ROLE_ARN, arn, session);
            case FEDERATED -> namedObstacle(USER_ARN, arn, session);
            case USER, LONG_TERM_KEY -> userObstacle(arn, session);
            case ROOT -> Obstacle.ROOT;
        };
    }

    /** A session's ARN loses the path, the role's name does not lose its prefix. */
    private static boolean isServiceLinked(@Nullable String arn) {
        return arn != null
                && (arn.contains(":role/aws-service-role/")
                        || arn.contains(":role/AWSServiceRoleFor"));
    }

    /** Of root's own key the principal's id is the account's. */
    private static boolean isRoot(@Nullable String arn, SessionRef session) {
        return (arn != null && arn.endsWith(":root"))
                || (session.type() == SessionRef.Type.LONG_TERM_KEY
                        && ACCOUNT.matcher(session.principal()).matches());
    }

    private static @Nullable Obstacle signInObstacle(@Nullable String arn, SessionRef session) {
        if (arn == null || !(matches(ROLE_ARN, arn) || matches(USER_ARN, arn))) {
            return Obstacle.UNKNOWN_PRINCIPAL;
        }
        return session.principal().startsWith("arn:")
                        && isPlain(session.principal(), SIGN_IN_LENGTH_MAX)
                ? null
                : Obstacle.UNKNOWN_SESSION;
    }

    private static @Nullable Obstacle namedObstacle(
            Pattern principal, @Nullable String arn, SessionRef session) {
        if (arn == null || !matches(principal, arn)) {
            return Obstacle.UNKNOWN_PRINCIPAL;
        }
        int colon = session.principal().indexOf(':');
        boolean isUserId = colon > 0 && colon + 1 < session.principal().length();
        return isUserId
                        && !session.principal().startsWith("arn:")
                        && isPlain(session.principal(), USER_ID_LENGTH_MAX)
                ? null
                : Obstacle.UNKNOWN_SESSION;
    }

    private static @Nullable Obstacle userObstacle(@Nullable String arn, SessionRef session) {
        if (arn == null || !matches(USER_ARN, arn)) {
            return Obstacle.UNKNOWN_PRINCIPAL;
        }
        return session.credential() == null || isPlain(session.credential(), USER_ID_LENGTH_MAX)
                ? null
                : Obstacle.UNKNOWN_SESSION;
    }

    private static boolean matches(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }

    private static boolean isPlain(String text, int lengthMax) {
        return text.length() <= lengthMax && DenyEntry.VALUE.matcher(text).matches();
    }

    private static Deny denySignIn(Subject subject, SessionRef session, long openedAtMillis) {
        List<String> notes = notesFor(subject);
        notes.add(
                "Whoever signed in, and their other agents, work on: the deny names this sign-in"
                        + " alone.");
        return new Deny(
                targetOf(subject, notes),
                entry(subject, DenyKind.SIGN_IN_SESSION, session.principal(), openedAtMillis),
                List.of(),
                "the sign-in session is the agent's own; a deny of its user id would lock out the"
                        + " person, too",
                notes);
    }

    private static Deny denyRoleSession(Subject subject, SessionRef session, long openedAtMillis) {
        List<String> notes = notesFor(subject);
        Spared spared = Spared.of(session, subject.namesakes());
        notes.add(
                session.createdAt() == null
                        ? "The records do not date the session: every session that has borne the"
                                + " name "
                                + nameIn(session)
                                + " in this role is denied."
                        : "Every "
                                + (spared.isNobody() ? "" : "other ")
                                + "session named "
                                + nameIn(session)
                                + " in this role has the same user id and is denied, also one that"
                                + " is assumed anew; under another name the agent can come back.");
        notes.addAll(spared.notes());
        DenyEntry entry =
                entry(subject, DenyKind.USER_ID, session.principal(), openedAtMillis)
                        .sparing(spared.issuedAtMillis());
        if (entry.isOfInstance()) {
            notes.add(
                    "The session is an EC2 instance's: all that runs on it is denied. After a reset"
                            + " to probation it works again once the platform has renewed its"
                            + " credentials, which may take hours; a reset with --to closed takes"
                            + " the deny back at once.");
        }
        return new Deny(
                targetOf(subject, notes),
                entry,
                List.of(),
                "the user id holds the role's id and the session's name, so other sessions of the"
                        + " role and sessions of that name in other roles work on",
                List.copyOf(notes));
    }

    private static Deny denyFederated(Subject subject, SessionRef session, long openedAtMillis) {
        List<String> notes = notesFor(subject);
        notes.add(
                "The user's own key works on and can ask for a federated session of another name.");
        return new Deny(
                Target.user(principalOf(subject)),
                entry(subject, DenyKind.USER_ID, session.principal(), openedAtMillis),
                List.of(),
                "a federated session may do what its user may, so a deny of its user id on the user"
                        + " ends it and nothing else",
                notes);
    }

    private static Deny denyUser(Subject subject, SessionRef session, long openedAtMillis) {
        List<String> notes = notesFor(subject);
        notes.add(
                "Everything that the user does is denied: all keys, the console, and sessions of"
                        + " GetSessionToken and GetFederationToken.");
        String key = session.credential();
        if (key == null) {
            notes.add(
                    "Which long-term key the session stems from, if any, is not known: no key is"
                            + " set inactive. List them with aws iam list-access-keys --user-name "
                            + Target.user(principalOf(subject)).name());
        } else {
            notes.add(
                    "The key is set inactive, never deleted; that alone would not end sessions"
                            + " that it was used to ask for.");
        }
        return new Deny(
                Target.user(principalOf(subject)),
                entry(subject, DenyKind.USER, "", openedAtMillis),
                key == null ? List.of() : List.of(key),
                "a user's key and sessions have one user id and no date that a key would meet, so"
                        + " nothing narrower holds",
                notes);
    }

    private static List<String> notesFor(Subject subject) {
        List<String> notes = new ArrayList<>();
        if (subject.shared()) {
            notes.add(
                    "Another caller, marked otherwise, was seen in this very session. No policy can"
                            + " part them: both are denied.");
        }
        return notes;
    }

    private static DenyEntry entry(
            Subject subject, DenyKind kind, String value, long openedAtMillis) {
        String roleArn = subject.roleArn();
        return DenyEntry.open(
                subject.agent(), kind, value, roleArn == null ? "" : roleArn, openedAtMillis);
    }

    /** Roles of Identity Center cannot be edited in IAM: their account's guard can hold them. */
    private static Target targetOf(Subject subject, List<String> notes) {
        String arn = principalOf(subject);
        if (subject.roleArn() == null) {
            return Target.user(arn);
        }
        Target role = Target.role(arn);
        if (!arn.contains(IDENTITY_CENTER_PATH) && !role.name().startsWith(IDENTITY_CENTER_NAME)) {
            return role;
        }
        String account = accountOf(arn);
        notes.add(
                "IAM does not let Identity Center's roles be edited. A service control policy "
                        + Target.POLICY_NAME
                        + "-"
                        + account
                        + " or "
                        + Target.POLICY_NAME
                        + " must have been made and attached to account "
                        + account
                        + ", and to nothing else, beforehand; it has no effect in an organization's"
                        + " management account.");
        notes.add(
                "To sign the person out of the portal as well would end none of these role"
                        + " sessions.");
        if (!subject.partition().equals("aws")) {
            notes.add(
                    "Check that service control policies are in use in partition "
                            + partitionOf(arn)
                            + ".");
        }
        return Target.account(partitionOf(arn), account);
    }

    private static String principalOf(Subject subject) {
        String arn = subject.principalArn();
        if (arn == null) {
            throw new IllegalStateException(
                    "a session without an obstacle must have a principal, but was "
                            + subject.session());
        }
        return arn;
    }

    private static String nameIn(SessionRef session) {
        return session.principal().substring(session.principal().indexOf(':') + 1);
    }

    private static String partitionOf(String arn) {
        return arn.substring(4, arn.indexOf(':', 4));
    }

    private static String accountOf(String arn) {
        int start = arn.indexOf(":iam::") + 6;
        return arn.substring(start, arn.indexOf(':', start));
    }
}
