package io.fusewire.detector;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.kafka.KafkaMessage;

/**
 * An audit event on its way to its account's view.
 *
 * @param event the event
 * @param appendedAtMillis when Kafka appended its record, or {@link KafkaMessage#TIME_UNKNOWN}: for
 *     metrics only
 */
public record StampedEvent(AuditEvent event, long appendedAtMillis) {}
