/**
 * Test equipment of both jobs: clusters in this process and in processes of their own, topics, and
 * waiting without sleeping.
 */
@NullMarked
package io.fusewire.testing;

import org.jspecify.annotations.NullMarked;
