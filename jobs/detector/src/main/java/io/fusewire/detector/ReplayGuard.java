package io.fusewire.detector;

import io.fusewire.core.detection.AgentState;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.Decision;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Guards one agent after the other, for batch execution only, and says at each one's end what it
 * normally does. Keyed by {@link SortKeys}.
 */
@SuppressWarnings("NullAway.Init") // Flink opens an operator before it uses it.
final class ReplayGuard extends GuardAgent<Integer, Parcel> {

    private static final long serialVersionUID = 1;

    private transient Parcels parcels;
    private transient Unpacking<GuardInput> inputs;
    private transient LongCounter agents;
    private transient LongCounter sessions;
    private transient @Nullable OnTimerContext ending;

    ReplayGuard(DetectorSettings settings) {
        super(settings);
    }

    @Override
    public void open(OpenContext openContext) {
        super.open(openContext);
        parcels = new Parcels();
        inputs = Unpacking.ofInputs(new OneAgent());
        agents = new LongCounter();
        sessions = new LongCounter();
        getRuntimeContext().addAccumulator(Counts.AGENTS, agents);
        getRuntimeContext().addAccumulator(Counts.SESSIONS, sessions);
    }

    @Override
    public void processElement(Parcel parcel, ReadOnlyContext context, Collector<Decision> out)
            throws Exception {
        direct(context, out);
        if (inputs.isEmpty()) {
            // All that people said to everybody has come before the first record.
            turnToControl(context);
            // In batch execution a timer fires after the key's last record.
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }
        inputs.add(parcels.inputs(parcel));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Decision> out)
            throws Exception {
        direct(context, out);
        ending = context;
        inputs.end();
    }

    /** Begins each agent with nothing known of it. */
    private final class OneAgent implements NameByName.Receiver<GuardInput> {
        @Override
        public void accept(GuardInput input) {
            take(input);
        }

        @Override
        public void end() {
            finish();
            summarise();
            forget();
        }
    }

    private void summarise() {
        AgentState state = agent();
        AgentSummary summary = AgentSummary.of(state, priorsOf(state).of(state.agentClass));
        if (summary != null && ending != null) {
            agents.add(1);
            sessions.add(summary.sessions());
            ending.output(DetectorTopology.AGENTS, summary);
        }
    }
}
