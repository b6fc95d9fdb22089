package io.fusewire.core.containment;

/**
 * The next rung of a containment.
 *
 * @param rung how far it reaches now; {@link Rung#PERSON} is where it ends
 * @param reason why it is needed, and why no narrower rung was taken; one sentence
 */
public record EscalationStep(Rung rung, String reason) {}
