/** Tests written beside a policy, run through the detector's own operators. */
@NullMarked
package io.fusewire.cli.policytest;

import org.jspecify.annotations.NullMarked;
