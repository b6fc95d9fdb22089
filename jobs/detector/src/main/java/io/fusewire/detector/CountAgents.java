package io.fusewire.detector;

import io.fusewire.core.detection.ActiveAgents;
import io.fusewire.core.detection.Decision;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

import java.io.IOException;

/**
 * Tells each trip how many agents are at work, for the mass-trip guard of whoever enforces it. It
 * must stand in the trip: a number that the enforcer counted by itself would be another one when it
 * reads the decisions again, and with it what it holds back. Everything passes one instance, under
 * one key.
 */
final class CountAgents extends KeyedCoProcessFunction<Byte, Decision, AgentAtWork, Decision> {

    private static final long serialVersionUID = 1;

    /** The one key. */
    static final byte ALL = 0;

    static final ValueStateDescriptor<ActiveAgents> COUNT =
            new ValueStateDescriptor<>("count", TypeInformation.of(ActiveAgents.class));

    /** Those of the latest day. */
    static final MapStateDescriptor<String, Long> AGENTS =
            new MapStateDescriptor<>("agents", Types.STRING, Types.LONG);

    private transient ValueState<ActiveAgents> count;
    private transient MapState<String, Long> agents;

    @Override
    public void open(OpenContext context) {
        count = getRuntimeContext().getState(COUNT);
        agents = getRuntimeContext().getMapState(AGENTS);
    }

    @Override
    public void processElement1(Decision decision, Context context, Collector<Decision> out)
            throws IOException {
        out.collect(decision.among(known().count()));
    }

    @Override
    public void processElement2(AgentAtWork seen, Context context, Collector<Decision> out)
            throws Exception {
        ActiveAgents known = known();
        ActiveAgents that = known.on(seen.day());
        if (that.day() != known.day()) {
            agents.clear();
        }
        if (seen.day() == that.day() && !that.isFull() && !agents.contains(seen.agent())) {
            agents.put(seen.agent(), seen.day());
            that = that.oneMore();
        }
        count.update(that);
    }

    private ActiveAgents known() throws IOException {
        ActiveAgents known = count.value();
        return known == null ? ActiveAgents.NONE : known;
    }
}
