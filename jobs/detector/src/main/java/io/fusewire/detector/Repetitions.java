package io.fusewire.detector;

import java.util.List;

/**
 * Reads that tell their account nothing new, in place of which one event travels: the latest.
 *
 * @param eventIds of all of them, that one included, so that duplicates are still found
 * @param sinceMillis event time of the earliest
 */
public record Repetitions(List<String> eventIds, long sinceMillis) {}
