package io.fusewire.kafka;

import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Where a source begins that has no checkpoint to go on from. */
public enum StartingPoint {
    /** With the oldest message that the topic still holds. */
    EARLIEST,
    /** With the next message that arrives. */
    LATEST,
    /** Where the consumer group stopped; with the oldest message if it never read. */
    COMMITTED;

    OffsetsInitializer offsets() {
        return switch (this) {
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
        };
    }
}
