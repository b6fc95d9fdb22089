package io.fusewire.actions;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call to an AWS API, as data.
 *
 * @param service the SDK's name of the service, {@code iam} or {@code organizations}
 * @param operation the API's name of the operation, {@code PutRolePolicy}
 * @param parameters by the API's names, in the order of the API's documentation; texts or booleans
 */
public record AwsCall(String service, String operation, Map<String, Object> parameters) {

    public AwsCall {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
