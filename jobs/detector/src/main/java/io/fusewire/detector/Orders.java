package io.fusewire.detector;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.TotalOrder;
import io.fusewire.core.inventory.AccountEvent;

import java.util.Comparator;

/** The total order of a replay, for what the keyed operators receive. */
final class Orders {

    /** Events of one account. */
    static final Comparator<StampedEvent> OF_ACCOUNT =
            Comparator.comparing(StampedEvent::event, TotalOrder.OF_EVENTS);

    /**
     * Events of one agent, which may stem from several accounts: by their record, and of one record
     * what it did before what it took back.
     */
    static final Comparator<StampedAccountEvent> OF_AGENT =
            Comparator.comparing(
                    StampedAccountEvent::event,
                    Comparator.comparing(AccountEvent::event, TotalOrder.OF_EVENTS)
                            .thenComparing(AccountEvent::event, byAccount())
                            .thenComparing(AccountEvent::type)
                            .thenComparing(
                                    AccountEvent::withdrawnEventId,
                                    Comparator.nullsFirst(Comparator.naturalOrder()))
                            .thenComparing(
                                    AccountEvent::withdrawnResource,
                                    Comparator.nullsFirst(Comparator.naturalOrder())));

    private Orders() {}

    private static Comparator<AuditEvent> byAccount() {
        return Comparator.comparing(AuditEvent::account);
    }
}
