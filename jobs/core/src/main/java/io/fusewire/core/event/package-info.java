/**
 * The words of the domain: what one audit record says, once it is understood.
 *
 * <p>Types here are flat, immutable and public so that a stream processor can ship and store them
 * without reflection tricks; they decide nothing. Imports nothing outside the JDK.
 */
@NullMarked
package io.fusewire.core.event;

import org.jspecify.annotations.NullMarked;
