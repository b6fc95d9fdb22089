package io.fusewire.cli.replay;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Refusal;

import java.util.List;

/**
 * What a replay came to that is not written to files.
 *
 * @param decisions in order
 * @param agents by key
 * @param refusals what people said and what took no effect, in order
 * @param unreadable records that could not be read, in order; some of very many
 */
public record Judged(
        List<Decision> decisions,
        List<AgentSummary> agents,
        List<Refusal> refusals,
        List<DeadLetter> unreadable) {}
