package io.fusewire.core.record;

import io.fusewire.core.event.Outcome;

import org.jspecify.annotations.Nullable;

/**
 * How a call ended, from {@code errorCode} and {@code errorMessage}.
 *
 * <p>Services spell one refusal in many ways ({@code AccessDenied}, {@code
 * Client.UnauthorizedOperation}, {@code AccessDeniedException}), so the codes are compared by their
 * telling part. A failed {@code ConsoleLogin} has a message without a code.
 */
final class Outcomes {

    private static final String[] DENIED = {
        "AccessDenied",
        "UnauthorizedOperation",
        "NotAuthorized",
        "AuthorizationError",
        "ForbiddenException",
        "UnauthorizedException",
        "UnauthorizedAccess",
        "InsufficientPrivilege",
        "KMSAccessDenied"
    };
    private static final String[] THROTTLED = {
        "Throttl",
        "RequestLimitExceeded",
        "TooManyRequests",
        "SlowDown",
        "ProvisionedThroughputExceeded",
        "BandwidthLimitExceeded",
        "RequestThrottled",
        "PriorRequestNotComplete"
    };

    private Outcomes() {}

    static Outcome of(@Nullable String errorCode, @Nullable String errorMessage) {
        if (errorCode == null || errorCode.isEmpty()) {
            return errorMessage == null || errorMessage.isEmpty()
                    ? Outcome.SUCCESS
                    : Outcome.FAILED;
        }
        if (errorCode.endsWith("DryRunOperation")) {
            return Outcome.DRY_RUN;
        }
        if (containsAny(errorCode, DENIED)) {
            return Outcome.DENIED;
        }
        return containsAny(errorCode, THROTTLED) ? Outcome.THROTTLED : Outcome.FAILED;
    }

    private static boolean containsAny(String code, String[] parts) {
        for (String part : parts) {
            if (code.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
