/** Turns recorded history into priors that a person reviews and signs. */
@NullMarked
package io.fusewire.cli.learn;

import org.jspecify.annotations.NullMarked;
