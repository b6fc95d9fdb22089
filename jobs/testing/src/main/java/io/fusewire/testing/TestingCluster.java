package io.fusewire.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

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
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A JobManager and a TaskManager of one slot in processes of their own, to which a job jar is
 * submitted by Flink's own client: what a class path of one process would hide (a class that is
 * missing from the jar, one that is there twice) shows there, and a TaskManager can be killed.
 *
 * <p>Listens on the loopback interface only.
 */
public final class TestingCluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long SUBMISSION_SECONDS = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a distribution of Flink has; all else a job jar has to bring itself. */
    private static final List<String> ON_A_CLUSTER =
            List.of(
                    "flink-",
                    "frocksdbjni-",
                    "log4j-",
                    "slf4j-api-",
                    "commons-cli-",
                    "commons-collections-",
                    "commons-compress-",
                    "commons-io-",
                    "commons-lang3-",
                    "commons-math3-",
                    "commons-text-",
                    "snakeyaml-engine-",
                    "kryo-",
                    "reflectasm-",
                    "minlog-",
                    "objenesis-",
                    "snappy-java-",
                    "lz4-java-",
                    "async-profiler-");

    /** Flink's too, but not a part of its distribution. */
    private static final List<String> NOT_ON_A_CLUSTER =
            List.of("flink-connector-base-", "flink-connector-kafka-", "flink-test-utils-");

    private final Path folder;
    private final Path configuration;
    private final int restPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Deque<ChildProcess> started = new ArrayDeque<>();
    private int processes;
    private ChildProcess jobManager;
    private ChildProcess taskManager;

    private TestingCluster(Path folder) throws IOException {
        this.folder = folder;
        this.restPort = freePort();
        this.configuration = writeConfiguration(folder, restPort, freePort());
        this.jobManager =
                start(
                        "jobmanager",
                        List.of(
                                "-Xmx512m",
                                StandaloneSessionClusterEntrypoint.class.getName(),
                                "--configDir",
                                configuration.toString()));
        this.taskManager = launchTaskManager();
    }

    /**
     * Starts one, and waits for nothing yet.
     *
     * @param folder an empty one, for the configuration, checkpoints and what the processes say
     */
    public static TestingCluster start(Path folder) throws IOException {
        return new TestingCluster(folder);
    }

    /** Starts another TaskManager in the place of one that was killed. */
    public void startTaskManager() throws IOException {
        taskManager = launchTaskManager();
    }

    private ChildProcess launchTaskManager() throws IOException {
        return start(
                "taskmanager",
                List.of(
                        "-Xmx512m",
                        "-XX:MaxDirectMemorySize=256m",
                        TaskManagerRunner.class.getName(),
                        "--configDir",
                        configuration.toString()));
    }

    /** Kills the TaskManager as a machine that fails does. */
    public void killTaskManager() throws InterruptedException {
        taskManager.kill();
    }

    /**
     * Submits a job, detached, once there is a slot for it.
     *
     * @throws AssertionError with what the client said, if it does not succeed
     */
    public void submit(JobJar jar, List<String> arguments) throws Exception {
        awaitSlot();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "-Xmx256m",
                                CliFrontend.class.getName(),
                                "run",
                                "-d",
                                jar.path().toString()));
        command.addAll(arguments);
        ChildProcess submission = start("submission", command);
        if (submission.await(SUBMISSION_SECONDS) != 0) {
            throw new AssertionError("the job must be accepted, but: " + submission.output());
        }
    }

    private void awaitSlot() throws Exception {
        Await.until(
                "a free slot",
                LIMIT,
                () -> overview(),
                overview -> overview.path("slots-available").asInt() == 1);
    }

    private JsonNode overview() throws Exception {
        for (ChildProcess process : List.of(jobManager, taskManager)) {
            if (!process.isAlive()) {
                throw new AssertionError("the cluster must live, but said: " + process.output());
            }
        }
        try {
            return get("/overview");
        } catch (IOException e) {
            // The JobManager does not listen yet.
            return JSON.createObjectNode().put("noAnswer", e.toString());
        }
    }

    /** Takes a checkpoint of the only job, and waits until it is complete. */
    public void checkpoint() throws Exception {
        String checkpoints = "/jobs/" + onlyJob() + "/checkpoints";
        String trigger =
                send(request(checkpoints)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build())
                        .path("request-id")
                        .asText();
        JsonNode ended =
                Await.until(
                        "the end of a checkpoint",
                        LIMIT,
                        () -> get(checkpoints + "/" + trigger),
                        answer -> answer.path("status").path("id").asText().equals("COMPLETED"));
        if (!ended.path("operation").path("failureCause").isMissingNode()
                && !ended.path("operation").path("failureCause").isNull()) {
            throw new AssertionError("the checkpoint must succeed, but: " + ended);
        }
    }

    /** Waits until the only job goes on from a checkpoint, after a failure. */
    public void awaitRestored() throws Exception {
        String job = onlyJob();
        Await.until(
                "the job to run again from a checkpoint",
                LIMIT,
                () -> get("/jobs/" + job + "/checkpoints"),
                checkpoints -> checkpoints.path("latest").path("restored").has("id"));
    }

    private String onlyJob() throws Exception {
        JsonNode jobs = get("/jobs").path("jobs");
        if (jobs.size() != 1) {
            throw new AssertionError("there must be one job, but there are: " + jobs);
        }
        return jobs.get(0).path("id").asText();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + path));
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** What all its processes said, for whoever has to find out why a test failed. */
    public String output() throws IOException {
        StringBuilder text = new StringBuilder();
        for (ChildProcess process : started) {
            text.append(process.output());
        }
        return text.toString();
    }

    @Override
    public void close() {
        started.forEach(ChildProcess::close);
    }

    private ChildProcess start(String name, List<String> command) throws IOException {
        processes++;
        ChildProcess process =
                ChildProcess.start(
                        name + "-" + processes,
                        folder,
                        clusterClassPath(),
                        Map.of("FLINK_CONF_DIR", configuration.toString(), "FLINK_LIB_DIR", ""),
                        command);
        // The last started is the first to be ended.
        started.addFirst(process);
        return process;
    }

    private static Path writeConfiguration(Path folder, int restPort, int rpcPort)
            throws IOException {
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
                # A TaskManager that was killed refuses connections: the JobManager notices at the
                # second heartbeat that cannot be sent.
                heartbeat.interval: 1s
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

    private static List<Path> clusterClassPath() {
        // Surefire starts a test with a class path that is one jar pointing at all others.
        String whole =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(whole.split(File.pathSeparator))
                .map(Path::of)
                .filter(TestingCluster::isOnACluster)
                .toList();
    }

    private static boolean isOnACluster(Path entry) {
        String name = entry.getFileName().toString();
        return name.endsWith(".jar")
                && !name.endsWith("-tests.jar")
                && ON_A_CLUSTER.stream().anyMatch(name::startsWith)
                && NOT_ON_A_CLUSTER.stream().noneMatch(name::startsWith);
    }
}
