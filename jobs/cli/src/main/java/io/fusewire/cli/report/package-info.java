/**
 * The report page of a run: one self-contained HTML file, without scripts and without any request
 * to a network.
 *
 * <p>Names in audit records are chosen by whoever makes the calls, so every text passes {@link
 * io.fusewire.cli.report.Html}, which knows no way to write one unescaped.
 */
@NullMarked
package io.fusewire.cli.report;

import org.jspecify.annotations.NullMarked;
