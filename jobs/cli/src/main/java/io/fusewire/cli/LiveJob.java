package io.fusewire.cli;

import io.fusewire.cli.replay.LocalCluster;
import io.fusewire.detector.DetectorConfig;
import io.fusewire.detector.DetectorJob;
import io.fusewire.enforcer.EnforcerConfig;
import io.fusewire.enforcer.EnforcerJob;
import io.fusewire.jobs.ConfigException;

import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One of the live jobs, on a Flink cluster of its own inside this process. */
public final class LiveJob implements AutoCloseable {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final JobClient job;

    private LiveJob(String name, JobClient job) {
        this.name = name;
        this.job = job;
    }

    /**
     * Starts the detector and returns once it runs.
     *
     * @param arguments as for the job's own jar: {@code --key value …}
     * @param workFolder for everything that the cluster writes
     * @param parallelism threads of each operator
     * @param webPort where the web UI listens on this machine; 0 for any port
     * @throws ConfigException if the configuration cannot be used; lists all that is wrong
     * @throws IOException if the job does not come up
     */
    public static LiveJob detector(
            List<String> arguments, Path workFolder, int parallelism, int webPort)
            throws ConfigException, IOException, InterruptedException {
        DetectorConfig config = DetectorConfig.of(arguments.toArray(String[]::new));
        return start(
                "detector",
                env -> DetectorJob.define(env, config),
                workFolder,
                parallelism,
                webPort);
    }

    /**
     * Starts the enforcer, likewise.
     *
     * @throws ConfigException if the configuration cannot be used; lists all that is wrong
     * @throws IOException if the job does not come up
     */
    public static LiveJob enforcer(List<String> arguments, Path workFolder, int parallelism)
            throws ConfigException, IOException, InterruptedException {
        EnforcerConfig config = EnforcerConfig.of(arguments.toArray(String[]::new));
        return start(
                "enforcer", env -> EnforcerJob.define(env, config), workFolder, parallelism, 0);
    }

    private static LiveJob start(
            String name,
            Consumer<StreamExecutionEnvironment> graph,
            Path workFolder,
            int parallelism,
            int webPort)
            throws IOException, InterruptedException {
        Configuration settings = LocalCluster.settings(workFolder);
        settings.set(RestOptions.PORT, webPort);
        settings.set(RestOptions.BIND_PORT, String.valueOf(webPort));
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
        graph.accept(env);
        try {
            LiveJob job = new LiveJob(name, env.executeAsync("fusewire " + name));
            job.awaitRunning();
            return job;
        } catch (InterruptedException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the " + name + " could not be started", e);
        }
    }

    private void awaitRunning() throws IOException, InterruptedException {
        while (true) {
            JobStatus status = status();
            if (status == JobStatus.RUNNING) {
                return;
            }
            if (status.isTerminalState()) {
                throw new IOException("the " + name + " ended while it started: " + status);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
        }
    }

    private JobStatus status() throws IOException, InterruptedException {
        try {
            return job.getJobStatus().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the cluster does not tell the state of the " + name, e);
        }
    }

    /** Records read so far, a second or so late; -1 if the cluster does not tell just now. */
    public long recordsRead() throws InterruptedException {
        try {
            Map<String, Object> counted =
                    job.getAccumulators().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return counted.get("records") instanceof Long records ? records : 0;
        } catch (ExecutionException | TimeoutException | IllegalStateException notNow) {
            // The last is how a cluster says that it is starting or has ended.
            return -1;
        }
    }

    /**
     * Waits until one of the jobs ends, which none does by itself.
     *
     * @throws IOException if it fails
     */
    static void awaitEndOfAny(List<LiveJob> jobs) throws IOException, InterruptedException {
        try {
            CompletableFuture.anyOf(
                            jobs.stream().map(LiveJob::end).toArray(CompletableFuture<?>[]::new))
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException("one of the jobs failed", e.getCause());
        }
    }

    private CompletableFuture<?> end() {
        return job.getJobExecutionResult()
                .exceptionally(
                        failure -> {
                            throw new CompletionException(
                                    new IOException("the " + name + " failed", failure));
                        });
    }

    /** Stops the job and the cluster. */
    @Override
    public void close() {
        try {
            job.cancel().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            job.getJobExecutionResult()
                    .handle((result, failure) -> true)
                    .get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It ended by itself, or the process ends now and takes it along.
            Thread.onSpinWait();
        }
    }
}
