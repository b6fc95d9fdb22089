/**
 * Acceptance tests of the whole decision path without Flink: bytes of CloudTrail records through
 * reader, interpreter, account view and guard to decisions.
 *
 * <p>The streams are synthetic. They follow public incidents and ordinary work; no record is taken
 * from anybody's log. {@link io.fusewire.detector.scenario.Incidents} and {@link
 * io.fusewire.detector.scenario.OrdinaryWork} tell the stories, the tests say what must come of
 * them.
 */
@NullMarked
package io.fusewire.detector.scenario;

import org.jspecify.annotations.NullMarked;
