/** Ways in which an agent goes wrong: one class for each kind. */
@NullMarked
package io.fusewire.bench.fleet.incident;

import org.jspecify.annotations.NullMarked;
