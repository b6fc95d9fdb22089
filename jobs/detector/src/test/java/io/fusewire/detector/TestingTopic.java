package io.fusewire.detector;

import io.fusewire.detector.TestingTrail.Line;

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

/** Writes and reads topics as a shipper and a subscriber would. */
final class TestingTopic {

    private TestingTopic() {}

    /** Produces the lines one after the other, dealt out over the partitions. */
    static void produce(Properties client, String topic, int partitions, List<String> values) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < values.size(); i++) {
                producer.send(new ProducerRecord<>(topic, i % partitions, null, values.get(i)));
            }
            producer.flush();
        }
    }

    static List<String> json(List<Line> lines) {
        return lines.stream().map(Line::json).toList();
    }

    /** Reads one partition from its beginning until what was read is enough. */
    static List<ConsumerRecord<String, String>> consume(
            Properties client,
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
                consumer.poll(Duration.ofMillis(200)).forEach(consumed::add);
            }
        }
        return consumed;
    }
}
