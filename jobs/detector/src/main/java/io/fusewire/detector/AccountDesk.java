package io.fusewire.detector;

import io.fusewire.core.detection.Swarm;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountStore;
import io.fusewire.core.inventory.AccountView;
import io.fusewire.core.inventory.Admission;
import io.fusewire.core.inventory.InventoryCounters;
import io.fusewire.core.inventory.InventoryLimits;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.staging.CandidateStanding;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.accumulators.LongMinimum;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * Tells each event what its account knows about it, and counts. Whoever has one keeps the account's
 * state.
 *
 * <p>Not thread-safe: one instance per operator instance.
 */
final class AccountDesk {

    private final AccountView view;
    private final AccountRules rules;
    private final Swarm swarm = new Swarm();
    private final Forward forward = new Forward();
    private final LongCounter accepted = new LongCounter();
    private final LongCounter duplicates = new LongCounter();
    private final LongMinimum firstEventTime = new LongMinimum();
    private final LongMaximum lastEventTime = new LongMaximum();
    private final Counter duplicatesMetric;

    /**
     * @param rules turned to what people have told by the time of each {@link #take}
     */
    AccountDesk(InventoryLimits limits, AccountRules rules, RuntimeContext context) {
        view = new AccountView(limits);
        this.rules = rules;
        context.addAccumulator(Counts.ACCEPTED, accepted);
        context.addAccumulator(Counts.DUPLICATES, duplicates);
        context.addAccumulator(Counts.FIRST_EVENT_TIME, firstEventTime);
        context.addAccumulator(Counts.LAST_EVENT_TIME, lastEventTime);
        MetricGroup metrics = context.getMetricGroup().addGroup(MetricNames.GROUP);
        duplicatesMetric = metrics.counter(MetricNames.DUPLICATES);
        register(metrics, view.counters());
    }

    private static void register(MetricGroup metrics, InventoryCounters counters) {
        metrics.gauge(MetricNames.SEEN_IDS_FORCED, (Gauge<Long>) counters::seenIdsForced);
        metrics.gauge(MetricNames.RESOURCES_FORCED, (Gauge<Long>) counters::resourcesForced);
        metrics.gauge(
                MetricNames.ENVIRONMENTS_REFUSED, (Gauge<Long>) counters::environmentsRefused);
        metrics.gauge(MetricNames.CASCADES_FORCED, (Gauge<Long>) counters::cascadesForced);
    }

    /**
     * Takes one event in its turn.
     *
     * @param store the state of the event's account
     * @param out gets what the guard is to hear; nothing for a duplicate
     */
    void take(StampedEvent event, AccountStore store, Consumer<GuardInput> out) {
        Repetitions repetitions = event.repetitions();
        if (repetitions == null) {
            view(event, store, out);
        } else {
            countRepetitions(event, repetitions, store, out);
        }
    }

    private void view(StampedEvent event, AccountStore store, Consumer<GuardInput> out) {
        Admission admission = view.accept(event.event(), store, forward.of(event, store, out));
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

    private void countRepetitions(
            StampedEvent latest, Repetitions reads, AccountStore store, Consumer<GuardInput> out) {
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
            out.accept(
                    GuardInput.of(
                            AccountView.unseen(latest.event()),
                            latest.appendedAtMillis(),
                            fresh,
                            reads.sinceMillis()));
        }
    }

    /**
     * Lets the swarm look at what the view gives out, and puts beside it what came with it. One for
     * all events, turned to each.
     */
    private final class Forward implements Consumer<AccountEvent> {
        private long appendedAtMillis;
        private @Nullable CandidateStanding standing;
        private @Nullable AccountStore store;
        private @Nullable Consumer<GuardInput> out;

        Forward of(StampedEvent origin, AccountStore ofAccount, Consumer<GuardInput> receiver) {
            appendedAtMillis = origin.appendedAtMillis();
            standing = origin.standing();
            store = ofAccount;
            out = receiver;
            return this;
        }

        @Override
        public void accept(AccountEvent event) {
            AccountStore account = Objects.requireNonNull(store);
            Policy policy = rules.policyAt(event.event().eventTimeMillis());
            AccountEvent seen = swarm.look(event, account, policy.swarms(), rules.approvals());
            Objects.requireNonNull(out).accept(GuardInput.of(seen, appendedAtMillis, standing));
        }
    }
}
