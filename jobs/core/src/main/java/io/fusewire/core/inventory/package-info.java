/**
 * What one account knows of its resources: who made each, who has used it lately, how many are
 * alive, and which session set a cascade off. It informs; only the guard decides.
 *
 * <p>{@link io.fusewire.core.inventory.AccountView} is the entry; {@link
 * io.fusewire.core.inventory.AccountStore} is its port to keyed state, {@link
 * io.fusewire.core.inventory.InventoryLimits} bounds all of it, and {@link
 * io.fusewire.core.inventory.InventoryCounters} tells what the bounds cost. Stored types are flat
 * public records that validate nothing.
 *
 * <p>Two rules run through the package. Unknown is foreign: whatever is late, lost, forgotten or
 * ambiguous leaves a resource foreign to whoever destroys it. And nothing here knows the time: what
 * expires does so by the event time of later records, a few entries per event, so that a replay and
 * a live run forget alike.
 *
 * <p>Known limits. A reader that names resources keeps them alive to others, and names that do not
 * exist count as alive until they expire, since a successful read is all that tells of resources
 * older than the stream. A record dated far in the future ages everything at once, a few resources
 * per event. A cascade's children that arrive before their cause are charged to their own caller.
 * Imports nothing outside {@code core}.
 */
@NullMarked
package io.fusewire.core.inventory;

import org.jspecify.annotations.NullMarked;
