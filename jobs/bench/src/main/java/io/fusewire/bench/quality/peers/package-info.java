/** Detectors as others build them, each in one class, over the same events as Fusewire. */
@NullMarked
package io.fusewire.bench.quality.peers;

import org.jspecify.annotations.NullMarked;
