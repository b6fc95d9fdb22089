package io.fusewire.detector;

import io.fusewire.testing.StateLines;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Everything that the live job's operators keep, as lines. */
final class StateContent {

    private final StateLines lines = new StateLines();

    private StateContent() {}

    static SortedSet<String> of(TestingChain chain) throws Exception {
        StateContent content = new StateContent();
        content.addKeyed(OperatorUids.ACCOUNT_VIEW, chain, List.of(KeyedAccountStore.class));
        content.addKeyed(
                OperatorUids.GUARD,
                chain,
                List.of(KeyedGuardStore.class, KeyedCandidateStore.class, LiveGuard.class));
        content.addKeyed(OperatorUids.COUNT_AGENTS, chain, List.of(CountAgents.class));
        content.addBroadcast(OperatorUids.READ_AUDIT, chain);
        content.addBroadcast(OperatorUids.GUARD, chain);
        content.addList(OperatorUids.READ_CONTROL, chain, ReadControl.USED);
        return content.lines.lines();
    }

    private void addKeyed(String uid, TestingChain chain, List<Class<?>> declaring)
            throws Exception {
        lines.addKeyed(uid, chain.operator(uid), declaring);
    }

    private void addBroadcast(String uid, TestingChain chain) throws Exception {
        for (MapStateDescriptor<?, ?> descriptor : DetectorTopology.BROADCAST) {
            for (Map.Entry<?, ?> entry :
                    chain.operator(uid)
                            .getOperatorStateBackend()
                            .getBroadcastState(descriptor)
                            .immutableEntries()) {
                lines.add(
                        uid + ' ' + descriptor.getName() + ' ' + entry.getKey(), entry.getValue());
            }
        }
    }

    private <T> void addList(String uid, TestingChain chain, ListStateDescriptor<T> descriptor)
            throws Exception {
        ListState<T> state = chain.operator(uid).getOperatorStateBackend().getListState(descriptor);
        for (T each : state.get()) {
            lines.add(uid + ' ' + descriptor.getName() + ' ' + each, each);
        }
    }
}
