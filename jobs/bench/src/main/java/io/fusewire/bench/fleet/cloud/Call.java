package io.fusewire.bench.fleet.cloud;

import org.jspecify.annotations.Nullable;

/**
 * An API call as CloudTrail records it.
 *
 * @param service first part of {@code eventSource}
 * @param request {@code requestParameters}, JSON
 * @param response {@code responseElements} of a success, JSON
 * @param resources the record's own list, JSON, or null for none
 */
public record Call(
        String service,
        String name,
        String request,
        String response,
        @Nullable String resources,
        boolean readOnly) {

    /** A call that only looks. */
    public static Call read(String service, String name, String request) {
        return new Call(service, name, request.replace('\'', '"'), "null", null, true);
    }

    /** A call that changes something; empty text for what CloudTrail leaves null. */
    public static Call write(String service, String name, String request, String response) {
        return new Call(
                service,
                name,
                request.isEmpty() ? "null" : request.replace('\'', '"'),
                response.isEmpty() ? "null" : response.replace('\'', '"'),
                null,
                false);
    }

    /** The same call with a list of resources of its own. */
    public Call about(String resourceList) {
        return new Call(
                service, name, request, response, resourceList.replace('\'', '"'), readOnly);
    }
}
