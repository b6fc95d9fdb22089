package io.fusewire.detector;

import io.fusewire.policy.Statement;
import io.fusewire.testing.TestingEnvironments;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.nio.file.Path;
import java.util.List;

/** A replay in this process. */
final class TestingReplay {

    private TestingReplay() {}

    static Counts run(
            int parallelism, List<Path> files, List<Statement> control, TestingSinks sinks)
            throws Exception {
        return run(parallelism, files, control, DetectorSettings.REPLAY, sinks);
    }

    static Counts run(
            int parallelism,
            List<Path> files,
            List<Statement> control,
            DetectorSettings settings,
            TestingSinks sinks)
            throws Exception {
        StreamExecutionEnvironment env = TestingEnvironments.local(parallelism);
        DetectorTopology.configure(env, DetectorSettings.Execution.BATCH);
        DetectorTopology.overFiles(
                env, files.stream().map(Path::toString).toList(), control, settings, sinks);
        return Counts.of(env.execute("replay"));
    }
}
