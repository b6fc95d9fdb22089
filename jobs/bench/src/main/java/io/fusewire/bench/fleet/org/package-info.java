/**
 * The organisation: its accounts, who works in them, and the trail that writes down what they do.
 */
@NullMarked
package io.fusewire.bench.fleet.org;

import org.jspecify.annotations.NullMarked;
