package io.fusewire.detector;

import io.fusewire.detector.TestingTrail.Line;
import io.fusewire.kafka.KafkaMessage;
import io.fusewire.kafka.KafkaMessageDeserializer;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;
import io.fusewire.testing.TestingEnvironments;
import io.fusewire.testing.TestingTopics;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.NewTopic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The live job over topics of a broker in this process. */
record TestingLive(EmbeddedKafka kafka) {

    String topicOf(int partitions, List<Line> lines) {
        String topic = "audit-" + UUID.randomUUID();
        kafka.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())));
        new TestingTopics(kafka.clientSettings())
                .produce(topic, partitions, TestingTrail.json(lines));
        return topic;
    }

    /** Reads a topic to its present end. */
    void stream(String topic, int parallelism, TestingSinks sinks) throws Exception {
        stream(topic, parallelism, DetectorSettings.LIVE, sinks);
    }

    void stream(String topic, int parallelism, DetectorSettings settings, TestingSinks sinks)
            throws Exception {
        Source<KafkaMessage, ?, ?> bounded =
                KafkaSource.<KafkaMessage>builder()
                        .setProperties(kafka.clientSettings())
                        .setTopics(topic)
                        .setGroupId(topic + UUID.randomUUID())
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setBounded(OffsetsInitializer.latest())
                        .setDeserializer(new KafkaMessageDeserializer())
                        .build();
        StreamExecutionEnvironment env = streaming(parallelism);
        DetectorTopology.overMessages(
                env.fromSource(bounded, WatermarkStrategy.noWatermarks(), "audit"),
                noControl(env),
                settings,
                sinks);
        env.execute();
    }

    static StreamExecutionEnvironment streaming(int parallelism) {
        StreamExecutionEnvironment env = TestingEnvironments.local(parallelism);
        DetectorTopology.configure(env, DetectorSettings.Execution.STREAMING);
        return env;
    }

    /** A control topic on which nothing is ever said. */
    static DataStream<KafkaMessage> noControl(StreamExecutionEnvironment env) {
        return env.fromData(
                        List.of(new KafkaMessage(Topics.CONTROL, 0, 0, 0, null)),
                        TypeInformation.of(KafkaMessage.class))
                .uid(OperatorUids.CONTROL_SOURCE)
                .setParallelism(1);
    }

    static List<Line> inTotalOrder(List<Line> lines) {
        List<StampedEvent> events = TestingTrail.events(lines);
        record Placed(StampedEvent event, Line line) {}
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            placed.add(new Placed(events.get(i), lines.get(i)));
        }
        placed.sort(Comparator.comparing(Placed::event, Orders.OF_ACCOUNT));
        return placed.stream().map(Placed::line).toList();
    }
}
