package io.fusewire.cli.replay;

import io.fusewire.cli.report.Aftermath;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Refusal;
import io.fusewire.detector.Counts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A finished replay, for the summary that a person reads.
 *
 * @param counts of the run
 * @param wall from submission to the last result
 * @param decisions in order
 * @param agents by key
 * @param aftermaths what came after each decision, by its id
 * @param refusals what people said in the control file and what took no effect, in order
 * @param heldBack trips that the mass-trip guard would have held back, in order
 * @param report the page
 */
public record ReplayOutcome(
        Counts counts,
        Duration wall,
        List<Decision> decisions,
        List<AgentSummary> agents,
        Map<String, Aftermath> aftermaths,
        List<Refusal> refusals,
        List<String> heldBack,
        Path report) {

    public double recordsPerSecond() {
        return counts.records() / Math.max(0.001, wall.toMillis() / 1e3);
    }
}
