package io.fusewire.detector;

import io.fusewire.core.detection.Command;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.staging.CandidateStanding;
import io.fusewire.kafka.KafkaMessage;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * What an agent's guard receives, keyed by the agent: an account event that the agent answers for,
 * or what a person says about the agent. One of the two is null.
 *
 * @param event an account event
 * @param command what a person says
 * @param appendedAtMillis when Kafka appended its record, or {@link KafkaMessage#TIME_UNKNOWN}: for
 *     metrics only
 * @param reads how many repeated reads the event stands for, itself the latest; 0 for an event that
 *     stands for itself
 * @param sinceMillis event time of the earliest of those
 * @param standing what a policy on trial makes of the caller; null if it is the same, or none is
 */
public record GuardInput(
        @Nullable AccountEvent event,
        @Nullable Command command,
        long appendedAtMillis,
        int reads,
        long sinceMillis,
        @Nullable CandidateStanding standing) {

    static GuardInput of(AccountEvent event, long appendedAtMillis) {
        return of(event, appendedAtMillis, null);
    }

    static GuardInput of(
            AccountEvent event, long appendedAtMillis, @Nullable CandidateStanding standing) {
        return new GuardInput(event, null, appendedAtMillis, 0, 0, standing);
    }

    /** Reads that tell nothing new, and the latest of them. */
    static GuardInput of(AccountEvent latest, long appendedAtMillis, int reads, long sinceMillis) {
        return new GuardInput(latest, null, appendedAtMillis, reads, sinceMillis, null);
    }

    static GuardInput of(Command command) {
        return new GuardInput(null, command, KafkaMessage.TIME_UNKNOWN, 0, 0, null);
    }

    /** The agent that it is about. */
    String agent() {
        return event != null ? event.chargedAgent() : Objects.requireNonNull(command).agent();
    }

    /** Event time of the record, or when the person spoke. */
    long timeMillis() {
        return event != null
                ? event.event().eventTimeMillis()
                : Objects.requireNonNull(command).atMillis();
    }
}
