/** What the simulated clouds hold, and how CloudTrail writes down the calls that change it. */
@NullMarked
package io.fusewire.bench.fleet.cloud;

import org.jspecify.annotations.NullMarked;
