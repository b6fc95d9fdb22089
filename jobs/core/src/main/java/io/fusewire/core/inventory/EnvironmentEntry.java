package io.fusewire.core.inventory;

import java.util.List;

/**
 * What is kept of one environment: an account and region, or one stack in them.
 *
 * <p>Stored; rejects nothing. 40 bytes and the principals.
 *
 * @param sinceMillis event time of the first event seen in it
 * @param live remembered resources that are alive in it; a region counts those of its stacks too
 * @param principals agent keys that changed something in it, first come first, at most {@link
 *     InventoryLimits#principalsPerEnvironmentMax}
 */
public record EnvironmentEntry(long sinceMillis, int live, List<String> principals) {}
