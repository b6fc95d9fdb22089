package io.fusewire.enforcer;

import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.containment.MassTripGuard;
import io.fusewire.core.event.EnforcementMode;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

import java.io.IOException;

/**
 * The mass-trip guard before the targets. All trips pass one instance, under one key, in the order
 * in which their topic has them; trips in shadow pass uncounted.
 */
final class GuardTrips extends KeyedProcessFunction<Byte, TripInput, AgentInput> {

    private static final long serialVersionUID = 1;

    /** The one key. */
    static final byte ALL = 0;

    static final ValueStateDescriptor<MassTripGuard.State> STATE =
            new ValueStateDescriptor<>("trips", TypeInformation.of(MassTripGuard.State.class));

    private final int tripsMax;
    private final double shareOfAgentsMax;
    private final long windowMillis;
    private final boolean isRehearsal;

    private transient MassTripGuard guard;
    private transient ValueState<MassTripGuard.State> state;
    private transient Counter heldBack;

    GuardTrips(EnforcerSettings settings) {
        tripsMax = settings.massTripsMax();
        shareOfAgentsMax = settings.massTripsPercent() / 100.0;
        windowMillis = settings.massTripsWindowMillis();
        isRehearsal = settings.isRehearsal();
    }

    @Override
    public void open(OpenContext context) {
        guard = new MassTripGuard(tripsMax, shareOfAgentsMax, windowMillis);
        state = getRuntimeContext().getState(STATE);
        heldBack =
                getRuntimeContext()
                        .getMetricGroup()
                        .addGroup(MetricNames.GROUP)
                        .counter(MetricNames.HELD_BACK);
    }

    @Override
    public void processElement(TripInput input, Context context, Collector<AgentInput> out)
            throws IOException {
        if (input.trip().mode() == EnforcementMode.SHADOW) {
            out.collect(AgentInput.of(input, false));
            return;
        }
        MassTripGuard.State known = state.value();
        MassTripGuard.Answer answer =
                guard.judge(
                        known == null ? MassTripGuard.State.EMPTY : known,
                        input.trip().decisionId(),
                        input.trip().atMillis(),
                        input.trip().agentsAtWork());
        state.update(answer.next());
        if (answer.page()) {
            IncidentUpdate flood =
                    IncidentUpdate.ofFlood(
                            guard,
                            answer,
                            input.trip(),
                            context.timerService().currentProcessingTime());
            context.output(EnforcerTopology.INCIDENTS, isRehearsal ? flood.asRehearsal() : flood);
        }
        if (!answer.admitted()) {
            heldBack.inc();
        }
        out.collect(AgentInput.of(input, !answer.admitted()));
    }
}
