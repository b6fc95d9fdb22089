package io.fusewire.enforcer;

import io.fusewire.actions.page.Pagers;
import io.fusewire.actions.record.ChainHead;
import io.fusewire.actions.record.IncidentRecords;
import io.fusewire.actions.record.SealedRecord;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.incident.Incident;
import io.fusewire.core.incident.IncidentBook;
import io.fusewire.core.incident.IncidentDesk;
import io.fusewire.core.incident.IncidentEffect;
import io.fusewire.core.incident.Page;
import io.fusewire.kafka.KeyedText;

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
 * Folds what is known of each incident, writes it down, record after record chained by hash, and
 * says it to the pagers. Keyed by the incident's book: its agent, or what names an incident that is
 * no agent's.
 */
final class KeepIncidents extends KeyedProcessFunction<String, IncidentInput, Message> {

    private static final long serialVersionUID = 1;

    static final ValueStateDescriptor<IncidentBook> STATE =
            new ValueStateDescriptor<>("incidents", TypeInformation.of(IncidentBook.class));

    static final ValueStateDescriptor<ChainHead> CHAIN =
            new ValueStateDescriptor<>("chain", TypeInformation.of(ChainHead.class));

    private final PagingSettings settings;

    private transient Pagers pagers;
    private transient ValueState<IncidentBook> state;
    private transient ValueState<ChainHead> chain;
    private transient Counter pages;
    private transient Counter records;

    KeepIncidents(PagingSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        pagers = new Pagers(settings.pagers());
        state = getRuntimeContext().getState(STATE);
        chain = getRuntimeContext().getState(CHAIN);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup(MetricNames.GROUP);
        pages = metrics.counter(MetricNames.PAGES);
        records = metrics.counter(MetricNames.RECORDS);
    }

    @Override
    public void processElement(IncidentInput input, Context context, Collector<Message> out)
            throws IOException {
        IncidentDesk desk = desk();
        input.takenBy(desk, context.timerService().currentProcessingTime());
        store(desk, context.timerService());
        say(desk, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Message> out)
            throws IOException {
        IncidentDesk desk = desk();
        desk.pass(context.timerService().currentProcessingTime());
        store(desk, context.timerService());
        say(desk, context, out);
    }

    private IncidentDesk desk() throws IOException {
        IncidentBook known = state.value();
        return new IncidentDesk(settings.rules(), known == null ? IncidentBook.EMPTY : known);
    }

    private void store(IncidentDesk desk, TimerService timers) throws IOException {
        IncidentBook book = desk.book();
        if (book.equals(IncidentBook.EMPTY)) {
            state.clear();
        } else {
            state.update(book);
        }
        long next = desk.nextMillis();
        if (next != Incident.NEVER) {
            timers.registerProcessingTimeTimer(Math.max(next, timers.currentProcessingTime()));
        }
    }

    private void say(IncidentDesk desk, Context context, Collector<Message> out)
            throws IOException {
        ChainHead head = head();
        for (IncidentEffect effect : desk.effects()) {
            if (effect instanceof IncidentEffect.Write write) {
                head = record(write, head, context);
            } else if (effect instanceof IncidentEffect.Tell tell) {
                pages.inc();
                Page page = tell.page();
                String hash = head.hash();
                pagers.messages(hash == null ? page : page.ofRecord(head.sequence(), hash))
                        .forEach(out::collect);
            }
        }
    }

    private ChainHead head() throws IOException {
        ChainHead known = chain.value();
        return known == null ? ChainHead.START : known;
    }

    private ChainHead record(IncidentEffect.Write write, ChainHead head, Context context)
            throws IOException {
        SealedRecord sealed =
                IncidentRecords.sealed(
                        context.getCurrentKey(),
                        head,
                        write.incident(),
                        write.state(),
                        settings.isRehearsal());
        chain.update(sealed.head());
        records.inc();
        context.output(EnforcerTopology.RECORDS, new KeyedText(sealed.key(), sealed.json()));
        if (!sealed.finding().isEmpty()) {
            context.output(
                    EnforcerTopology.FINDINGS, new KeyedText(sealed.key(), sealed.finding()));
        }
        return sealed.head();
    }
}
