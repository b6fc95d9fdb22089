package io.fusewire.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a policy's lists: globs on what a record says about its caller. All that are given
 * must hold; a null one does not matter.
 *
 * @param roleArn on {@link PrincipalFields#roleArn}
 * @param userArn on {@link PrincipalFields#userArn}
 * @param sessionName on {@link PrincipalFields#sessionName}
 * @param sourceIdentity on {@link PrincipalFields#sourceIdentity}
 * @param userAgent on {@link PrincipalFields#userAgent}
 * @param account on {@link PrincipalFields#account}
 */
public record PrincipalMatcher(
        @Nullable Glob roleArn,
        @Nullable Glob userArn,
        @Nullable Glob sessionName,
        @Nullable Glob sourceIdentity,
        @Nullable Glob userAgent,
        @Nullable Glob account) {

    /**
     * @throws IllegalArgumentException if nothing is given: an entry that matches everybody is a
     *     slip, not a policy
     */
    public PrincipalMatcher {
        if (roleArn == null
                && userArn == null
                && sessionName == null
                && sourceIdentity == null
                && userAgent == null
                && account == null) {
            throw new IllegalArgumentException(
                    "a matcher must give at least one of roleArn, userArn, sessionName,"
                            + " sourceIdentity, userAgent, account");
        }
    }

    /** Whether all given globs hold. Allocates nothing. */
    public boolean matches(PrincipalFields principal) {
        return holds(account, principal.account())
                && holds(sessionName, principal.sessionName())
                && holds(roleArn, principal.roleArn())
                && holds(userArn, principal.userArn())
                && holds(sourceIdentity, principal.sourceIdentity())
                && holds(userAgent, principal.userAgent());
    }

    private static boolean holds(@Nullable Glob glob, @Nullable String text) {
        return glob == null || glob.matches(text);
    }
}
