package io.fusewire.cli.demo;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call: what is asked and what comes back, in CloudTrail's own casing.
 *
 * @param service first part of {@code eventSource}
 * @param name {@code eventName}
 * @param readOnly CloudTrail's flag
 * @param parameters {@code requestParameters}, or null
 * @param response {@code responseElements}, or null
 * @param resourceArn ARN under {@code resources}, for the services that name one there, or null
 * @param resourceType its type, or null
 * @param errorCode null for success
 * @param errorMessage null for success
 */
record Call(
        String service,
        String name,
        boolean readOnly,
        @Nullable Map<String, Object> parameters,
        @Nullable Map<String, Object> response,
        @Nullable String resourceArn,
        @Nullable String resourceType,
        @Nullable String errorCode,
        @Nullable String errorMessage) {

    static Call read(String service, String name, Object... parameters) {
        return new Call(
                service,
                name,
                true,
                parameters.length == 0 ? null : map(parameters),
                null,
                null,
                null,
                null,
                null);
    }

    static Call write(
            String service,
            String name,
            Map<String, Object> parameters,
            @Nullable Map<String, Object> response) {
        return new Call(service, name, false, parameters, response, null, null, null, null);
    }

    /** The same call with the resource that its service names beside the parameters. */
    Call about(String arn, String type) {
        return new Call(
                service, name, readOnly, parameters, response, arn, type, errorCode, errorMessage);
    }

    /** The same call, refused or failed: nothing comes back. */
    Call failing(String code, String message) {
        return new Call(
                service,
                name,
                readOnly,
                parameters,
                null,
                resourceArn,
                resourceType,
                code,
                message);
    }

    /** The refusal of the same call for want of a permission. */
    Call denied(Caller caller, String action) {
        return failing(
                service.equals("ec2") ? "Client.UnauthorizedOperation" : "AccessDenied",
                "User: "
                        + caller.arn()
                        + " is not authorized to perform: "
                        + action
                        + " because no identity-based policy allows the action");
    }

    /** The refusal of the same call for its rate. */
    Call throttled() {
        return failing(
                service.equals("ec2") ? "Client.RequestLimitExceeded" : "ThrottlingException",
                service.equals("ec2") ? "Request limit exceeded." : "Rate exceeded");
    }

    /** A map in the order of its arguments: name, value, name, value … */
    static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** EC2's way to print a list. */
    static Map<String, Object> items(List<?> elements) {
        return map("items", elements);
    }
}
