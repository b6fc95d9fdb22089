/**
 * Kafka at both ends of the jobs: topics, sources that keep a record's place, and sinks that write
 * JSON in the form that files have too.
 */
@NullMarked
package io.fusewire.kafka;

import org.jspecify.annotations.NullMarked;
