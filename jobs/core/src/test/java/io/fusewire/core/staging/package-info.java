@NullMarked
package io.fusewire.core.staging;

import org.jspecify.annotations.NullMarked;
