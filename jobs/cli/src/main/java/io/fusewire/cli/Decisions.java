package io.fusewire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.kafka.Topics;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/** Follows the trips topic from its present end and hands on each decision as it comes. */
public final class Decisions implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long CLOSE_MILLIS = 5_000;

    /**
     * A decision as it stands on the topic.
     *
     * @param appendedAtMillis the broker's time stamp of it
     * @param json the fields of {@code decisions.jsonl}
     */
    public record Published(long appendedAtMillis, JsonNode json) {

        /** A text field, empty if it is missing. */
        public String text(String field) {
            return json.path(field).asText();
        }
    }

    private final ObjectMapper mapper = new ObjectMapper();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<Published> listener;
    private final Thread thread;

    private Decisions(KafkaConsumer<byte[], byte[]> consumer, Consumer<Published> listener) {
        this.consumer = consumer;
        this.listener = listener;
        this.thread = new Thread(this::follow, "fusewire-decisions");
        this.thread.setDaemon(true);
    }

    /**
     * Starts following.
     *
     * @param client settings with which a client reaches the broker
     * @param listener called on a thread of its own, one decision at a time
     */
    public static Decisions follow(Properties client, Consumer<Published> listener) {
        Properties settings = new Properties();
        settings.putAll(client);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topics.TRIPS).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // The end is looked up lazily; asking makes it this moment's.
        partitions.forEach(consumer::position);
        Decisions decisions = new Decisions(consumer, listener);
        decisions.thread.start();
        return decisions;
    }

    private void follow() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    listener.accept(
                            new Published(record.timestamp(), mapper.readTree(record.value())));
                }
            }
        } catch (WakeupException closed) {
            Thread.onSpinWait();
        } catch (IOException e) {
            throw new UncheckedIOException("a decision on the trips topic must be JSON", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join(CLOSE_MILLIS);
    }
}
