package io.fusewire.kafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Creates topics with the settings they need; those that exist are left as they are. */
public final class TopicCreator {

    private static final long TIMEOUT_SECONDS = 60;

    private TopicCreator() {}

    /**
     * Creates what is missing.
     *
     * @param client settings of a Kafka client, {@code bootstrap.servers} at least
     * @return names of the topics that were created
     * @throws IllegalStateException if a topic can neither be found nor created; the message names
     *     it
     */
    public static Set<String> create(Properties client, Collection<NewTopic> topics) {
        Set<String> created = new TreeSet<>();
        try (Admin admin = Admin.create(client)) {
            for (Map.Entry<String, KafkaFuture<Void>> topic :
                    admin.createTopics(topics).values().entrySet()) {
                if (await(topic.getKey(), topic.getValue())) {
                    created.add(topic.getKey());
                }
            }
        }
        return created;
    }

    private static boolean await(String topic, KafkaFuture<Void> creation) {
        try {
            creation.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new IllegalStateException(
                    "topic " + topic + " could not be created", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "topic " + topic + " was not created within " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topic " + topic, e);
        }
    }
}
