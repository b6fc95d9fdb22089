package io.fusewire.core.control;

/**
 * Why something that people said is refused.
 *
 * @param cause for counting
 * @param reason in words; may quote what the message says
 */
public record Denial(Cause cause, String reason) {}
