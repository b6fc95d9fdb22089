package io.fusewire.core.containment;

import java.util.List;
import java.util.Set;

/** How a write of one target's policy ended. */
public sealed interface WriteResult {

    /** The calls that were made on the way, in their order; empty if the writer does not tell. */
    List<CallMade> calls();

    /**
     * The policy was read back after the write and says what it has to say.
     *
     * @param atMillis when the last call that changed something was answered, Unix time; of a write
     *     that found everything in place, when it was read
     * @param packing what stands there now, and for whom there was no room by name
     * @param changed whether the policy had to be changed; false if it was found as it has to be.
     *     When the same is asked again on schedule, true shows that somebody else changed it
     * @param keysDisabled keys that this write set inactive and that were active before
     */
    record Confirmed(
            long atMillis,
            Packing packing,
            boolean changed,
            Set<String> keysDisabled,
            List<CallMade> calls)
            implements WriteResult {

        public Confirmed {
            keysDisabled = Set.copyOf(keysDisabled);
            calls = List.copyOf(calls);
        }

        /** Of a writer that does not tell its calls. */
        public Confirmed(
                long atMillis, Packing packing, boolean changed, Set<String> keysDisabled) {
            this(atMillis, packing, changed, keysDisabled, List.of());
        }
    }

    /**
     * It cannot be written, and asking again will not help.
     *
     * @param reason a sentence for people, without secrets
     */
    record Refused(String reason, List<CallMade> calls) implements WriteResult {

        public Refused {
            calls = List.copyOf(calls);
        }

        /** Of a writer that does not tell its calls. */
        public Refused(String reason) {
            this(reason, List.of());
        }
    }

    /**
     * Not known, or not yet: throttled, timed out, an error of the service, an answer lost after
     * the write, or a policy that reads otherwise than it was written. To be asked again.
     *
     * @param reason a sentence for people, without secrets
     */
    record Unconfirmed(String reason, List<CallMade> calls) implements WriteResult {

        public Unconfirmed {
            calls = List.copyOf(calls);
        }

        /** Of a writer that does not tell its calls. */
        public Unconfirmed(String reason) {
            this(reason, List.of());
        }
    }
}
