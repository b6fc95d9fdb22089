package io.fusewire.standin;

/**
 * What becomes of a call, as far as denies decide: what no deny forbids counts as allowed.
 *
 * @param isDenied whether it is refused
 * @param errorCode {@code AccessDenied} or {@code InvalidClientTokenId}; empty if it is not refused
 * @param errorMessage as AWS words it; empty if it is not refused
 */
public record Verdict(boolean isDenied, String errorCode, String errorMessage) {

    static final Verdict NOT_DENIED = new Verdict(false, "", "");

    static final Verdict INACTIVE_KEY =
            new Verdict(
                    true,
                    "InvalidClientTokenId",
                    "The security token included in the request is invalid.");

    static Verdict denied(Caller caller, String action, String resource, String policyKind) {
        return new Verdict(
                true,
                "AccessDenied",
                "User: %s is not authorized to perform: %s on resource: %s with an explicit deny in %s"
                        .formatted(caller.sessionArn(), action, resource, policyKind));
    }
}
