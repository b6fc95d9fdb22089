package io.fusewire.detector.scenario;

import org.jspecify.annotations.Nullable;

/**
 * One call and how it ended, in CloudTrail's casing.
 *
 * @param request {@code requestParameters}, null where CloudTrail prints null
 * @param response {@code responseElements}, null for reads and failures
 * @param resources the record's own list, else null
 */
record Call(
        String source,
        String name,
        @Nullable String request,
        @Nullable String response,
        @Nullable String resources,
        @Nullable String errorCode,
        boolean readOnly) {

    static Call read(String service, String name, String request) {
        return new Call(service + ".amazonaws.com", name, Json.of(request), null, null, null, true);
    }

    static Call write(String service, String name, String request, String response) {
        return new Call(
                service + ".amazonaws.com",
                name,
                request.isEmpty() ? null : Json.of(request),
                response.isEmpty() ? null : Json.of(response),
                null,
                null,
                false);
    }

    Call listing(String recordResources) {
        return new Call(
                source, name, request, response, Json.of(recordResources), errorCode, readOnly);
    }

    Call failing(String code) {
        return new Call(source, name, request, null, resources, code, readOnly);
    }

    Call denied() {
        return failing(source.startsWith("ec2.") ? "Client.UnauthorizedOperation" : "AccessDenied");
    }

    Call throttled() {
        return failing(
                source.startsWith("ec2.") ? "Client.RequestLimitExceeded" : "ThrottlingException");
    }

    Call dryRun() {
        return failing("Client.DryRunOperation");
    }
}
