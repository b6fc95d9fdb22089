package io.fusewire.kafka.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.kafka.TopicCreator;
import io.fusewire.kafka.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class EmbeddedKafkaIT {

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start();
        kafka.createTopics(Topics.all(3, Optional.empty()));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void deliversWhatWasProducedWithItsKey() throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        kafka.clientSettings(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.TRIPS, "agent", "{}")).get();
        }

        List<ConsumerRecord<String, String>> received = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        kafka.clientSettings(),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(Topics.TRIPS, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            consumer.poll(Duration.ofSeconds(30)).forEach(received::add);
        }

        assertThat(received).hasSize(1);
        assertThat(received.get(0).key()).isEqualTo("agent");
        assertThat(received.get(0).value()).isEqualTo("{}");
    }

    @Test
    void createsTopicsWithTheSettingsTheyNeed() throws Exception {
        try (Admin admin = Admin.create(kafka.clientSettings())) {
            var described =
                    admin.describeTopics(List.of(Topics.AUDIT, Topics.CONTROL))
                            .allTopicNames()
                            .get();
            assertThat(described.get(Topics.AUDIT).partitions()).hasSize(3);
            assertThat(described.get(Topics.CONTROL).partitions()).hasSize(1);

            assertThat(setting(admin, Topics.BREAKERS, TopicConfig.CLEANUP_POLICY_CONFIG))
                    .isEqualTo("compact");
            assertThat(setting(admin, Topics.CONTROL, TopicConfig.RETENTION_MS_CONFIG))
                    .isEqualTo("-1");
            assertThat(setting(admin, Topics.AUDIT, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
                    .isEqualTo("LogAppendTime");
        }
    }

    @Test
    void leavesTopicsThatExistAsTheyAre() {
        assertThat(TopicCreator.create(kafka.clientSettings(), Topics.all(7, Optional.empty())))
                .isEmpty();
    }

    @Test
    void listensOnTheLoopbackInterfaceOnly() {
        assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
    }

    @Test
    void leavesNothingBehindWhenClosed() {
        EmbeddedKafka second = EmbeddedKafka.start();
        assertThat(second.folder()).isNotEmptyDirectory();

        second.close();
        second.close();

        assertThat(second.folder()).doesNotExist();
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
    }
}
