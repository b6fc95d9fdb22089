package io.fusewire.detector;

import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.HeapAccountStore;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

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
    private transient Unpacking<StampedEvent> events;
    private transient GatheredReads reads;
    private transient Packing<GuardInput> packing;
    private transient @Nullable Collector<Parcel> out;

    ReplayAccount(DetectorSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext openContext) {
        rules = new AccountRules(settings);
        desk = new AccountDesk(settings.inventoryLimits(), rules, getRuntimeContext());
        parcels = new Parcels();
        store = new HeapAccountStore();
        events = Unpacking.ofEvents(new OneAccount());
        reads = new GatheredReads(this::pack);
        packing = new Packing<>(parcels::forAgent, this::send);
    }

    @Override
    public void processElement(Parcel parcel, ReadOnlyContext context, Collector<Parcel> out)
            throws Exception {
        this.out = out;
        rules.turnTo(context);
        if (events.isEmpty()) {
            // In batch execution a timer fires after the key's last record.
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }
        events.add(parcels.events(parcel));
    }

    private void pack(GuardInput input) {
        AccountEvent event = input.event();
        if (event != null) {
            packing.add(event.chargedAgent(), event.chargedSession(), input.timeMillis(), input);
        }
    }

    private void send(Parcel parcel) {
        if (out != null) {
            out.collect(parcel);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Parcel> out)
            throws Exception {
        this.out = out;
        rules.turnTo(context);
        events.end();
    }

    @Override
    public void processBroadcastElement(
            ControlMessage message, Context context, Collector<Parcel> out) throws Exception {
        rules.hear(message, context);
    }

    /** Begins each account with nothing known of it. */
    private final class OneAccount implements NameByName.Receiver<StampedEvent> {
        @Override
        public void accept(StampedEvent event) {
            desk.take(event, store, reads::take);
        }

        @Override
        public void end() {
            reads.end();
            packing.release();
            store = new HeapAccountStore();
        }
    }
}
