package io.fusewire.core.inventory;

import io.fusewire.core.event.ResourceRef;

/**
 * An identity that was destroyed earlier and is now made again.
 *
 * @param resource the new resource
 * @param deletedBy agent key that was charged with the destruction
 * @param deletedAtMillis event time of the destruction
 * @param deleteEventId the record of the destruction
 */
public record Recreation(
        ResourceRef resource, String deletedBy, long deletedAtMillis, String deleteEventId) {}
