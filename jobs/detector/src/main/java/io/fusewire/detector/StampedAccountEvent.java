package io.fusewire.detector;

import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.kafka.KafkaMessage;

/**
 * An account event on its way to the charged agent's guard.
 *
 * @param event the event
 * @param appendedAtMillis when Kafka appended its record, or {@link KafkaMessage#TIME_UNKNOWN}: for
 *     metrics only
 */
public record StampedAccountEvent(AccountEvent event, long appendedAtMillis) {}
