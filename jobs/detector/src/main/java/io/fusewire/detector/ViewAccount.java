package io.fusewire.detector;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Tells each event what its account knows about it. Keyed by recipient account. */
final class ViewAccount
        extends KeyedBroadcastProcessFunction<String, StampedEvent, ControlMessage, GuardInput> {

    private static final long serialVersionUID = 1;

    private final DetectorSettings settings;

    private transient AccountRules rules;
    private transient AccountDesk desk;
    private transient KeyedAccountStore store;

    ViewAccount(DetectorSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext openContext) {
        rules = new AccountRules(settings);
        desk = new AccountDesk(settings.inventoryLimits(), rules, getRuntimeContext());
        store = new KeyedAccountStore(getRuntimeContext());
    }

    @Override
    public void processElement(
            StampedEvent event, ReadOnlyContext context, Collector<GuardInput> out)
            throws Exception {
        rules.turnTo(context);
        desk.take(event, store, out::collect);
    }

    @Override
    public void processBroadcastElement(
            ControlMessage message, Context context, Collector<GuardInput> out) throws Exception {
        rules.hear(message, context);
    }
}
