/**
 * A simulated fleet that writes CloudTrail records: who is in it, what they do on an ordinary day,
 * and what one of them does when it goes wrong.
 *
 * <p>Records leave as bytes, in the order in which a shipper would deliver them. What only the
 * simulator can know (who is to blame, what was lost) travels beside the bytes and never inside
 * them.
 */
@NullMarked
package io.fusewire.bench.fleet;

import org.jspecify.annotations.NullMarked;
