package io.fusewire.core.detection;

import org.jspecify.annotations.Nullable;

/**
 * Where a candidate keeps what it knows of one agent: a second {@link GuardStore} beside the
 * guard's own, with the same bounds. The agent's sessions are the guard's: they are read there, and
 * what the candidate would note of them is noted already.
 */
public interface CandidateStore extends GuardStore {

    /** The trial whose state this is; null if there is none. */
    @Nullable String candidate();

    /** Holds the state of another trial, and nothing that it held before. */
    void begin(
            String candidate,
            AgentState state,
            Iterable<Charge> charges,
            Iterable<ApprovedResource> approved);

    /** Holds nothing any more. */
    void drop();
}
