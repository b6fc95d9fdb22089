package io.fusewire.detector;

import io.fusewire.core.inventory.HeapAccountStore;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

import java.util.Comparator;

/**
 * What {@link ViewAccount} does, for batch execution only: it sees one account at a time, so what
 * is known of that account needs no keyed state.
 */
final class ReplayAccount
        extends KeyedBroadcastProcessFunction<Integer, Parcel, ControlMessage, Parcel> {

    private static final long serialVersionUID = 1;

    private final DetectorSettings settings;

    private transient AccountRules rules;
    private transient AccountDesk desk;
    private transient Parcels parcels;
    private transient HeapAccountStore store;
    private transient GatheredReads reads;
    private transient NameByName<Opened> names;
    private transient @Nullable Collector<Parcel> out;

    /** An event and what it came in. */
    private record Opened(StampedEvent event, Parcel parcel) {}

    ReplayAccount(DetectorSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext openContext) {
        rules = new AccountRules(settings);
        desk = new AccountDesk(settings.inventoryLimits(), rules, getRuntimeContext());
        parcels = new Parcels();
        store = new HeapAccountStore();
        reads = new GatheredReads(this::send);
        names = new NameByName<>(new OneAccount());
    }

    @Override
    public void processElement(Parcel parcel, ReadOnlyContext context, Collector<Parcel> out)
            throws Exception {
        this.out = out;
        rules.turnTo(context);
        if (names.isEmpty()) {
            // In batch execution a timer fires after the key's last record.
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }
        StampedEvent event = parcels.stamped(parcel);
        names.add(event.event().account(), new Opened(event, parcel));
    }

    private void take(Opened opened) {
        desk.take(opened.event(), store, input -> reads.take(input, opened.parcel()));
    }

    private void send(GuardInput input, Parcel origin) {
        if (out != null) {
            out.collect(parcels.pack(input, origin));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Parcel> out)
            throws Exception {
        this.out = out;
        rules.turnTo(context);
        names.end();
    }

    @Override
    public void processBroadcastElement(
            ControlMessage message, Context context, Collector<Parcel> out) throws Exception {
        rules.hear(message, context);
    }

    /** Begins each account with nothing known of it. */
    private final class OneAccount implements NameByName.Receiver<Opened> {
        private final Simultaneous<Opened> simultaneous =
                new Simultaneous<>(
                        Comparator.comparing(Opened::event, Orders.OF_ACCOUNT),
                        ReplayAccount.this::take);

        @Override
        public void accept(Opened opened) throws Exception {
            simultaneous.add(opened, opened.parcel().stamp());
        }

        @Override
        public void end() throws Exception {
            simultaneous.flush();
            reads.end();
            store = new HeapAccountStore();
        }
    }
}
