/**
 * The demonstration: a small made-up fleet's day in the cloud, written as the audit records that it
 * would leave, and the loop that sends them through a broker and shows what the detector makes of
 * them.
 */
@NullMarked
package io.fusewire.cli.demo;

import org.jspecify.annotations.NullMarked;
