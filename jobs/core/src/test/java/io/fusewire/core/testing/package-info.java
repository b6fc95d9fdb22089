/** Hand-written fakes and builders that the tests of several packages share. */
@NullMarked
package io.fusewire.core.testing;

import org.jspecify.annotations.NullMarked;
