package io.fusewire.core.containment;

import java.util.Set;

/** What follows from a call to AWS that failed. */
public enum CallFailure {
    /** What the call is about is not there. */
    ABSENT,
    /** The document is too large beside what else the holder has: a shorter one may fit. */
    NO_ROOM,
    /** The same call will be answered the same way. */
    FINAL,
    /** Nothing is known, or it may go through later. */
    AGAIN;

    private static final int CLIENT_ERRORS = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    /** Errors with a status of a wrong request that a later one need not meet. */
    private static final Set<String> PASSING =
            Set.of(
                    "Throttling",
                    "ThrottlingException",
                    "ThrottledException",
                    "RequestThrottled",
                    "RequestThrottledException",
                    "RequestLimitExceeded",
                    "TooManyRequestsException",
                    "BandwidthLimitExceeded",
                    "SlowDown",
                    "PriorRequestNotComplete",
                    "ConcurrentModification",
                    "ConcurrentModificationException",
                    "EntityTemporarilyUnmodifiable",
                    "RequestTimeout",
                    "RequestTimeoutException",
                    "RequestExpired",
                    "RequestTimeTooSkewed",
                    "ExpiredToken",
                    "ExpiredTokenException",
                    "IDPCommunicationError",
                    // Organizations answers its own failures as if the request were wrong.
                    "ServiceException",
                    "FinalizingOrganizationException",
                    "PolicyChangesInProgressException",
                    "RegionDisabledException");

    /**
     * Judges an answer of IAM, STS or Organizations. Sources: the errors that their API references
     * list, and the codes that AWS' SDKs take for throttling.
     *
     * @param status of HTTP; 0 if there was no answer
     * @param code the error's code; empty if there was none. Where the error has a reason of its
     *     own, as Organizations' constraints have, a space and the reason follow
     */
    public static CallFailure of(int status, String code) {
        if (status < CLIENT_ERRORS
                || status >= SERVER_ERRORS
                || status == TOO_MANY_REQUESTS
                || PASSING.contains(code)
                || code.isEmpty()) {
            return AGAIN;
        }
        return switch (code) {
            case "NoSuchEntity",
                    "NoSuchEntityException",
                    "PolicyNotFoundException",
                    "PolicyNotAttachedException",
                    "TargetNotFoundException" ->
                    ABSENT;
            case "LimitExceeded",
                    "LimitExceededException",
                    "ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED" ->
                    NO_ROOM;
            default -> FINAL;
        };
    }
}
