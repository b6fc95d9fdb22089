package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.detector.TestingTrail.Line;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/** Accounts and agents of a replay whose names happen to have one sort key. */
class SharedSortKeyTest {

    private static final int KEY = 7;
    private static final int MAX_PARALLELISM = 128;

    private final Parcels parcels = new Parcels();

    /** What a stage gives out: decisions, and summaries of agents. */
    private record Judged(List<Decision> decisions, List<AgentSummary> agents) {
        Judged and(Judged other) {
            List<Decision> all = new ArrayList<>(decisions);
            all.addAll(other.decisions);
            List<AgentSummary> both = new ArrayList<>(agents);
            both.addAll(other.agents);
            return new Judged(all, both);
        }
    }

    @Test
    void accountsAreViewedAsIfEachHadItsOwn() throws Exception {
        List<Parcel> one = teardown("111122223333", "rogue");
        List<Parcel> other = teardown("444455556666", "rogue");

        List<GuardInput> together = open(viewed(byTime(one, other)));

        List<GuardInput> apart = new ArrayList<>(open(viewed(one)));
        apart.addAll(open(viewed(other)));
        assertThat(together).isEqualTo(apart).isNotEmpty();
    }

    @Test
    void agentsAreJudgedAsIfEachHadItsOwn() throws Exception {
        List<Parcel> one = viewed(teardown("111122223333", "rogue"));
        List<Parcel> other = viewed(teardown("444455556666", "other"));

        Judged together = judged(byTime(one, other));

        assertThat(together).isEqualTo(judged(one).and(judged(other)));
        assertThat(together.agents()).hasSize(2);
        assertThat(together.decisions())
                .extracting(Decision::agent)
                .contains(together.agents().get(0).agent(), together.agents().get(1).agent());
    }

    private List<Parcel> teardown(String account, String name) {
        List<Line> lines = new ArrayList<>();
        TestingTrail.teardown(account, name, TestingTrail.START, lines);
        List<Parcel> packed = new ArrayList<>();
        Packing<StampedEvent> packing = new Packing<>(parcels::forAccount, packed::add);
        for (StampedEvent stamped : TestingTrail.events(lines)) {
            AuditEvent event = stamped.event();
            packing.add(event.account(), event.session(), event.eventTimeMillis(), stamped);
        }
        packing.release();
        return keyed(packed);
    }

    private List<GuardInput> open(List<Parcel> packed) {
        return packed.stream().flatMap(parcel -> parcels.inputs(parcel).stream()).toList();
    }

    private static List<Parcel> keyed(List<Parcel> packed) {
        return packed.stream()
                .map(parcel -> new Parcel(KEY, parcel.timeMillis(), parcel.content()))
                .toList();
    }

    private static List<Parcel> byTime(List<Parcel> one, List<Parcel> other) {
        List<Parcel> sorted = new ArrayList<>(one);
        sorted.addAll(other);
        sorted.sort(Comparator.comparingLong(Parcel::stamp));
        return sorted;
    }

    private static List<Parcel> viewed(List<Parcel> events) throws Exception {
        try (var account =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new ReplayAccount(DetectorSettings.REPLAY),
                                List.of(DetectorTopology.BROADCAST)),
                        Parcel::key,
                        Types.INT,
                        MAX_PARALLELISM,
                        1,
                        0)) {
            account.open();
            for (Parcel event : events) {
                account.processElement(event, event.stamp());
            }
            account.processWatermark(Long.MAX_VALUE);
            account.processBroadcastWatermark(Long.MAX_VALUE);
            return keyed(account.extractOutputValues());
        }
    }

    private static Judged judged(List<Parcel> inputs) throws Exception {
        try (var guard =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new ReplayGuard(DetectorSettings.REPLAY),
                                List.of(DetectorTopology.BROADCAST)),
                        Parcel::key,
                        Types.INT,
                        MAX_PARALLELISM,
                        1,
                        0)) {
            guard.open();
            for (Parcel input : inputs) {
                guard.processElement(input, input.stamp());
            }
            guard.processWatermark(Long.MAX_VALUE);
            guard.processBroadcastWatermark(Long.MAX_VALUE);
            Queue<StreamRecord<AgentSummary>> agents = guard.getSideOutput(DetectorTopology.AGENTS);
            return new Judged(
                    guard.extractOutputValues(),
                    agents.stream().map(StreamRecord::getValue).toList());
        }
    }
}
