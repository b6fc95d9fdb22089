package io.fusewire.core.inventory;

import io.fusewire.core.event.AuditEvent;

import java.util.function.Consumer;

/** Knows one account's resources. */
public final class AccountView {
    private final InventoryLimits limits;
    private final InventoryCounters counters = new InventoryCounters();

    public AccountView(InventoryLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes one event of an account, in order of arrival.
     *
     * @param event the event
     * @param store the state of the event's recipient account
     * @param out gets the event with what the account knows about it, then withdrawals, if any;
     *     nothing for a duplicate
     */
    public Admission accept(AuditEvent event, AccountStore store, Consumer<AccountEvent> out) {
        throw new UnsupportedOperationException("work in progress " + limits);
    }

    /** What was dropped since this view was built. */
    public InventoryCounters counters() {
        return counters;
    }
}
