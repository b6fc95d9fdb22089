package io.fusewire.detector;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.AgentState;
import io.fusewire.core.detection.Decision;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

import java.io.IOException;

/**
 * Guards agents over a stream, and forgets those that have been silent for the retention: by the
 * wall clock and to the day, so that an event costs a timer once a day at most. An open breaker is
 * never forgotten: that would close it without a person.
 */
@SuppressWarnings("NullAway.Init") // Flink opens an operator before it uses it.
final class LiveGuard extends GuardAgent<String, GuardInput> {

    private static final long serialVersionUID = 1;
    private static final long DAY_MILLIS = 24L * 60 * 60 * 1_000;

    /** Wall-clock day of the agent's latest event; written once a day. */
    static final ValueStateDescriptor<Long> LAST_ACTIVE_DAY =
            new ValueStateDescriptor<>("last-active-day", Types.LONG);

    private final long retentionMillis;

    private transient ValueState<Long> lastActiveDay;
    private transient Counter forgotten;

    LiveGuard(DetectorSettings settings) {
        super(settings);
        retentionMillis = settings.agentRetentionMillis();
    }

    @Override
    public void open(OpenContext openContext) {
        super.open(openContext);
        lastActiveDay = getRuntimeContext().getState(LAST_ACTIVE_DAY);
        forgotten =
                getRuntimeContext()
                        .getMetricGroup()
                        .addGroup(MetricNames.GROUP)
                        .counter(MetricNames.AGENTS_FORGOTTEN);
    }

    @Override
    public void processElement(GuardInput input, ReadOnlyContext context, Collector<Decision> out)
            throws Exception {
        direct(context, out);
        turnToControl(context);
        take(input);
        noteActivity(context);
    }

    private void noteActivity(ReadOnlyContext context) throws IOException {
        long today = context.currentProcessingTime() / DAY_MILLIS;
        Long known = lastActiveDay.value();
        if (known == null || known != today) {
            lastActiveDay.update(today);
            context.timerService().registerProcessingTimeTimer(endOfRetention(today));
            AgentState state = agent();
            if (state.agent != null && state.kind.mayBeAgent()) {
                context.output(DetectorTopology.AT_WORK, new AgentAtWork(state.agent, today));
            }
        }
    }

    private long endOfRetention(long lastActive) {
        return (lastActive + 1) * DAY_MILLIS + retentionMillis;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Decision> out)
            throws Exception {
        direct(context, out);
        Long known = lastActiveDay.value();
        if (known == null || endOfRetention(known) > timestamp) {
            return;
        }
        AgentState state = agent();
        if (state.breaker == BreakerState.CLOSED && state.incidentDecisionId == null) {
            forget();
            lastActiveDay.clear();
            forgotten.inc();
        } else {
            context.timerService().registerProcessingTimeTimer(timestamp + retentionMillis);
        }
    }

    /** What a trial left of each agent is garbage. */
    @Override
    void trialsEnded(Context context) throws Exception {
        context.applyToKeyedState(KeyedCandidateStore.AGENT, (agent, state) -> state.clear());
        context.applyToKeyedState(KeyedCandidateStore.CHARGES, (agent, state) -> state.clear());
        context.applyToKeyedState(KeyedCandidateStore.APPROVED, (agent, state) -> state.clear());
    }
}
