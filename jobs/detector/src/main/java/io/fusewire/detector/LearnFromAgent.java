package io.fusewire.detector;

import io.fusewire.core.baseline.AgentHistory;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.detection.Teacher;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.PolicyTimeline;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the past of each agent, for batch execution only: it sees one key at a time, so what
 * is known of that key needs no keyed state.
 */
final class LearnFromAgent
        extends KeyedBroadcastProcessFunction<Integer, Parcel, ControlMessage, AgentHistory> {

    private static final long serialVersionUID = 1;

    private final DetectorSettings settings;

    private transient Timeline<Priors> priors;
    private transient Policies policies;
    private transient PolicyTimeline timeline;
    private transient Parcels parcels;
    private transient Unpacking<GuardInput> inputs;
    private transient @Nullable Teacher teacher;
    private transient @Nullable Collector<AgentHistory> out;

    LearnFromAgent(DetectorSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        priors = Timeline.of(settings.initialPriors());
        policies = new Policies(settings.initialPolicy());
        timeline = PolicyTimeline.DEFAULT;
        parcels = new Parcels();
        inputs = Unpacking.ofInputs(new OneAgent());
    }

    @Override
    public void processElement(Parcel parcel, ReadOnlyContext context, Collector<AgentHistory> out)
            throws Exception {
        this.out = out;
        timeline = policies.timeline(context.getBroadcastState(Policies.STATE));
        if (inputs.isEmpty()) {
            // In batch execution a timer fires after the key's last record.
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }
        inputs.add(parcels.inputs(parcel));
    }

    private void listen(GuardInput event) {
        Teacher listening = teacher;
        if (listening == null) {
            listening = new Teacher();
            teacher = listening;
        }
        AccountEvent heard = event.event();
        if (heard == null) {
            return;
        }
        if (event.reads() > 0) {
            listening.acceptReads(heard, event.reads(), event.sinceMillis());
        } else {
            listening.accept(heard, timeline.at(event.timeMillis()), priors);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AgentHistory> out)
            throws Exception {
        this.out = out;
        inputs.end();
    }

    /** Begins each agent with nothing known of it. */
    private final class OneAgent implements NameByName.Receiver<GuardInput> {
        @Override
        public void accept(GuardInput input) {
            listen(input);
        }

        @Override
        public void end() {
            AgentHistory history = teacher == null ? null : teacher.history();
            teacher = null;
            if (history != null && out != null) {
                out.collect(history);
            }
        }
    }

    @Override
    public void processBroadcastElement(
            ControlMessage message, Context context, Collector<AgentHistory> out) throws Exception {
        if (message.policy() != null) {
            policies.accept(message.policy(), context.getBroadcastState(Policies.STATE));
        }
    }
}
