/**
 * The circuit breaker of one agent: its states, what may happen to it, and what follows. A table,
 * without memory, clock or side effect.
 */
@NullMarked
package io.fusewire.core.breaker;

import org.jspecify.annotations.NullMarked;
