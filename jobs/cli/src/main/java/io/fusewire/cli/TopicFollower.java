package io.fusewire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

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

/** Follows topics of the jobs from their present end and hands on each message as it comes. */
public final class TopicFollower implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long CLOSE_MILLIS = 5_000;

    /**
     * A message as it stands on its topic.
     *
     * @param topic the topic
     * @param appendedAtMillis the broker's time stamp of it
     * @param json its fields
     */
    public record Published(String topic, long appendedAtMillis, JsonNode json) {

        /** A text field, empty if it is missing. */
        public String text(String field) {
            return json.path(field).asText();
        }
    }

    private final ObjectMapper mapper = new ObjectMapper();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<Published> listener;
    private final Thread thread;

    private TopicFollower(KafkaConsumer<byte[], byte[]> consumer, Consumer<Published> listener) {
        this.consumer = consumer;
        this.listener = listener;
        this.thread = new Thread(this::follow, "fusewire-follower");
        this.thread.setDaemon(true);
    }

    /**
     * Starts following.
     *
     * @param client settings with which a client reaches the broker
     * @param topics names of topics that exist
     * @param listener called on a thread of its own, one message at a time
     */
    public static TopicFollower follow(
            Properties client, List<String> topics, Consumer<Published> listener) {
        Properties settings = new Properties();
        settings.putAll(client);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                topics.stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // The end is looked up lazily; asking makes it this moment's.
        partitions.forEach(consumer::position);
        TopicFollower follower = new TopicFollower(consumer, listener);
        follower.thread.start();
        return follower;
    }

    private void follow() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    listener.accept(
                            new Published(
                                    record.topic(),
                                    record.timestamp(),
                                    mapper.readTree(record.value())));
                }
            }
        } catch (WakeupException closed) {
            Thread.onSpinWait();
        } catch (IOException e) {
            throw new UncheckedIOException("a message of the jobs must be JSON", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join(CLOSE_MILLIS);
    }
}
