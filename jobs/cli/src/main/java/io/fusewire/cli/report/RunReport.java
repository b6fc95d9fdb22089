package io.fusewire.cli.report;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.Decision;

import java.util.List;
import java.util.Map;

/**
 * All that the page shows.
 *
 * @param title what was run
 * @param glance label and value of the run's figures, in their order
 * @param notes what a reader must know before trusting the figures
 * @param decisions in the order of {@code decisions.jsonl}
 * @param aftermaths what came after each decision, by its id
 * @param agents in any order
 * @param habits days and bursts with harm outside incidents, by agent key
 * @param deadLetters some of the records that could not be read
 * @param deadLetterCount how many there are
 */
public record RunReport(
        String title,
        Map<String, String> glance,
        List<String> notes,
        List<Decision> decisions,
        Map<String, Aftermath> aftermaths,
        List<AgentSummary> agents,
        Map<String, Habits> habits,
        List<DeadLetter> deadLetters,
        long deadLetterCount) {}
