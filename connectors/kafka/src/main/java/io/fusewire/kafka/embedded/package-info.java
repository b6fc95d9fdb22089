/**
 * A real Kafka broker inside this process or as a small process of its own, for the demo and the
 * tests. Needs the broker's artifacts on the class path, which no job jar carries; nothing outside
 * this package may import the broker's classes.
 */
@NullMarked
package io.fusewire.kafka.embedded;

import org.jspecify.annotations.NullMarked;
