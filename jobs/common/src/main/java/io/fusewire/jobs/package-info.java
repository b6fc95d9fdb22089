/**
 * What both jobs need to be jobs: a configuration that is read and refused as a whole, the settings
 * of every live job, histograms that can be added up, and text fit for a log.
 */
@NullMarked
package io.fusewire.jobs;

import org.jspecify.annotations.NullMarked;
