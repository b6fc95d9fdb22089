package io.fusewire.cli.demo;

import io.fusewire.kafka.Topics;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Sends records to the audit topic and remembers when the broker appended each. */
final class AuditProducer implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Long> appendedAtMillis = new ConcurrentHashMap<>();
    private final AtomicLong sent = new AtomicLong();

    AuditProducer(Properties client) {
        Properties settings = new Properties();
        settings.putAll(client);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        this.producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Sends one record; of a record that comes twice the first append counts. */
    void send(FleetRecord record) {
        sent.incrementAndGet();
        producer.send(
                new ProducerRecord<>(Topics.AUDIT, record.account(), record.message()),
                (metadata, failure) -> {
                    if (failure == null) {
                        appendedAtMillis.putIfAbsent(record.eventId(), metadata.timestamp());
                    }
                });
    }

    /** Waits until the broker has everything. */
    void flush() {
        producer.flush();
    }

    long sent() {
        return sent.get();
    }

    /** The broker's time stamp of a record, or -1 if it has not told. */
    long appendedAtMillis(String eventId) {
        return appendedAtMillis.getOrDefault(eventId, -1L);
    }

    @Override
    public void close() {
        producer.close();
    }
}
