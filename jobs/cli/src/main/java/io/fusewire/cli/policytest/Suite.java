package io.fusewire.cli.policytest;

import io.fusewire.cli.replay.Judged;
import io.fusewire.cli.replay.Replay;
import io.fusewire.control.ControlFile;
import io.fusewire.core.policy.Sensitivity;
import io.fusewire.policy.PolicyTests.PolicyTest;
import io.fusewire.policy.Statement;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The tests of one file for one policy, with all that they name read and found good.
 *
 * @param policyFile the policy's name
 * @param policyText the policy
 * @param testFile the tests' name
 * @param cases the tests
 */
public record Suite(String policyFile, String policyText, String testFile, List<Case> cases) {

    /**
     * A test with the texts of what it names.
     *
     * @param test what it expects
     * @param files of audit records
     * @param priorsText null for the shipped priors
     * @param control all messages
     */
    public record Case(
            PolicyTest test,
            List<Path> files,
            @Nullable String priorsText,
            List<Statement> control) {}

    /**
     * Runs one test as a replay does.
     *
     * @param workFolder for intermediate files; the caller deletes it
     * @return what differs from what it expects; empty if it passes
     */
    public List<String> run(Case tested, Path workFolder) throws IOException, InterruptedException {
        Files.createDirectories(workFolder);
        List<Path> files = new ArrayList<>(tested.files());
        if (!tested.test().records().isEmpty()) {
            files.add(
                    Files.writeString(
                            workFolder.resolve("records.jsonl"),
                            tested.test().records(),
                            StandardCharsets.UTF_8));
        }
        Double agentDays = tested.test().agentDaysPerFalseTrip();
        Judged judged =
                new Replay(
                                files,
                                policyText,
                                tested.priorsText(),
                                agentDays == null
                                        ? Sensitivity.DEFAULT.agentDaysPerFalseTrip()
                                        : agentDays,
                                new ControlFile(tested.control(), List.of()),
                                1)
                        .judge(workFolder.resolve("work"));
        return Comparison.differences(tested.test(), judged);
    }
}
