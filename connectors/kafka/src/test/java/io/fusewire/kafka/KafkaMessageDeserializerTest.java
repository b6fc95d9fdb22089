package io.fusewire.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class KafkaMessageDeserializerTest {

    /** A producer chooses its time, and would choose that of the message which it plays back. */
    @ParameterizedTest
    @CsvSource({
        "true,  LOG_APPEND_TIME, 1700000000000",
        "true,  CREATE_TIME,     -1",
        "false, LOG_APPEND_TIME, 1700000000000",
        "false, CREATE_TIME,     1700000000000",
    })
    void takesAProducersTimeOnlyWhereNothingDependsOnIt(
            boolean brokersClockOnly, TimestampType type, long expected) {
        List<KafkaMessage> messages = new ArrayList<>();
        new KafkaMessageDeserializer(brokersClockOnly)
                .deserialize(
                        new ConsumerRecord<>(
                                "topic",
                                0,
                                7,
                                1_700_000_000_000L,
                                type,
                                0,
                                1,
                                null,
                                new byte[] {1},
                                new RecordHeaders(),
                                Optional.empty()),
                        new ListCollector<>(messages));
        assertThat(messages)
                .singleElement()
                .extracting(KafkaMessage::appendedAtMillis)
                .isEqualTo(expected);
    }
}
