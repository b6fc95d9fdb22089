package io.fusewire.testing;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;

/** Writes topics as a shipper or a job would, and reads their first partition as a subscriber. */
public final class TestingTopics {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Properties client;

    /**
     * Topics of one cluster.
     *
     * @param client settings of a Kafka client, {@code bootstrap.servers} at least
     */
    public TestingTopics(Properties client) {
        this.client = client;
    }

    /** Produces the values one after the other, all into the partition of one key. */
    public void produce(String topic, String... values) {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (String value : values) {
            records.add(new ProducerRecord<>(topic, "key", value));
        }
        send(records);
    }

    /** Produces the values one after the other, dealt out over the partitions. */
    public void produce(String topic, int partitions, List<String> values) {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            records.add(new ProducerRecord<>(topic, i % partitions, null, values.get(i)));
        }
        send(records);
    }

    private void send(List<ProducerRecord<String, String>> records) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            records.forEach(producer::send);
            producer.flush();
        }
    }

    /** Reads values from the topic's beginning until what was read is enough. */
    public List<String> consume(String topic, Predicate<List<String>> isEnough) {
        return consume(topic, LIMIT, isEnough);
    }

    /**
     * Reads values from the topic's beginning until what was read is enough.
     *
     * @throws AssertionError with what was read, if the limit passes first
     */
    public List<String> consume(String topic, Duration limit, Predicate<List<String>> isEnough) {
        return values(consumeRecords(topic, limit, records -> isEnough.test(values(records))));
    }

    private static List<String> values(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
    }

    /** The same with keys and places. */
    public List<ConsumerRecord<String, String>> consumeRecords(
            String topic,
            Duration limit,
            Predicate<List<ConsumerRecord<String, String>>> isEnough) {
        Properties settings = new Properties();
        settings.putAll(client);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        List<ConsumerRecord<String, String>> consumed = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + limit.toNanos();
            while (!isEnough.test(consumed)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(
                            "%s must hold enough within %s, but held: %s"
                                    .formatted(topic, limit, consumed));
                }
                consumer.poll(POLL).forEach(consumed::add);
            }
        }
        return consumed;
    }
}
