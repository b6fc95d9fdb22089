package io.fusewire.core.containment;

import io.fusewire.core.containment.Measure.Deny;

/**
 * One session that a target's policy has to deny.
 *
 * @param session session key
 * @param deny by what measure
 */
public record Demand(String session, Deny deny) {}
