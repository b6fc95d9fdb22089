/** JMH benchmarks: how fast the parts of the detector are, each against a plain yardstick. */
@NullMarked
package io.fusewire.bench;

import org.jspecify.annotations.NullMarked;
