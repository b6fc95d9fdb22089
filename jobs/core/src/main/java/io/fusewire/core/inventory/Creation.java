package io.fusewire.core.inventory;

/**
 * A successful CREATE of an identity.
 *
 * <p>Stored inside a {@link ResourceEntry}; rejects nothing.
 *
 * @param atMillis event time
 * @param owner owner key of the charged principal
 * @param origin what that principal is
 */
public record Creation(long atMillis, String owner, Origin origin) {}
