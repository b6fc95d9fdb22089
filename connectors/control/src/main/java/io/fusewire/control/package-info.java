/**
 * Signed control messages: JSON Web Signatures over what people tell the detector.
 *
 * <p>Says whether a signature is genuine and whose key made it. What its holder may say is the
 * domain's to decide ({@link io.fusewire.core.control}). Knows no Flink, Kafka, clock or log.
 */
@NullMarked
package io.fusewire.control;

import org.jspecify.annotations.NullMarked;
