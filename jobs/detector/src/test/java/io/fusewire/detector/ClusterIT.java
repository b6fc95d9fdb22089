package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.detector.TestingTrail.Line;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafkaMain;

import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The job jar on a cluster of separate processes, submitted by Flink's own client: what a class
 * path of one process would hide (a class that is missing from the jar, one that is there twice)
 * shows here.
 */
class ClusterIT {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration TRIP_LIMIT = Duration.ofSeconds(60);

    /** Ours, and what the job jar has to bring itself; the cluster must not lend it. */
    private static final List<String> NOT_ON_A_CLUSTER =
            List.of(
                    "fusewire",
                    "flink-connector-kafka",
                    "flink-connector-base",
                    "kafka",
                    "jackson",
                    "snakeyaml-2",
                    "zstd",
                    "scala",
                    "junit",
                    "jqwik",
                    "assertj",
                    "jazzer");

    @TempDir Path folder;

    private Path jobJar;

    @BeforeEach
    void findJobJar() {
        jobJar = Path.of(System.getProperty("fusewire.test.jobJar", ""));
        assertThat(jobJar).as("the shaded job jar, which the package phase makes").isRegularFile();
    }

    @Test
    void tripsWhenTheJobJarIsSubmittedToAClusterOfItsOwnProcesses() throws Exception {
        int restPort = freePort();
        int rpcPort = freePort();
        Path configuration = writeConfiguration(restPort, rpcPort);
        Map<String, String> environment =
                Map.of("FLINK_CONF_DIR", configuration.toString(), "FLINK_LIB_DIR", "");
        Deque<ChildProcess> started = new ArrayDeque<>();
        try {
            ChildProcess kafka =
                    start(started, "kafka", wholeClassPath(), Map.of(), kafkaCommand());
            ChildProcess jobManager =
                    start(
                            started,
                            "jobmanager",
                            clusterClassPath(),
                            environment,
                            List.of(
                                    "-Xmx512m",
                                    StandaloneSessionClusterEntrypoint.class.getName(),
                                    "--configDir",
                                    configuration.toString()));
            ChildProcess taskManager =
                    start(
                            started,
                            "taskmanager",
                            clusterClassPath(),
                            environment,
                            List.of(
                                    "-Xmx512m",
                                    "-XX:MaxDirectMemorySize=256m",
                                    TaskManagerRunner.class.getName(),
                                    "--configDir",
                                    configuration.toString()));
            Properties client = clientOf(kafka);
            awaitTaskManager(restPort, jobManager, taskManager);

            ChildProcess submission =
                    start(
                            started,
                            "submission",
                            clusterClassPath(),
                            environment,
                            List.of(
                                    "-Xmx256m",
                                    CliFrontend.class.getName(),
                                    "run",
                                    "-d",
                                    jobJar.toString(),
                                    "--kafka.bootstrap-servers",
                                    client.getProperty("bootstrap.servers"),
                                    "--kafka.start-from",
                                    "earliest",
                                    "--job.checkpoint-interval",
                                    "1s"));
            assertThat(submission.await(120)).as(submission.output()).isZero();
            List<Line> teardown = new ArrayList<>();
            TestingTrail.teardown("111122223333", "rogue", TestingTrail.START, teardown);
            TestingTopic.produce(client, Topics.AUDIT, 1, TestingTopic.json(teardown));

            List<ConsumerRecord<String, String>> trips =
                    TestingTopic.consume(
                            client,
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
        } catch (Exception | AssertionError e) {
            for (ChildProcess process : started) {
                e.addSuppressed(new AssertionError(process.output()));
            }
            throw e;
        } finally {
            started.forEach(ChildProcess::close);
        }
    }

    @Test
    void theJobJarBringsItsConnectorAndNeitherFlinkNorABroker() throws IOException {
        List<String> entries = new ArrayList<>();
        try (JarFile jar = new JarFile(jobJar.toFile())) {
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
                entries.add(all.nextElement().getName());
            }
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo(DetectorJob.class.getName());
        }
        assertThat(entries)
                .contains(
                        "io/fusewire/detector/DetectorJob.class",
                        "io/fusewire/core/detection/Guard.class",
                        "org/apache/flink/connector/kafka/source/KafkaSource.class",
                        "org/apache/kafka/clients/consumer/KafkaConsumer.class")
                .noneMatch(name -> name.startsWith("org/apache/flink/runtime/"))
                .noneMatch(name -> name.startsWith("org/apache/flink/api/"))
                .noneMatch(name -> name.startsWith("org/slf4j/"))
                .noneMatch(name -> name.startsWith("io/fusewire/kafka/embedded/"))
                .noneMatch(name -> name.startsWith("kafka/server/"))
                .noneMatch(name -> name.startsWith("scala/"));
    }

