package io.fusewire.kafka;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Takes messages out of Kafka unread, so that no content can stop a source. */
public final class KafkaMessageDeserializer
        implements KafkaRecordDeserializationSchema<KafkaMessage> {

    private static final long serialVersionUID = 2;

    private final boolean brokersClockOnly;

    /** Takes a message's time as it is, whoever's clock it is from. */
    public KafkaMessageDeserializer() {
        this(false);
    }

    /**
     * @param brokersClockOnly whether a time that the producer chose counts as unknown
     */
    KafkaMessageDeserializer(boolean brokersClockOnly) {
        this.brokersClockOnly = brokersClockOnly;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KafkaMessage> out) {
        out.collect(
                new KafkaMessage(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        timeOf(record),
                        record.value()));
    }

    private long timeOf(ConsumerRecord<byte[], byte[]> record) {
        return brokersClockOnly && record.timestampType() != TimestampType.LOG_APPEND_TIME
                ? KafkaMessage.TIME_UNKNOWN
                : record.timestamp();
    }

    @Override
    public TypeInformation<KafkaMessage> getProducedType() {
        return TypeInformation.of(KafkaMessage.class);
    }
}
