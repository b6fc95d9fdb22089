@NullMarked
package io.fusewire.bench.quality;

import org.jspecify.annotations.NullMarked;
