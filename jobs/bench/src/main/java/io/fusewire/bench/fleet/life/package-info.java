/** Ordinary life: one class for each archetype, and what they have in common. */
@NullMarked
package io.fusewire.bench.fleet.life;

import org.jspecify.annotations.NullMarked;
