package io.fusewire.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Where Kafka is. */
final class KafkaOptions {

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** Longest time that a command waits for the broker before it gives up. */
    private static final String TIMEOUT_MILLIS = "15000";

    @Option(
            names = {"--bootstrap-servers", "--bootstrap"},
            paramLabel = "HOST:PORT",
            description = "Your Kafka; several separated by commas.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--client-properties",
            paramLabel = "FILE",
            description =
                    "Further settings of the Kafka client, of its security for example. Never"
                            + " shown.")
    private @Nullable Path clientProperties;

    boolean isGiven() {
        return bootstrapServers != null || clientProperties != null;
    }

    /** The client's settings. */
    Properties client() {
        Properties properties = new Properties();
        properties.setProperty("default.api.timeout.ms", TIMEOUT_MILLIS);
        properties.setProperty("request.timeout.ms", TIMEOUT_MILLIS);
        if (clientProperties != null) {
            try (Reader reader =
                    Files.newBufferedReader(clientProperties, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new UsageException(
                        "--client-properties must be a readable properties file, but was not: "
                                + clientProperties);
            }
        }
        if (bootstrapServers != null) {
            properties.setProperty(BOOTSTRAP_SERVERS, bootstrapServers);
        }
        if (properties.getProperty(BOOTSTRAP_SERVERS) == null) {
            throw new UsageException("--bootstrap-servers must be given");
        }
        return properties;
    }
}
