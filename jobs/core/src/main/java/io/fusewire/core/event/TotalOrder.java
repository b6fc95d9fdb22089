package io.fusewire.core.event;

import java.util.Comparator;

/**
 * The one order of a replay: event time, then event id, then the digest of the record's bytes, of
 * which the first eight are kept, unsigned.
 *
 * <p>CloudTrail's stamps have a resolution of one second and its files no order, so nothing shorter
 * decides.
 */
public final class TotalOrder {

    public static final Comparator<AuditEvent> OF_EVENTS =
            Comparator.comparingLong(AuditEvent::eventTimeMillis)
                    .thenComparing(AuditEvent::eventId)
                    .thenComparing(AuditEvent::digest, Long::compareUnsigned);

    private TotalOrder() {}
}
