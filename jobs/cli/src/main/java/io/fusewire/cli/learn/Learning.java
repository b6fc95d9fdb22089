package io.fusewire.cli.learn;

import io.fusewire.cli.replay.LocalCluster;
import io.fusewire.core.baseline.AgentHistory;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.PriorsLearner;
import io.fusewire.core.policy.Sensitivity;
import io.fusewire.detector.DetectorSettings;
import io.fusewire.detector.DetectorTopology;
import io.fusewire.policy.PriorsWriter;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Goes through recorded history three times with the detector's own operators, deciding nothing, as
 * {@link PriorsLearner} says: for what is rare, for climb rates and caps, for corrections.
 *
 * @param files what to read, at least one
 * @param policyText who is an agent of which class, null for the default
 * @param leftOut agents whose past is not ordinary
 * @param parallelism threads of each operator; the result does not depend on it
 */
public record Learning(
        List<Path> files, @Nullable String policyText, Set<String> leftOut, int parallelism) {

    private static final String ID = "learned";

    /**
     * What came out.
     *
     * @param priors for a file
     * @param histories the agents that taught them
     */
    public record Result(Priors priors, List<AgentHistory> histories) {}

    /**
     * Runs.
     *
     * @param workFolder for intermediate files; the caller deletes it
     * @param progress gets a line before each pass
     * @throws IOException if a file cannot be read
     */
    public Result run(Path workFolder, Consumer<String> progress) throws IOException {
        Files.createDirectories(workFolder);
        progress.accept("Learning what agents destroy …");
        Priors repertoires =
                taught(new PriorsLearner(), histories(workFolder, Priors.NONE))
                        .withoutCorrection(ID);
        progress.accept("Learning how far they climb …");
        Priors climbs =
                taught(new PriorsLearner(repertoires), histories(workFolder, repertoires))
                        .withoutCorrection(ID);
        progress.accept("Learning how often they would have tripped …");
        List<AgentHistory> histories = histories(workFolder, climbs);
        return new Result(taught(new PriorsLearner(climbs), histories).complete(ID), histories);
    }

    private static PriorsLearner taught(PriorsLearner learner, List<AgentHistory> histories) {
        histories.forEach(learner::add);
        return learner;
    }

    private List<AgentHistory> histories(Path workFolder, Priors priors) throws IOException {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        parallelism, LocalCluster.settings(workFolder));
        DetectorTopology.configure(env, DetectorSettings.Execution.BATCH);
        DetectorSettings settings =
                DetectorSettings.REPLAY
                        .withPolicy(policyText)
                        .withPriors(
                                PriorsWriter.write(priors, List.of()),
                                Sensitivity.DEFAULT.agentDaysPerFalseTrip());
        List<AgentHistory> histories = new ArrayList<>();
        try (CloseableIterator<AgentHistory> taught =
                DetectorTopology.histories(
                                env, files.stream().map(Path::toString).toList(), settings)
                        .executeAndCollect("fusewire learn")) {
            taught.forEachRemaining(
                    history -> {
                        if (!leftOut.contains(history.agent())) {
                            histories.add(history);
                        }
                    });
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the history could not be gone through", e);
        }
        return histories;
    }
}
