/**
 * The launcher's commands: what people and scripts call.
 *
 * <p>A command reads its options, checks them all, calls the jobs and the core, and prints; it
 * decides nothing about agents. Wrong usage ends with status 2, a failed run with 1.
 */
@NullMarked
package io.fusewire.cli;

import org.jspecify.annotations.NullMarked;
