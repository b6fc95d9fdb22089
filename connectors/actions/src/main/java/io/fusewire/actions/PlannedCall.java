package io.fusewire.actions;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call as data: to an API of AWS, or to a gateway.
 *
 * @param service the SDK's name of the service, {@code iam} or {@code organizations}; of a gateway
 *     its name as it is configured
 * @param operation the API's name of the operation, {@code PutRolePolicy}; of a gateway the event
 *     that it is told
 * @param parameters by the API's names, in the order of the API's documentation: texts, booleans,
 *     or objects of JSON
 */
public record PlannedCall(String service, String operation, Map<String, Object> parameters) {

    public PlannedCall {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
