/**
 * Who may tell the detector what: roles, the times within which a signed message counts, and which
 * messages have been used up. Whether a signature is genuine is for a connector to say.
 */
@NullMarked
package io.fusewire.core.control;

import org.jspecify.annotations.NullMarked;
