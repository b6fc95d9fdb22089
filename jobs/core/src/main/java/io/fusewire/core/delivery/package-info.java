/**
 * Delivery: how a message reaches a receiver outside that may be slow, down or full, without
 * anybody waiting for it.
 *
 * <p>Pure: what is to be sent goes out as an effect, what was answered comes in. Main types: {@link
 * io.fusewire.core.delivery.DeliveryDesk} (one receiver and key), {@link
 * io.fusewire.core.delivery.DeliveryResult} (what an answer means).
 */
@NullMarked
package io.fusewire.core.delivery;

import org.jspecify.annotations.NullMarked;
