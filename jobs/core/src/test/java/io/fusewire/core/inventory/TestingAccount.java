package io.fusewire.core.inventory;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.testing.TestingEvents;

import java.util.ArrayList;
import java.util.List;

/** An account view with its store, and what came out of it. */
final class TestingAccount {
    private final InventoryLimits limits;
    final HeapAccountStore store;
    final AccountView view;
    final List<AccountEvent> out = new ArrayList<>();

    TestingAccount() {
        this(InventoryLimits.DEFAULT);
    }

    TestingAccount(InventoryLimits limits) {
        this(limits, new HeapAccountStore());
    }

    private TestingAccount(InventoryLimits limits, HeapAccountStore store) {
        this.limits = limits;
        this.store = store;
        view = new AccountView(limits);
    }

    /** A new process that goes on from a copy of the state. */
    TestingAccount restarted() {
        TestingAccount restarted = new TestingAccount(limits, store.copy());
        restarted.out.addAll(out);
        return restarted;
    }

    Admission accept(AuditEvent event) {
        return view.accept(event, store, out::add);
    }

    TestingAccount acceptAll(List<AuditEvent> events) {
        events.forEach(this::accept);
        return this;
    }

    /** Accepts an event and returns what came out last. */
    AccountEvent see(TestingEvents event) {
        accept(event.build());
        return last();
    }

    AccountEvent last() {
        return out.get(out.size() - 1);
    }

    /** The standing of the only resource of an event. */
    ResourceStanding standing(TestingEvents event) {
        List<ResourceStanding> standings = see(event).standings();
        if (standings.size() != 1) {
            throw new AssertionError("one standing expected, but was " + standings);
        }
        return standings.get(0);
    }
}
