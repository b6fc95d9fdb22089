package io.fusewire.kafka.embedded;

import io.fusewire.kafka.Topics;

import java.io.IOException;
import java.util.Optional;

/**
 * The embedded broker as a process of its own: {@code EmbeddedKafkaMain [port] [audit partitions]}.
 *
 * <p>Creates all topics, prints {@code ready 127.0.0.1:PORT} and runs until its standard input ends
 * or it is asked to stop, so that it cannot outlive the process that started it.
 */
public final class EmbeddedKafkaMain {

    private EmbeddedKafkaMain() {}

    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        int auditPartitions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        EmbeddedKafka kafka = EmbeddedKafka.start(port);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-kafka"));
        kafka.createTopics(Topics.all(auditPartitions, Optional.empty()));
        System.out.println("ready " + kafka.bootstrapServers());
        while (System.in.read() != -1) {
            // Whatever is typed says only that somebody is still there.
        }
        System.exit(0);
    }
}
