package io.fusewire.core.containment;

/**
 * A call to AWS that was made, for the record of an incident; never with what was sent.
 *
 * @param service {@code iam} or {@code organizations}
 * @param operation as its API names it
 * @param target name of the role or user, ARN or id of the policy, or id of the account that it was
 *     about
 * @param atMillis when it was answered, or given up, Unix time
 * @param answer {@code OK}, or the error's code and HTTP status
 */
public record CallMade(
        String service, String operation, String target, long atMillis, String answer) {

    /** Calls kept of one write: several times what one takes. */
    public static final int KEPT_MAX = 40;
}
