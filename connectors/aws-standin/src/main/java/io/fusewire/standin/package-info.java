/**
 * Test equipment: IAM and STS, as far as containment and the demo's agents call them.
 *
 * <p>{@link io.fusewire.standin.AwsStandIn} answers the unmodified AWS SDK on a loopback port and
 * says, through {@link io.fusewire.standin.AwsStandIn#judge}, what the stored deny statements do to
 * a caller.
 */
@NullMarked
package io.fusewire.standin;

import org.jspecify.annotations.NullMarked;
