package io.fusewire.standin;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request: a form whose field {@code Action} names the operation, or JSON with the operation in a
 * header.
 *
 * @param protocol how it came and is answered
 * @param service out of the signature's scope, {@code iam}, {@code sts} or {@code organizations}
 * @param operation {@code PutRolePolicy}
 * @param parameters the other fields
 * @param accessKeyId out of the signature
 * @param sessionToken null if there was none
 */
record AwsRequest(
        Protocol protocol,
        String service,
        String operation,
        Map<String, String> parameters,
        String accessKeyId,
        @Nullable String sessionToken) {

    private static final Pattern AUTHORIZATION =
            Pattern.compile(
                    "AWS4-HMAC-SHA256 Credential=([A-Za-z0-9]+)/[0-9]{8}/[a-z0-9-]+/([a-z]+)/aws4_request,"
                            + " ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}");

    /**
     * The protocol of a request.
     *
     * @param operationHeader names the operation of one in JSON; null if there is none
     */
    static Protocol protocol(@Nullable String operationHeader) {
        return operationHeader == null ? Protocol.QUERY : Protocol.JSON;
    }

    /**
     * Reads a request.
     *
     * @param operationHeader {@code X-Amz-Target}
     * @throws AwsError if it is not signed in form; whether the signature fits is not checked
     */
    static AwsRequest of(
            @Nullable String authorization,
            @Nullable String sessionToken,
            @Nullable String operationHeader,
            String body)
            throws AwsError {
        Matcher signature = AUTHORIZATION.matcher(authorization == null ? "" : authorization);
        if (!signature.matches()) {
            throw new AwsError(
                    403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }
        if (operationHeader != null) {
            return new AwsRequest(
                    Protocol.JSON,
                    signature.group(2),
                    operationHeader.substring(operationHeader.indexOf('.') + 1),
                    Json.fields(body),
                    signature.group(1),
                    sessionToken);
        }
        Map<String, String> fields = fields(body);
        String operation = fields.remove("Action");
        fields.remove("Version");
        if (operation == null) {
            throw new AwsError(
                    400, "MissingAction", "The request must contain the parameter Action");
        }
        return new AwsRequest(
                Protocol.QUERY,
                signature.group(2),
                operation,
                fields,
                signature.group(1),
                sessionToken);
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : form.split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(
                        decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /**
     * A parameter that must be there.
     *
     * @throws AwsError if it is not
     */
    String required(String name) throws AwsError {
        String value = parameters.get(name);
        if (value == null || value.isEmpty()) {
            throw AwsError.validation("The request must contain the parameter " + name);
        }
        return value;
    }

    /** What it is about, for the log. */
    String target() {
        for (String name :
                new String[] {
                    "RoleName", "UserName", "PolicyArn", "RoleArn", "PolicyId", "TargetId"
                }) {
            String value = parameters.get(name);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    /** The parameters but for what only the two sides may know. */
    Map<String, String> loggedParameters() {
        Map<String, String> logged = new TreeMap<>(parameters);
        logged.remove("ExternalId");
        return logged;
    }
}
