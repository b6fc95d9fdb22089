/**
 * How much is lost before a detector stops an agent that goes wrong, at a stated budget of false
 * trips: Fusewire and its peers over the same records of the same simulated fleet.
 *
 * <p>{@link io.fusewire.bench.quality.Detector} is what a contestant implements, {@link
 * io.fusewire.bench.quality.Contestants} lists them, {@link
 * io.fusewire.bench.quality.QualityBenchmark} is the run.
 */
@NullMarked
package io.fusewire.bench.quality;

import org.jspecify.annotations.NullMarked;
