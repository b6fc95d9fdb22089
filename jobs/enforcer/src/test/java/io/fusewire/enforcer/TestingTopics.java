package io.fusewire.enforcer;

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

/** Writes and reads topics as the detector and a subscriber would. */
final class TestingTopics {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Properties client;

    TestingTopics(Properties client) {
        this.client = client;
    }

    void produce(String topic, String... values) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, "key", value));
            }
            producer.flush();
        }
    }

    /** Reads a topic from its beginning until what was read is enough. */
    List<String> consume(String topic, Predicate<List<String>> isEnough) {
        return consume(topic, LIMIT, isEnough);
    }

    List<String> consume(String topic, Duration limit, Predicate<List<String>> isEnough) {
        Properties settings = new Properties();
        settings.putAll(client);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        List<String> consumed = new ArrayList<>();
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
                consumer.poll(Duration.ofMillis(100))
                        .forEach((ConsumerRecord<String, String> r) -> consumed.add(r.value()));
            }
        }
        return consumed;
    }
}
