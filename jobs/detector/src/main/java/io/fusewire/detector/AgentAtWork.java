package io.fusewire.detector;

/**
 * An agent was seen for the first time on a day.
 *
 * @param agent agent key
 * @param day in days since the epoch, by the wall clock
 */
public record AgentAtWork(String agent, long day) {}
