package io.fusewire.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;

/** Reads the JSON messages of whole topics, without belonging to a consumer group. */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final ObjectMapper mapper = new ObjectMapper();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    /**
     * A message.
     *
     * @param topic that it stands in
     * @param json its content
     */
    record Message(String topic, JsonNode json) {

        /** A text field, empty if it is missing; safe to print. */
        String text(String field) {
            return Terminal.plain(json.path(field).asText());
        }
    }

    /**
     * Connects.
     *
     * @throws IOException if a topic does not exist
     */
    TopicReader(Properties client, List<String> topics) throws IOException {
        Properties settings = new Properties();
        settings.putAll(client);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        for (String topic : topics) {
            consumer.partitionsFor(topic)
                    .forEach(
                            info ->
                                    partitions.add(
                                            new TopicPartition(info.topic(), info.partition())));
        }
        if (partitions.isEmpty()) {
            consumer.close();
            throw new IOException("the broker has no topic " + String.join(", ", topics));
        }
        consumer.assign(partitions);
    }

    /** Reads all that is there by now. */
    void readAll(Consumer<Message> listener) throws IOException {
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        while (!isPast(ends)) {
            poll(listener);
        }
    }

    private boolean isPast(Map<TopicPartition, Long> ends) {
        for (TopicPartition partition : partitions) {
            if (consumer.position(partition) < Objects.requireNonNull(ends.get(partition))) {
                return false;
            }
        }
        return true;
    }

    /** Goes to the present end: what comes from now on is read next. */
    void seekToEnd() {
        consumer.seekToEnd(partitions);
        // The end is looked up lazily; asking makes it this moment's.
        partitions.forEach(consumer::position);
    }

    /** Hands on what has come, after waiting for a moment if nothing has. */
    void poll(Consumer<Message> listener) throws IOException {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
            if (message.value() != null) {
                try {
                    listener.accept(new Message(message.topic(), mapper.readTree(message.value())));
                } catch (JsonProcessingException e) {
                    throw new IOException(
                            message.topic()
                                    + "-"
                                    + message.partition()
                                    + "@"
                                    + message.offset()
                                    + " must be JSON, but is not");
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
