package io.fusewire.enforcer;

import io.fusewire.actions.page.Pagers;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.incident.Incident;
import io.fusewire.core.incident.IncidentBook;
import io.fusewire.core.incident.IncidentDesk;
import io.fusewire.core.incident.IncidentEffect;
import io.fusewire.core.incident.Page;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

import java.io.IOException;

/**
 * Folds what is known of each incident, and says it to the pagers. Keyed by the incident's book:
 * its agent, or what names an incident that is no agent's.
 */
final class KeepIncidents extends KeyedProcessFunction<String, IncidentInput, Message> {

    private static final long serialVersionUID = 1;

    static final ValueStateDescriptor<IncidentBook> STATE =
            new ValueStateDescriptor<>("incidents", TypeInformation.of(IncidentBook.class));

    private final PagingSettings settings;

    private transient Pagers pagers;
    private transient ValueState<IncidentBook> state;
    private transient Counter pages;

    KeepIncidents(PagingSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        pagers = new Pagers(settings.pagers());
        state = getRuntimeContext().getState(STATE);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup(MetricNames.GROUP);
        pages = metrics.counter(MetricNames.PAGES);
    }

    @Override
    public void processElement(IncidentInput input, Context context, Collector<Message> out)
            throws IOException {
        IncidentDesk desk = desk();
        input.takenBy(desk, context.timerService().currentProcessingTime());
        store(desk, context.timerService());
        say(desk, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Message> out)
            throws IOException {
        IncidentDesk desk = desk();
        desk.pass(context.timerService().currentProcessingTime());
        store(desk, context.timerService());
        say(desk, out);
    }

    private IncidentDesk desk() throws IOException {
        IncidentBook known = state.value();
        return new IncidentDesk(settings.rules(), known == null ? IncidentBook.EMPTY : known);
    }

    private void store(IncidentDesk desk, TimerService timers) throws IOException {
        state.update(desk.book());
        long next = desk.nextMillis();
        if (next != Incident.NEVER) {
            timers.registerProcessingTimeTimer(Math.max(next, timers.currentProcessingTime()));
        }
    }

    private void say(IncidentDesk desk, Collector<Message> out) {
        for (IncidentEffect effect : desk.effects()) {
            if (effect instanceof IncidentEffect.Tell tell) {
                Page page = tell.page();
                pages.inc();
                pagers.messages(page).forEach(out::collect);
            }
        }
    }
}
