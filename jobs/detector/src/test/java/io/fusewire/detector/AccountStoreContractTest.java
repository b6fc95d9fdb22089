package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Swarm;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountView;
import io.fusewire.core.inventory.HeapAccountStore;
import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.SwarmLimits;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An account's state is the same in plain maps, on Flink's heap and in RocksDB. */
class AccountStoreContractTest {

    enum Backend {
        HEAP,
        ROCKSDB;

        StateBackend open() {
            return switch (this) {
                case HEAP -> new HashMapStateBackend();
                case ROCKSDB -> new EmbeddedRocksDBStateBackend();
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void flinkKeepsWhatPlainMapsKeepOverARestart(Backend backend) throws Exception {
        List<StampedEvent> events = events();
        int half = events.size() / 2;
        List<AccountEvent> out = new ArrayList<>();
        OperatorSubtaskState state;
        try (var account = account(backend)) {
            account.open();
            for (StampedEvent event : events.subList(0, half)) {
                account.processElement(event, 0);
            }
            account.extractOutputValues().forEach(stamped -> out.add(stamped.event()));
            state = account.snapshot(1, 1);
        }
        try (var restarted = account(backend)) {
            restarted.initializeState(state);
            restarted.open();
            for (StampedEvent event : events.subList(half, events.size())) {
                restarted.processElement(event, 0);
            }
            restarted.extractOutputValues().forEach(stamped -> out.add(stamped.event()));
        }

        assertThat(out).isEqualTo(inPlainMaps(events));
    }

    /** A fleet, and a swarm of teardowns in one of its accounts. */
    private static List<StampedEvent> events() {
        List<TestingTrail.Line> lines = new ArrayList<>(TestingTrail.fleet(2));
        for (String name : List.of("one", "two", "three", "four")) {
            TestingTrail.teardown("111122223333", name, TestingTrail.START, lines);
        }
        lines.addAll(lines.subList(0, 10));
        return TestingTrail.events(lines);
    }

    private static List<AccountEvent> inPlainMaps(List<StampedEvent> events) {
        List<AccountEvent> out = new ArrayList<>();
        AccountView view = new AccountView(DetectorSettings.LIVE.inventoryLimits());
        Swarm swarm = new Swarm();
        Map<String, HeapAccountStore> accounts = new HashMap<>();
        for (StampedEvent event : events) {
            HeapAccountStore store =
                    accounts.computeIfAbsent(
                            event.event().account(), account -> new HeapAccountStore());
            view.accept(
                    event.event(),
                    store,
                    viewed ->
                            out.add(
                                    swarm.look(
                                            viewed,
                                            store,
                                            SwarmLimits.SHIPPED,
                                            ApprovalBook.EMPTY)));
        }
        return out;
    }

    private static KeyedBroadcastOperatorTestHarness<
                    String, StampedEvent, ControlMessage, GuardInput>
            account(Backend backend) throws Exception {
        var harness =
                new KeyedBroadcastOperatorTestHarness<
                        String, StampedEvent, ControlMessage, GuardInput>(
                        new CoBroadcastWithKeyedOperator<>(
                                new ViewAccount(DetectorSettings.LIVE),
                                List.of(DetectorTopology.BROADCAST)),
                        event -> event.event().account(),
                        Types.STRING,
                        1,
                        1,
                        0);
        harness.setStateBackend(backend.open());
        return harness;
    }
}
