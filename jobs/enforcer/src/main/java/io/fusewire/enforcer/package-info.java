/**
 * The enforcer: the Flink job that carries out what the detector decided. Operators load state,
 * call the core's desks, store and emit; what is decided here is decided in {@code
 * core.containment}.
 */
@NullMarked
package io.fusewire.enforcer;

import org.jspecify.annotations.NullMarked;
