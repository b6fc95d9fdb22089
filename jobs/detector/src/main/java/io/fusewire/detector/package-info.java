/**
 * The detector as a Flink job: audit records in, breaker decisions out.
 *
 * <p>Operators only load state, call {@code io.fusewire.core}, store and emit; a decision that is
 * made here is in the wrong place. {@link io.fusewire.detector.DetectorTopology} is the graph,
 * {@link io.fusewire.detector.DetectorJob} puts Kafka at its ends.
 */
@NullMarked
package io.fusewire.detector;

import org.jspecify.annotations.NullMarked;
