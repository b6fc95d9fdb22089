/**
 * The detector's judgement: what an event's harm is, which limit it breaks, and the words in which
 * a person is told.
 *
 * <p>{@link io.fusewire.core.detection.Guard} is the entry: one event of one agent in, decisions
 * out. {@link io.fusewire.core.detection.HarmModel} weighs, {@link io.fusewire.core.detection.Fuse}
 * holds the limits that do not learn. Harm is kept in whole micro-units, so that sums are the same
 * in any order.
 */
@NullMarked
package io.fusewire.core.detection;

import org.jspecify.annotations.NullMarked;
