/**
 * Incidents: everything that is known of one decision, folded into one page for the person on call
 * and one record for whoever asks later.
 *
 * <p>Pure: pages and records out, nothing sent. Main types: {@link
 * io.fusewire.core.incident.IncidentDesk} (what one agent's incidents come to), {@link
 * io.fusewire.core.incident.PageText} (what a person reads at 3 a.m.).
 */
@NullMarked
package io.fusewire.core.incident;

import org.jspecify.annotations.NullMarked;
