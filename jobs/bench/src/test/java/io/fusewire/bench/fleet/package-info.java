/** Tests of the simulated fleet. */
@NullMarked
package io.fusewire.bench.fleet;

import org.jspecify.annotations.NullMarked;
