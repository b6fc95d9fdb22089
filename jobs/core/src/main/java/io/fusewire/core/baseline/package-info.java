/**
 * What an agent normally does, learned: three harm ladders with climb rates of its own and of its
 * peers, and what it has done before at all (detector specification, sections 1 to 3 and 5).
 *
 * <p>{@link io.fusewire.core.baseline.Baseline} is one agent's learned state, {@link
 * io.fusewire.core.baseline.Priors} what its peers have done, {@link
 * io.fusewire.core.baseline.Evidence} the arithmetic between them. Sums are whole micro-units, so
 * that no order of events changes them; logarithms and powers are {@link StrictMath}'s, so that no
 * machine does.
 */
@NullMarked
package io.fusewire.core.baseline;

import org.jspecify.annotations.NullMarked;
