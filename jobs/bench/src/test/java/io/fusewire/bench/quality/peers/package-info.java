@NullMarked
package io.fusewire.bench.quality.peers;

import org.jspecify.annotations.NullMarked;
