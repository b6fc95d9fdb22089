package io.fusewire.cli.replay;

import io.fusewire.control.ControlFile;
import io.fusewire.detector.Counts;
import io.fusewire.detector.DetectorSettings;
import io.fusewire.detector.DetectorTopology;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/**
 * One run of the detector over files, in total order, enforcing nothing.
 *
 * @param files what to read, at least one
 * @param policyText the policy that holds from the beginning, null for the default
 * @param priorsText the priors that hold, null for the shipped ones
 * @param agentDaysPerFalseTrip A, at least 1
 * @param control what people said over time, as far as it counts
 * @param parallelism threads of each operator; the result does not depend on it
 */
public record Replay(
        List<Path> files,
        @Nullable String policyText,
        @Nullable String priorsText,
        double agentDaysPerFalseTrip,
        ControlFile control,
        int parallelism) {

    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(500);

    /** What came out, and how long it took. */
    public record Result(Counts counts, Duration wall) {}

    /**
     * Runs, and writes the output files.
     *
     * @param workFolder for intermediate files; the caller deletes it
     * @param output what is written
     * @param progress gets the number of records read so far, now and then
     * @throws IOException if an input or output file fails
     */
    public ReplayOutcome run(Path workFolder, ReplayOutput output, LongConsumer progress)
            throws IOException, InterruptedException {
        Files.createDirectories(workFolder);
        try (Findings findings = new Findings(workFolder);
                FindingsSinks sinks = new FindingsSinks(findings)) {
            control.refusals().forEach(findings::refusal);
            long start = System.nanoTime();
            Counts counts = execute(workFolder, sinks, progress);
            Duration wall = Duration.ofNanos(System.nanoTime() - start);
            return output.write(findings, new Result(counts, wall));
        }
    }

    /**
     * Runs, and writes nothing.
     *
     * @param workFolder for intermediate files; the caller deletes it
     * @throws IOException if an input file fails
     */
    public Judged judge(Path workFolder) throws IOException, InterruptedException {
        Files.createDirectories(workFolder);
        try (Findings findings = new Findings(workFolder);
                FindingsSinks sinks = new FindingsSinks(findings)) {
            execute(workFolder, sinks, read -> {});
            return new Judged(
                    findings.decisions(),
                    findings.agents(),
                    findings.refusals(),
                    findings.deadLettersShown());
        }
    }

    /**
     * Reads and understands the records, and judges none: to see what a replay's judgement costs.
     *
     * @param workFolder for intermediate files; the caller deletes it
     * @param progress gets the number of records read so far, now and then
     * @throws IOException if an input file fails
     */
    public Result understandOnly(Path workFolder, LongConsumer progress)
            throws IOException, InterruptedException {
        Files.createDirectories(workFolder);
        StreamExecutionEnvironment env = environment(workFolder);
        DetectorTopology.understandingOnly(env, paths(), control.statements(), settings());
        long start = System.nanoTime();
        Counts counts = execute(env, progress);
        return new Result(counts, Duration.ofNanos(System.nanoTime() - start));
    }

    private Counts execute(Path workFolder, FindingsSinks sinks, LongConsumer progress)
            throws IOException, InterruptedException {
        StreamExecutionEnvironment env = environment(workFolder);
        DetectorTopology.overFiles(env, paths(), control.statements(), settings(), sinks);
        return execute(env, progress);
    }

    private StreamExecutionEnvironment environment(Path workFolder) throws IOException {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        parallelism, LocalCluster.settings(workFolder));
        DetectorTopology.configure(env, DetectorSettings.Execution.BATCH);
        return env;
    }

    private List<String> paths() {
        return files.stream().map(Path::toString).toList();
    }

    private DetectorSettings settings() {
        return DetectorSettings.REPLAY
                .withPolicy(policyText)
                .withPriors(priorsText, agentDaysPerFalseTrip);
    }

    private static Counts execute(StreamExecutionEnvironment env, LongConsumer progress)
            throws IOException, InterruptedException {
        JobClient job = submit(env);
        try {
            return await(job, progress);
        } catch (InterruptedException e) {
            job.cancel();
            throw e;
        }
    }

    private static JobClient submit(StreamExecutionEnvironment env) throws IOException {
        try {
            return env.executeAsync("fusewire replay");
        } catch (Exception e) {
            throw new IOException("the replay could not be started", e);
        }
    }

    private static Counts await(JobClient job, LongConsumer progress)
            throws IOException, InterruptedException {
        CompletableFuture<Counts> result = job.getJobExecutionResult().thenApply(Counts::of);
        while (true) {
            try {
                return result.get(PROGRESS_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillRunning) {
                report(job, progress);
            } catch (ExecutionException e) {
                throw new IOException("the replay failed", e.getCause());
            }
        }
    }

    /**
     * Progress is a courtesy: a cluster that does not answer just now is asked again later, and one
     * that has ended meanwhile, which says so by an illegal state, has its result ready.
     */
    private static void report(JobClient job, LongConsumer progress) throws InterruptedException {
        try {
            Map<String, Object> counted =
                    job.getAccumulators().get(PROGRESS_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            if (counted.get("records") instanceof Long records) {
                progress.accept(records);
            }
        } catch (ExecutionException | TimeoutException | IllegalStateException notNow) {
            progress.accept(-1);
        }
    }
}
