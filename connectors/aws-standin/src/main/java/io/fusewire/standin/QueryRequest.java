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
 * A request of AWS' query protocol: a form whose field {@code Action} names the operation.
 *
 * @param service out of the signature's scope, {@code iam} or {@code sts}
 * @param operation {@code PutRolePolicy}
 * @param parameters the other fields
 * @param accessKeyId out of the signature
 * @param sessionToken null if there was none
 */
record QueryRequest(
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
     * Reads a request.
     *
     * @throws AwsError if it is not signed in form; whether the signature fits is not checked
     */
    static QueryRequest of(
            @Nullable String authorization, @Nullable String sessionToken, String form)
            throws AwsError {
        Matcher signature = AUTHORIZATION.matcher(authorization == null ? "" : authorization);
        if (!signature.matches()) {
            throw new AwsError(
                    403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }
        Map<String, String> fields = fields(form);
        String operation = fields.remove("Action");
        fields.remove("Version");
        if (operation == null) {
            throw new AwsError(
                    400, "MissingAction", "The request must contain the parameter Action");
        }
        return new QueryRequest(
                signature.group(2), operation, fields, signature.group(1), sessionToken);
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
        for (String name : new String[] {"RoleName", "UserName", "PolicyArn", "RoleArn"}) {
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
