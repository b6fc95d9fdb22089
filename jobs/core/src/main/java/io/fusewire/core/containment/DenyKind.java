package io.fusewire.core.containment;

/** What a deny of ours looks at. Every deny is of all actions on all resources. */
public enum DenyKind {
    /** {@code aws:SignInSessionArn}: one MCP or other OAuth sign-in, and nothing else. */
    SIGN_IN_SESSION,
    /**
     * {@code aws:userid}: role sessions of one name, or federated sessions of one name. A role's
     * principal id holds the role's own id, so a session of that name in another role is another.
     */
    USER_ID,
    /** Nothing: all that a user does, by whatever credentials. */
    USER,
    /** {@code aws:TokenIssueTime}: all sessions of a role that were issued before a time. */
    ROLE_SESSIONS
}
