package io.fusewire.core.containment;

/**
 * A write that is under way.
 *
 * @param request what was asked
 * @param attempt how often the target was asked since it last answered for certain, from 1
 * @param askedAtMillis when
 * @param isCheck whether nothing but the time asked for it: the same was confirmed before
 */
public record WriteAsked(WriteRequest request, int attempt, long askedAtMillis, boolean isCheck) {}
