package io.fusewire.core.inventory;

import io.fusewire.core.event.AuditEvent;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Calls that set CloudFormation to work on a stack, which goes on without their caller. */
public final class StackOperations {

    private static final Set<String> NAMES =
            Set.of(
                    "CreateStack",
                    "UpdateStack",
                    "DeleteStack",
                    "ExecuteChangeSet",
                    "RollbackStack",
                    "CancelUpdateStack",
                    "ContinueUpdateRollback");

    private StackOperations() {}

    /** Whether the call is one of them, however it ended. */
    static boolean is(AuditEvent event) {
        return NAMES.contains(event.eventName())
                && Cascades.sourceOf(event).equals(Cascades.CLOUDFORMATION);
    }

    /** The stack's name; null if the record does not tell it, or is of no such call. */
    static @Nullable String stackOf(AuditEvent event) {
        boolean namesStack = event.eventName().endsWith("Stack");
        return Cascades.nameOf(
                event.stack() != null || !namesStack ? event.stack() : firstId(event));
    }

    /**
     * What such a call acts on: the stack's name, else whatever the record names, as a change set;
     * empty if it names nothing. Null for every other call.
     */
    public static @Nullable String targetOf(AuditEvent event) {
        if (!is(event)) {
            return null;
        }
        String stack = stackOf(event);
        return stack == null ? firstId(event) : stack;
    }

    private static String firstId(AuditEvent event) {
        return event.resources().isEmpty() ? "" : event.resources().get(0).id();
    }
}
