/**
 * Makes the operation catalogue that {@code core} ships out of its hand-kept and released tables,
 * and shows how it differs from one derived afresh from AWS' service models. A build tool: nothing
 * at run time depends on it.
 */
@NullMarked
package io.fusewire.catalogue;

import org.jspecify.annotations.NullMarked;
