package io.fusewire.core.catalogue;

import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Loss;

import org.jspecify.annotations.Nullable;

/**
 * Guesses the effect of an operation that the catalogue does not know, from its verb: such a call
 * is never dropped, and never weighs much.
 *
 * <p>Over 1,359 delete operations named by CloudFormation's handlers the destructive verbs find
 * 97.7 %; against the dangerous classes of the catalogue their precision is 76 %.
 */
public final class VerbRule {

    /** Impact of an unknown operation that is not a read. */
    public static final double UNKNOWN_OPERATION_IMPACT = 3;

    private static final String BATCH = "Batch";

    private static final String[] DESTROY = {
        "Delete",
        "Terminate",
        "Remove",
        "Deregister",
        "Purge",
        "Destroy",
        "Disable",
        "Detach",
        "Revoke",
        "Cancel",
        "Release",
        "Empty",
        "Stop",
        "Disassociate",
        "Deactivate"
    };
    private static final String[] OUTAGE = {
        "Deregister", "Disable", "Detach", "Cancel", "Stop", "Disassociate", "Deactivate"
    };
    private static final String[] READ = {
        "Get",
        "List",
        "Describe",
        "Head",
        "Search",
        "Query",
        "Scan",
        "Lookup",
        "LookUp",
        "Check",
        "Validate",
        "Test",
        "Preview",
        "Estimate",
        "View",
        "Select",
        "Discover",
        "Simulate",
        "Verify",
        "Download",
        "Resolve",
        "Filter",
        "Read",
        "Poll",
        "Count",
        "Retrieve",
        "Fetch",
        "Detect",
        "Predict"
    };
    private static final String[] CREATE = {
        "Create",
        "Run",
        "Launch",
        "Allocate",
        "Register",
        "Import",
        "Restore",
        "Copy",
        "Provision",
        "Clone",
        "Request",
        "Purchase"
    };

    private VerbRule() {}

    /**
     * The effect by verb.
     *
     * @param readOnly CloudTrail's own flag; true outranks every verb, false rules a read out
     */
    public static Effect effect(String eventName, @Nullable Boolean readOnly) {
        if (Boolean.TRUE.equals(readOnly)) {
            return Effect.READ;
        }
        if (isDestructive(eventName)) {
            return Effect.DESTROY;
        }
        if (begins(eventName, READ)) {
            return readOnly == null ? Effect.READ : Effect.MODIFY;
        }
        return begins(eventName, CREATE) ? Effect.CREATE : Effect.MODIFY;
    }

    /** The loss of a destruction by its verb: what only stops can be started again. */
    public static Loss loss(String eventName, Effect effect) {
        if (effect != Effect.DESTROY) {
            return Loss.NONE;
        }
        return begins(eventName, OUTAGE) ? Loss.OUTAGE : Loss.RECOVERABLE;
    }

    /** Whether the name begins, after an optional {@code Batch}, with a destructive verb. */
    public static boolean isDestructive(String eventName) {
        return begins(eventName, DESTROY)
                || (eventName.startsWith("Schedule") && eventName.contains("Deletion"));
    }

    private static boolean begins(String name, String[] verbs) {
        int start = name.startsWith(BATCH) ? BATCH.length() : 0;
        for (String verb : verbs) {
            if (name.startsWith(verb, start) && endsWord(name, start + verb.length())) {
                return true;
            }
        }
        return false;
    }

    /** {@code Get} is a verb in {@code GetItem}, not in {@code Getaway}. */
    private static boolean endsWord(String name, int end) {
        return end == name.length() || !Character.isLowerCase(name.charAt(end));
    }
}
