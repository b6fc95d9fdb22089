package io.fusewire.detector;

import io.fusewire.core.detection.Swarm;
import io.fusewire.core.detection.SwarmLimits;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountView;
import io.fusewire.core.inventory.Admission;
import io.fusewire.core.inventory.InventoryCounters;
import io.fusewire.core.staging.CandidateStanding;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.accumulators.LongMinimum;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** Tells each event what its account knows about it. Keyed by recipient account. */
final class ViewAccount extends KeyedProcessFunction<String, StampedEvent, GuardInput> {

    private static final long serialVersionUID = 1;

    private final DetectorSettings settings;

    private transient AccountView view;
    private transient KeyedAccountStore store;
    private transient Forward forward;
    private transient Simultaneous<StampedEvent> simultaneous;
    private transient LongCounter accepted;
    private transient LongCounter duplicates;
    private transient LongMinimum firstEventTime;
    private transient LongMaximum lastEventTime;
    private transient Counter duplicatesMetric;

    ViewAccount(DetectorSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext openContext) {
        RuntimeContext context = getRuntimeContext();
        view = new AccountView(settings.inventoryLimits());
        store = new KeyedAccountStore(context);
        forward = new Forward(new Swarm(SwarmLimits.DEFAULT), store);
        simultaneous = new Simultaneous<>(Orders.OF_ACCOUNT, this::take);
        accepted = new LongCounter();
        duplicates = new LongCounter();
        firstEventTime = new LongMinimum();
        lastEventTime = new LongMaximum();
        context.addAccumulator(Counts.ACCEPTED, accepted);
        context.addAccumulator(Counts.DUPLICATES, duplicates);
        context.addAccumulator(Counts.FIRST_EVENT_TIME, firstEventTime);
        context.addAccumulator(Counts.LAST_EVENT_TIME, lastEventTime);
        register(context.getMetricGroup().addGroup(MetricNames.GROUP), view.counters());
    }

    private void register(MetricGroup metrics, InventoryCounters counters) {
        duplicatesMetric = metrics.counter(MetricNames.DUPLICATES);
        metrics.gauge(MetricNames.SEEN_IDS_FORCED, (Gauge<Long>) counters::seenIdsForced);
        metrics.gauge(MetricNames.RESOURCES_FORCED, (Gauge<Long>) counters::resourcesForced);
        metrics.gauge(
                MetricNames.ENVIRONMENTS_REFUSED, (Gauge<Long>) counters::environmentsRefused);
        metrics.gauge(MetricNames.CASCADES_FORCED, (Gauge<Long>) counters::cascadesForced);
    }

    @Override
    public void processElement(StampedEvent event, Context context, Collector<GuardInput> out)
            throws Exception {
        forward.out = out;
        switch (settings.execution()) {
            case STREAMING -> take(event);
            case BATCH -> {
                if (simultaneous.isEmpty()) {
                    // In batch execution a timer fires after the key's last record.
                    context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
                }
                simultaneous.add(event, event.event().eventTimeMillis());
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<GuardInput> out)
            throws Exception {
        forward.out = out;
        simultaneous.flush();
    }

    private void take(StampedEvent event) {
        Repetitions repetitions = event.repetitions();
        if (repetitions == null) {
            view(event);
        } else {
            countRepetitions(event, repetitions);
        }
    }

    private void view(StampedEvent event) {
        forward.appendedAtMillis = event.appendedAtMillis();
        forward.standing = event.standing();
        Admission admission = view.accept(event.event(), store, forward);
        switch (admission) {
            case ACCEPTED -> {
                accepted.add(1);
                firstEventTime.add(event.event().eventTimeMillis());
                lastEventTime.add(event.event().eventTimeMillis());
            }
            case DUPLICATE -> {
                duplicates.add(1);
                duplicatesMetric.inc();
            }
        }
    }

    private void countRepetitions(StampedEvent latest, Repetitions reads) {
        int fresh =
                view.acceptRepetitions(
                        latest.event(), reads.eventIds(), reads.sinceMillis(), store);
        int known = reads.eventIds().size() - fresh;
        accepted.add(fresh);
        duplicates.add(known);
        duplicatesMetric.inc(known);
        if (fresh > 0) {
            firstEventTime.add(reads.sinceMillis());
            lastEventTime.add(latest.event().eventTimeMillis());
            forward.reads(
                    GuardInput.of(
                            AccountView.unseen(latest.event()),
                            latest.appendedAtMillis(),
                            fresh,
                            reads.sinceMillis()));
        }
    }

    /** Lets the swarm look at what the view gives out, and puts Kafka's time beside it. */
    private static final class Forward implements Consumer<AccountEvent> {
        private final Swarm swarm;
        private final KeyedAccountStore store;
        private @Nullable Collector<GuardInput> out;
        private long appendedAtMillis;
        private @Nullable CandidateStanding standing;

        Forward(Swarm swarm, KeyedAccountStore store) {
            this.swarm = swarm;
            this.store = store;
        }

        void reads(GuardInput gathered) {
            if (out != null) {
                out.collect(gathered);
            }
        }

        @Override
        public void accept(AccountEvent event) {
            if (out != null) {
                out.collect(GuardInput.of(swarm.look(event, store), appendedAtMillis, standing));
            }
        }
    }
}
