package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.detector.TestingTrail.Line;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;
import io.fusewire.testing.JobJar;
import io.fusewire.testing.TestingCluster;
import io.fusewire.testing.TestingTopics;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The job jar on a cluster of separate processes. */
class ClusterIT {

    private static final Duration TRIP_LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    private final JobJar jobJar = JobJar.ofModule();

    @Test
    void tripsWhenTheJobJarIsSubmittedToAClusterOfItsOwnProcesses() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                TestingCluster cluster = TestingCluster.start(folder)) {
            try {
                cluster.submit(
                        jobJar,
                        List.of(
                                "--kafka.bootstrap-servers",
                                kafka.bootstrapServers(),
                                "--kafka.start-from",
                                "earliest",
                                "--job.checkpoint-interval",
                                "1s"));
                assertThatATeardownTrips(new TestingTopics(kafka.clientSettings()));
            } catch (Exception | AssertionError e) {
                e.addSuppressed(new AssertionError(cluster.output()));
                throw e;
            }
        }
    }

    private static void assertThatATeardownTrips(TestingTopics topics) {
        List<Line> teardown = new ArrayList<>();
        TestingTrail.teardown("111122223333", "rogue", TestingTrail.START, teardown);
        topics.produce(Topics.AUDIT, 1, TestingTrail.json(teardown));

        List<ConsumerRecord<String, String>> trips =
                topics.consumeRecords(
                        Topics.TRIPS,
                        TRIP_LIMIT,
                        consumed -> consumed.stream().anyMatch(ClusterIT::isTrip));

        assertThat(trips)
                .filteredOn(ClusterIT::isTrip)
                .singleElement()
                .satisfies(
                        trip -> {
                            assertThat(trip.key()).contains("rogue");
                            assertThat(trip.value()).contains("\"account\":\"111122223333\"");
                        });
    }

    @Test
    void theJobJarBringsItsConnectorAndNeitherFlinkNorABroker() throws IOException {
        assertThat(jobJar.mainClass()).isEqualTo(DetectorJob.class.getName());
        assertThat(jobJar.entries())
                .contains(
                        "io/fusewire/detector/DetectorJob.class",
                        "io/fusewire/core/detection/Guard.class",
                        "org/apache/flink/connector/kafka/source/KafkaSource.class",
                        "org/apache/kafka/clients/consumer/KafkaConsumer.class")
                .noneMatch(name -> name.startsWith("org/apache/flink/runtime/"))
                .noneMatch(name -> name.startsWith("org/apache/flink/api/"))
                .noneMatch(name -> name.startsWith("org/slf4j/"))
                .noneMatch(name -> name.startsWith("io/fusewire/kafka/embedded/"))
                .noneMatch(name -> name.startsWith("io/fusewire/testing/"))
                .noneMatch(name -> name.startsWith("kafka/server/"))
                .noneMatch(name -> name.startsWith("scala/"));
    }

    private static boolean isTrip(ConsumerRecord<String, String> message) {
        return message.value().contains("\"type\":\"TRIP\"");
    }
}
