package io.fusewire.cli;

import com.fasterxml.jackson.databind.JsonNode;

import io.fusewire.kafka.Topics;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

/**
 * Puts a signed message on the control topic and looks what the detector makes of it: a refusal
 * comes as a dead letter that names the message's place, an effect as a new state of the agent's
 * breaker.
 */
public final class Publication {

    private final Properties client;
    private final Terminal terminal;
    private final Duration patience;

    /**
     * @param patience how long to wait for the detector's answer
     */
    public Publication(Properties client, Terminal terminal, Duration patience) {
        this.client = client;
        this.terminal = terminal;
        this.patience = patience;
    }

    /**
     * What shows that a command took effect: the agent's breaker, changed at the time of its
     * signature.
     *
     * @param agent agent key
     * @param issuedAt when it was signed
     */
    public record Effect(String agent, Instant issuedAt) {

        private boolean isShownBy(JsonNode breaker) {
            String at = issuedAt.truncatedTo(ChronoUnit.SECONDS).toString();
            return breaker.path("agent").asText().equals(agent)
                    && breaker.path("at").asText().equals(at);
        }
    }

    /**
     * Publishes.
     *
     * @param message signed
     * @param effect what to wait for; null if nothing will show
     * @return the exit status: 0 if it took effect, or was not refused where nothing shows an
     *     effect
     */
    public int publish(String message, @Nullable Effect effect)
            throws IOException, InterruptedException {
        try (TopicReader answers =
                new TopicReader(client, List.of(Topics.DEAD_LETTER, Topics.BREAKERS))) {
            answers.seekToEnd();
            RecordMetadata place = send(message);
            terminal.line(
                    "Published at %s-%d@%d.", place.topic(), place.partition(), place.offset());
            return patience.isZero() ? 0 : await(answers, place, effect);
        }
    }

    private RecordMetadata send(String message) throws IOException, InterruptedException {
        Properties settings = new Properties();
        settings.putAll(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // One message has nothing to wait for, and Kafka wants the wait within the delivery's time.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(
                            new ProducerRecord<>(
                                    Topics.CONTROL, message.getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("the message could not be published", e.getCause());
        } catch (KafkaException e) {
            throw new IOException("the message could not be published", e);
        }
    }

    private int await(TopicReader answers, RecordMetadata place, @Nullable Effect effect)
            throws IOException {
        Answer answer = new Answer(place, effect);
        long deadline = System.nanoTime() + patience.toNanos();
        while (answer.status == null && System.nanoTime() < deadline) {
            answers.poll(answer::look);
        }
        if (answer.status != null) {
            terminal.line(Objects.requireNonNull(answer.words));
            return answer.status;
        }
        if (effect == null) {
            terminal.line("Not refused within %d s.", patience.toSeconds());
            return 0;
        }
        terminal.line(
                "No answer within %d s. Does the detector run? It reads the message once it does, for"
                        + " as long as it counts.",
                patience.toSeconds());
        return Fusewire.FAILED;
    }

    /** What the detector made of the message, as soon as it shows. */
    private static final class Answer {
        private final String source;
        private final long offset;
        private final @Nullable Effect effect;
        private @Nullable Integer status;
        private @Nullable String words;

        Answer(RecordMetadata place, @Nullable Effect effect) {
            this.source = place.topic() + "-" + place.partition();
            this.offset = place.offset();
            this.effect = effect;
        }

        void look(TopicReader.Message message) {
            boolean isLetter = message.topic().equals(Topics.DEAD_LETTER);
            if (isLetter
                    && message.json().path("source").asText().equals(source)
                    && message.json().path("offset").asLong(-1) == offset) {
                status = Fusewire.FAILED;
                words = "Refused: " + message.text("reason");
            } else if (!isLetter
                    && status == null
                    && effect != null
                    && effect.isShownBy(message.json())) {
                status = 0;
                words =
                        "The breaker of "
                                + message.text("agent")
                                + " is "
                                + message.text("breaker");
            }
        }
    }
}
