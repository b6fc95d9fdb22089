/** Tests of the command that starts the benchmarks. */
@NullMarked
package io.fusewire.bench;

import org.jspecify.annotations.NullMarked;
