/**
 * A replay's way from files to files: runs the detector in batch execution inside this process,
 * gathers what comes out, and writes the folder that {@code replay} promises.
 */
@NullMarked
package io.fusewire.cli.replay;

import org.jspecify.annotations.NullMarked;
