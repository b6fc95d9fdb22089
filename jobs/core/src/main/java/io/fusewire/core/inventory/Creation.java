package io.fusewire.core.inventory;

/**
 * A successful CREATE of an identity.
 *
 * <p>Stored inside a {@link ResourceEntry}; rejects nothing.
 *
 * @param atMillis event time
 * @param owner owner key of the charged principal
 * @param origin what that principal is
 * @param byHand whether a person made it in a browser, and not some tool in a person's name
 */
public record Creation(long atMillis, String owner, Origin origin, boolean byHand) {}