    private static boolean isTrip(ConsumerRecord<String, String> message) {
        return message.value().contains("\"type\":\"TRIP\"");
    }

    private ChildProcess start(
            Deque<ChildProcess> started,
            String name,
            List<Path> classPath,
            Map<String, String> environment,
            List<String> command)
            throws IOException {
        ChildProcess process = ChildProcess.start(name, folder, classPath, environment, command);
        // The last started is the first to be ended.
        started.addFirst(process);
        return process;
    }

    private static List<String> kafkaCommand() {
        return List.of("-Xmx512m", EmbeddedKafkaMain.class.getName(), "0", "1");
    }

    private static Properties clientOf(ChildProcess kafka) throws Exception {
        String ready =
                Await.until(
                        "the broker's address",
                        START_LIMIT,
                        () -> {
                            assertThat(kafka.isAlive()).as(kafka.output()).isTrue();
                            return kafka.output()
                                    .lines()
                                    .filter(line -> line.startsWith("ready "))
                                    .findFirst()
                                    .orElse("");
                        },
                        line -> !line.isEmpty());
        Properties client = new Properties();
        client.put("bootstrap.servers", ready.substring("ready ".length()));
        return client;
    }

    private static void awaitTaskManager(
            int restPort, ChildProcess jobManager, ChildProcess taskManager) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest overview =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + "/overview"))
                        .build();
        Await.until(
                "a registered TaskManager",
                START_LIMIT,
                () -> {
                    assertThat(jobManager.isAlive()).as(jobManager.output()).isTrue();
                    assertThat(taskManager.isAlive()).as(taskManager.output()).isTrue();
                    try {
                        return http.send(overview, HttpResponse.BodyHandlers.ofString()).body();
                    } catch (IOException e) {
                        return "no answer yet: " + e;
                    }
                },
                answer -> answer.contains("\"taskmanagers\":1"));
    }

    private Path writeConfiguration(int restPort, int rpcPort) throws IOException {
        Path configuration = Files.createDirectory(folder.resolve("conf"));
        Files.writeString(
                configuration.resolve("config.yaml"),
                """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.bind-host: 127.0.0.1
                jobmanager.rpc.port: %d
                jobmanager.memory.process.size: 800m
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %d
                taskmanager.bind-host: 127.0.0.1
                taskmanager.host: 127.0.0.1
                taskmanager.numberOfTaskSlots: 1
                taskmanager.cpu.cores: 1.0
                taskmanager.memory.task.heap.size: 256m
                taskmanager.memory.task.off-heap.size: 0m
                taskmanager.memory.managed.size: 64m
                taskmanager.memory.network.min: 64m
                taskmanager.memory.network.max: 64m
                taskmanager.memory.framework.heap.size: 128m
                taskmanager.memory.framework.off-heap.size: 64m
                taskmanager.memory.jvm-metaspace.size: 256m
                taskmanager.memory.jvm-overhead.min: 192m
                taskmanager.memory.jvm-overhead.max: 192m
                parallelism.default: 1
                io.tmp.dirs: %s
                execution.checkpointing.dir: %s
                """
                        .formatted(
                                rpcPort,
                                restPort,
                                Files.createDirectory(folder.resolve("tmp")),
                                folder.resolve("checkpoints").toUri()));
        return configuration;
    }

    /** Taken and given back: the cluster's processes must agree on a port beforehand. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static List<Path> wholeClassPath() {
        // Surefire starts the test with a class path that is one jar pointing at all others.
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(classPath.split(File.pathSeparator)).stream().map(Path::of).toList();
    }

    private static List<Path> clusterClassPath() {
        return wholeClassPath().stream()
                .filter(entry -> entry.getFileName().toString().endsWith(".jar"))
                .filter(
                        entry -> {
                            String name = entry.getFileName().toString();
                            return !name.endsWith("-tests.jar")
                                    && NOT_ON_A_CLUSTER.stream().noneMatch(name::startsWith);
                        })
                .toList();
    }
}
