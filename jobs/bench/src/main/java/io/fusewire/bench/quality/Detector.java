package io.fusewire.bench.quality;

import io.fusewire.core.inventory.AccountEvent;

/**
 * A contestant: scores the events of one block in the order of their arrival.
 *
 * <p>It gets what Fusewire's own guard gets: understood events with what the account knows about
 * each resource. It keeps its own state per {@link AccountEvent#chargedAgent}. An event whose score
 * reaches the threshold trips the agent; the benchmark then stops the agent, if the event belongs
 * to an incident, or leaves it alone for a day, as a person's verdict would. A detector that is
 * asked again about an agent that it tripped may take it that a person called that legitimate, as
 * they would of an agent that nothing was wrong with: what was no mistake is not asked about again.
 */
@FunctionalInterface
public interface Detector {

    /** How alarming an event is, from 0; what 1 means is up to the detector. */
    double score(AccountEvent event);
}
