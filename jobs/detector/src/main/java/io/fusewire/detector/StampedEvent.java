package io.fusewire.detector;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.staging.CandidateStanding;
import io.fusewire.kafka.KafkaMessage;

import org.jspecify.annotations.Nullable;

/**
 * An audit event on its way to its account's view.
 *
 * @param event the event
 * @param appendedAtMillis when Kafka appended its record, or {@link KafkaMessage#TIME_UNKNOWN}: for
 *     metrics only
 * @param repetitions the reads that the event stands for; null for an event that stands for itself
 * @param standing what a policy on trial makes of the caller; null if it is the same, or none is
 */
public record StampedEvent(
        AuditEvent event,
        long appendedAtMillis,
        @Nullable Repetitions repetitions,
        @Nullable CandidateStanding standing) {

    /** An event that stands for itself. */
    static StampedEvent of(AuditEvent event, long appendedAtMillis) {
        return of(event, appendedAtMillis, null);
    }

    static StampedEvent of(
            AuditEvent event, long appendedAtMillis, @Nullable CandidateStanding standing) {
        return new StampedEvent(event, appendedAtMillis, null, standing);
    }
}
