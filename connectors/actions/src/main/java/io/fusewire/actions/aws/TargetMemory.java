package io.fusewire.actions.aws;

import io.fusewire.core.containment.OwnWrite;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What this process knows of its own writes to one target. Used by one write at a time. */
final class TargetMemory {

    private @Nullable OwnWrite policy;
    private final Map<String, OwnWrite> keys = new HashMap<>();
    private final Set<String> disabled = new HashSet<>();

    @Nullable OwnWrite policy() {
        return policy;
    }

    void setPolicy(@Nullable OwnWrite write) {
        policy = write;
    }

    /** Last write of each key's status. */
    Map<String, OwnWrite> keys() {
        return keys;
    }

    /** Keys that were active when we set them inactive, and of which no result has told yet. */
    Set<String> disabled() {
        return disabled;
    }
}
