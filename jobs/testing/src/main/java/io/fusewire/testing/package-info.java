/**
 * Test equipment of both jobs: clusters in this process and in processes of their own, topics,
 * savepoints of operators driven by hand, and waiting without sleeping.
 */
@NullMarked
package io.fusewire.testing;

import org.jspecify.annotations.NullMarked;
