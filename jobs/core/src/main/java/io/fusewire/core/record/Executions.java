package io.fusewire.core.record;

import io.fusewire.core.catalogue.IdPath;
import io.fusewire.core.catalogue.Operation;
import io.fusewire.core.event.Outcome;

import org.jspecify.annotations.Nullable;

/**
 * The execution of Step Functions that a call set going. Source: the API reference of Step
 * Functions, {@code StartExecution} and {@code RedriveExecution}; {@code StartSyncExecution} is in
 * no trail.
 */
final class Executions {

    private static final IdPath STARTED = IdPath.of("responseElements.executionArn");
    private static final IdPath REDRIVEN = IdPath.of("executionArn");

    private final NodeList found = new NodeList();

    @Nullable String of(CloudTrailRecord record, @Nullable Operation operation, Outcome outcome) {
        if (operation == null
                || outcome != Outcome.SUCCESS
                || !operation.service().equals("states")) {
            return null;
        }
        return switch (operation.eventName()) {
            case "StartExecution" -> first(record, STARTED);
            case "RedriveExecution" -> first(record, REDRIVEN);
            default -> null;
        };
    }

    private @Nullable String first(CloudTrailRecord record, IdPath path) {
        found.clear();
        TapePaths.values(record, path, found);
        return found.size() == 0 ? null : record.tape.string(found.get(0));
    }
}
