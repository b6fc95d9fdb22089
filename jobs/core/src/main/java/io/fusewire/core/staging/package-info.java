/**
 * A policy or priors on trial: what people stage, activate and withdraw, and which candidate stands
 * beside what holds at which event time. What the candidate decides is judged in {@code
 * io.fusewire.core.detection}.
 */
@NullMarked
package io.fusewire.core.staging;

import org.jspecify.annotations.NullMarked;
