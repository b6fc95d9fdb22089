package io.fusewire.kafka;

import org.jspecify.annotations.Nullable;

/**
 * One message as it came out of a topic, with its place.
 *
 * @param topic where it was
 * @param partition of the topic
 * @param offset in the partition
 * @param appendedAtMillis when the broker appended it, milliseconds since the epoch; {@link
 *     #TIME_UNKNOWN} where the broker does not tell
 * @param value the bytes; null for a tombstone
 */
public record KafkaMessage(
        String topic, int partition, long offset, long appendedAtMillis, byte @Nullable [] value) {

    /** The broker does not tell when it appended the message. */
    public static final long TIME_UNKNOWN = -1;

    /** The place without the offset, as dead letters name it: {@code topic-partition}. */
    public String source() {
        return topic + "-" + partition;
    }
}
