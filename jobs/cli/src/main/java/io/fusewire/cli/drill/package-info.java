/**
 * The drill: a canary session, records of harm that it never did, and a look whether it is stopped
 * all the same.
 */
@NullMarked
package io.fusewire.cli.drill;

import org.jspecify.annotations.NullMarked;
