package io.fusewire.detector;

import io.fusewire.core.detection.Command;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.TotalOrder;
import io.fusewire.core.inventory.AccountEvent;

import java.util.Comparator;

/** The total order of a replay, for what the keyed operators receive. */
final class Orders {

    /**
     * Events of one account. Gathered reads come after the events of their time: a copy of one of
     * them, from another file, may be the first sight of something there, and must not count as a
     * duplicate before it was looked at.
     */
    static final Comparator<StampedEvent> OF_ACCOUNT =
            Comparator.<StampedEvent>comparingLong(stamped -> stamped.event().eventTimeMillis())
                    .thenComparing(
                            StampedEvent::repetitions, Comparator.nullsFirst(ofRepetitions()))
                    .thenComparing(StampedEvent::event, TotalOrder.OF_EVENTS);

    /**
     * What one agent's guard receives: what people said before the records of the same time, in the
     * order of its source; records, which may stem from several accounts, by their order, and of
     * one record what it did before what it took back.
     */
    static final Comparator<GuardInput> OF_AGENT =
            Comparator.comparingLong(GuardInput::timeMillis)
                    .thenComparing(GuardInput::command, Comparator.nullsLast(ofCommands()))
                    .thenComparing(GuardInput::event, Comparator.nullsFirst(ofAccountEvents()));

    private Orders() {}

    /** By what they hold: the latest of two groups may be copies of one record. */
    private static Comparator<Repetitions> ofRepetitions() {
        return Comparator.comparingLong(Repetitions::sinceMillis)
                .thenComparing(reads -> String.join(" ", reads.eventIds()));
    }

    private static Comparator<Command> ofCommands() {
        return Comparator.comparingLong(Command::atMillis)
                .thenComparing(Command::source)
                .thenComparingLong(Command::number);
    }

    private static Comparator<AccountEvent> ofAccountEvents() {
        return Comparator.comparing(AccountEvent::event, TotalOrder.OF_EVENTS)
                .thenComparing(AccountEvent::event, byAccount())
                .thenComparing(AccountEvent::type)
                .thenComparing(
                        AccountEvent::withdrawnEventId,
                        Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(
                        AccountEvent::withdrawnResource,
                        Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    private static Comparator<AuditEvent> byAccount() {
        return Comparator.comparing(AuditEvent::account);
    }
}
