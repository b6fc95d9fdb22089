package io.fusewire.enforcer;

import io.fusewire.core.containment.AgentAffairs;
import io.fusewire.core.containment.AgentDesk;
import io.fusewire.core.containment.ContainmentRules;
import io.fusewire.core.containment.DeskEffect;
import io.fusewire.core.containment.MeasureChoice;
import io.fusewire.core.containment.Trip;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Observation;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

import java.io.IOException;

/** Keeps each agent's affairs, and tells the targets what they ask for. Keyed by the agent. */
final class KeepAffairs extends KeyedProcessFunction<String, AgentInput, TargetMessage> {

    private static final long serialVersionUID = 1;

    static final ValueStateDescriptor<AgentAffairs> STATE =
            new ValueStateDescriptor<>("affairs", TypeInformation.of(AgentAffairs.class));

    private final EnforcerSettings settings;

    private transient MeasureChoice choice;
    private transient ContainmentRules rules;
    private transient ValueState<AgentAffairs> state;
    private transient Reports reports;

    KeepAffairs(EnforcerSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        choice = settings.measureChoice();
        rules = settings.rules();
        state = getRuntimeContext().getState(STATE);
        reports = new Reports(getRuntimeContext().getMetricGroup(), settings.isRehearsal());
    }

    @Override
    public void processElement(AgentInput input, Context context, Collector<TargetMessage> out)
            throws IOException {
        Observation call = input.call();
        if (call != null && settings.isRehearsal()) {
            // Of a revocation that was not made no call can be the proof.
            return;
        }
        AgentAffairs known = state.value();
        AgentDesk desk = new AgentDesk(choice, rules, known == null ? AgentAffairs.NONE : known);
        take(input, desk, context.timerService().currentProcessingTime());
        if (!desk.affairs().equals(known)) {
            state.update(desk.affairs());
        }
        for (DeskEffect effect : desk.effects()) {
            if (effect instanceof DeskEffect.Order order) {
                out.collect(TargetMessage.of(order.input()));
            } else {
                reports.give(effect, context::output);
            }
        }
    }

    private static void take(AgentInput input, AgentDesk desk, long nowMillis) {
        Trip trip = input.trip();
        BreakerStatus breaker = input.breaker();
        Observation call = input.call();
        if (trip != null) {
            desk.trip(trip, input.decidedMillis(), input.isHeldBack(), nowMillis);
        } else if (breaker != null) {
            desk.breaker(breaker, nowMillis);
        } else if (call != null) {
            desk.observed(call, nowMillis);
        }
    }
}
