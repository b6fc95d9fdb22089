/**
 * Containment: which measure revokes exactly one session, how many of them share one policy, what
 * may be claimed of each, and when to go further or to hold back.
 *
 * <p>Pure: documents and decisions out, no call made. Main types: {@link
 * io.fusewire.core.containment.MeasureChoice} (what revokes a session), {@link
 * io.fusewire.core.containment.TargetLedger} (what one target's policy has to say), {@link
 * io.fusewire.core.containment.OutcomeTable} (what is known of the effect), {@link
 * io.fusewire.core.containment.Escalation}, {@link io.fusewire.core.containment.MassTripGuard}.
 */
@NullMarked
package io.fusewire.core.containment;

import org.jspecify.annotations.NullMarked;
