package io.fusewire.detector;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Tells each event what its account knows about it. Keyed by recipient account. */
final class ViewAccount extends KeyedProcessFunction<String, StampedEvent, GuardInput> {

    private static final long serialVersionUID = 1;

    private final DetectorSettings settings;

    private transient AccountDesk desk;
    private transient KeyedAccountStore store;

    ViewAccount(DetectorSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext openContext) {
        desk = new AccountDesk(settings.inventoryLimits(), getRuntimeContext());
        store = new KeyedAccountStore(getRuntimeContext());
    }

    @Override
    public void processElement(StampedEvent event, Context context, Collector<GuardInput> out) {
        desk.take(event, store, out::collect);
    }
}
