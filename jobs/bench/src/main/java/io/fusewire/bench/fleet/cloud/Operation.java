package io.fusewire.bench.fleet.cloud;

import org.jspecify.annotations.Nullable;

/** One kind of API call about one resource, and the JSON that CloudTrail keeps of it. */
final class Operation {

    private final String service;
    private final String name;
    private final boolean readOnly;
    private final @Nullable Template request;
    private final @Nullable Template response;
    private final @Nullable Template resources;

    Operation(
            String service,
            String name,
            boolean readOnly,
            String request,
            String response,
            String resources) {
        this.service = service;
        this.name = name;
        this.readOnly = readOnly;
        this.request = request.isEmpty() ? null : new Template(request);
        this.response = response.isEmpty() ? null : new Template(response);
        this.resources = resources.isEmpty() ? null : new Template(resources);
    }

    Call on(Resource resource, Dice dice) {
        return new Call(
                service,
                name,
                request == null ? "null" : request.of(resource, dice),
                response == null ? "null" : response.of(resource, dice),
                resources == null ? null : resources.of(resource, dice),
                readOnly);
    }
}
