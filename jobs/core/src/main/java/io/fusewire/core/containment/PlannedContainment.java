package io.fusewire.core.containment;

import io.fusewire.core.containment.Measure.Deny;
import io.fusewire.core.containment.Measure.Unrevocable;

import java.util.List;

/** One thing that containment does about a trip. */
public sealed interface PlannedContainment {

    /** The trip's decision. */
    String decisionId();

    /** What whoever relies on it has to know, as sentences, without repetition. */
    List<String> notes();

    /**
     * One write to one target.
     *
     * @param target whose policy
     * @param denies what the trip adds to it, at least one
     * @param notices what gateways are told, one for each session; of the trip's time
     * @param written the policy with all that is open on the target
     * @param lifted the policy after this trip's agent was reset and nothing else changed
     */
    record Write(
            String decisionId,
            Target target,
            List<Deny> denies,
            List<SessionNotice> notices,
            Packing written,
            Packing lifted,
            List<String> notes)
            implements PlannedContainment {

        public Write {
            denies = List.copyOf(denies);
            notices = List.copyOf(notices);
            notes = List.copyOf(notes);
        }

        /** Keys to be set inactive, each once. */
        public List<String> inactiveKeys() {
            return denies.stream()
                    .flatMap(deny -> deny.inactiveKeys().stream())
                    .distinct()
                    .toList();
        }
    }

    /** One session that only a person can do something about. */
    record Referral(String decisionId, Unrevocable unrevocable, List<String> notes)
            implements PlannedContainment {

        public Referral {
            notes = List.copyOf(notes);
        }
    }
}
