/**
 * Who called: the session that can be revoked, the principal whose habits are learned, and what
 * kind of thing stands behind it. Everything is computed from one record alone, so that it is the
 * same in any order and at any parallelism.
 */
@NullMarked
package io.fusewire.core.identity;

import org.jspecify.annotations.NullMarked;
