package io.fusewire.kafka.embedded;

import io.fusewire.kafka.TopicCreator;

import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.FaultHandlerFactory;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A real single-node Kafka cluster (KRaft, broker and controller combined) in this process: on the
 * loopback interface only, on ports that the system picks, with its log in a temporary folder that
 * is deleted on {@link #close}.
 *
 * <p>Not for production data: nothing survives {@link #close}, and nothing is flushed to disk on
 * purpose.
 */
public final class EmbeddedKafka implements AutoCloseable {

    /*
     * Wired from the server's parts instead of KafkaRaftServer for two reasons. The controller's
     * port must be known before it starts (it is part of the voters' addresses), so its socket is
     * bound here first and handed over: picking a free port and hoping that it stays free would
     * make tests flaky. And KafkaRaftServer's fault handler ends the whole JVM, which a broker
     * inside somebody else's process must not do.
     */

    private static final int NODE_ID = 1;
    private static final String HOST = "127.0.0.1";
    private static final String CLIENT_LISTENER = "CLIENT";
    private static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private final Path folder;
    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private final String bootstrapServers;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private EmbeddedKafka(
            Path folder, SharedServer shared, ControllerServer controller, BrokerServer broker) {
        this.folder = folder;
        this.shared = shared;
        this.controller = controller;
        this.broker = broker;
        this.bootstrapServers = HOST + ":" + broker.boundPort(new ListenerName(CLIENT_LISTENER));
    }

    /**
     * Starts a cluster on a port that the system picks.
     *
     * @throws IllegalStateException if it does not come up; nothing is left behind then
     */
    public static EmbeddedKafka start() {
        return start(0);
    }

    /**
     * Starts a cluster and waits until it takes requests.
     *
     * @param port where clients connect, 0 for one that the system picks
     * @throws IllegalStateException if it does not come up; nothing is left behind then
     */
    public static EmbeddedKafka start(int port) {
        Path folder = temporaryFolder();
        try {
            return start(folder, port, bindLoopback());
        } catch (Exception e) {
            delete(folder);
            throw new IllegalStateException("the embedded Kafka broker did not start", e);
        }
    }

    private static EmbeddedKafka start(Path folder, int port, ServerSocketChannel controllerSocket)
            throws Exception {
        int controllerPort = controllerSocket.socket().getLocalPort();
        format(folder);
        KafkaConfig config =
                KafkaConfig.fromProps(serverSettings(folder, port, controllerPort), false);
        var formatted =
                KafkaRaftServer.initializeLogDirs(
                        config, LoggerFactory.getLogger(EmbeddedKafka.class), "");
        SharedServer shared =
                new SharedServer(
                        config,
                        formatted._1(),
                        Time.SYSTEM,
                        new Metrics(),
                        CompletableFuture.completedFuture(
                                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                        List.of(),
                        survivingFaults(),
                        handingOver(controllerSocket));
        ControllerServer controller =
                new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2());
        BrokerServer broker = new BrokerServer(shared);
        try {
            controller.startup();
            broker.startup();
            return new EmbeddedKafka(folder, shared, controller, broker);
        } catch (RuntimeException e) {
            stop(broker, controller, shared);
            throw e;
        }
    }

    private static void format(Path folder) throws Exception {
        new Formatter()
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE_ID)
                .setControllerListenerName(CONTROLLER_LISTENER)
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .run();
    }

    private static Properties serverSettings(Path folder, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put(
                "listeners",
                "%s://%s:%d,%s://%s:%d"
                        .formatted(
                                CLIENT_LISTENER,
                                HOST,
                                port,
                                CONTROLLER_LISTENER,
                                HOST,
                                controllerPort));
        settings.put(
                "listener.security.protocol.map",
                CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", CLIENT_LISTENER);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        settings.put("log.dirs", folder.toString());
        settings.put("auto.create.topics.enable", "false");
        // One node: every internal topic has one copy, and few partitions so that it starts fast.
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        // No other member will come, so a consumer group need not wait for it.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("controlled.shutdown.enable", "false");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        // The cleaner alone claims 128 MiB by default.
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        settings.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
        return settings;
    }

    /** Faults are logged; the call that ran into one throws. */
    private static FaultHandlerFactory survivingFaults() {
        return (name, isFatal, action) -> new LoggingFaultHandler(name, action);
    }

    /** Gives the controller the socket that is bound already, and opens all others as usual. */
    private static ServerSocketFactory handingOver(ServerSocketChannel controllerSocket) {
        int controllerPort = controllerSocket.socket().getLocalPort();
        return (listener, address, backlog, receiveBufferBytes) -> {
            if (address.getPort() == controllerPort) {
                return controllerSocket;
            }
            return ServerSocketFactory.INSTANCE.openServerSocket(
                    listener, address, backlog, receiveBufferBytes);
        };
    }

    private static ServerSocketChannel bindLoopback() throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.configureBlocking(false);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), 0));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Where clients connect, {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Where the cluster keeps its log until it is closed. */
    Path folder() {
        return folder;
    }

    /** Settings with which any client reaches this cluster. */
    public Properties clientSettings() {
        Properties settings = new Properties();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return settings;
    }

    /** Creates topics; those that exist are left as they are. */
    public void createTopics(Collection<NewTopic> topics) {
        TopicCreator.create(clientSettings(), topics);
    }

    /** Stops the cluster and deletes its log; a second call does nothing. */
    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            stop(broker, controller, shared);
            delete(folder);
        }
    }

    private static void stop(
            BrokerServer broker, ControllerServer controller, SharedServer shared) {
        // The broker first: it still talks to the controller while it stops.
        broker.shutdown(SHUTDOWN_TIMEOUT);
        controller.shutdown();
        shared.stopForBroker();
        shared.stopForController();
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("fusewire-kafka-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        List<Path> contents = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.sorted(Comparator.reverseOrder()).forEach(contents::add);
            for (Path path : contents) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // A leftover in the temporary folder harms nobody; failing a close would.
            LoggerFactory.getLogger(EmbeddedKafka.class)
                    .warn("The embedded broker's folder {} could not be deleted", folder, e);
        }
    }
}
