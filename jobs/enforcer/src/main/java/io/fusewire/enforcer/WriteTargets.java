package io.fusewire.enforcer;

import io.fusewire.actions.TargetWriter;
import io.fusewire.core.containment.AccountGate;
import io.fusewire.core.containment.ContainmentRules;
import io.fusewire.core.containment.DeskEffect;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.TargetDesk;
import io.fusewire.core.containment.TargetInput;
import io.fusewire.core.containment.TargetState;
import io.fusewire.core.containment.WriteAsked;
import io.fusewire.core.containment.WriteResult;

import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs the one writer of each target, keyed by the target's ARN, without ever waiting for AWS.
 *
 * <p>A write runs on the writer's own threads; its answer comes back as a mail to this task, which
 * sets the target's key and hands the answer to its desk like any other input. So an answer changes
 * keyed state in the task's thread only. What is under way stands in the keyed state and nowhere
 * else: a checkpoint waits for no answer, and after a restore every target is walked and what was
 * under way is asked again, with the same request.
 *
 * <p>Not Flink's own async operator: it orders and replays its inputs, but its function cannot
 * reach keyed state, and here what is asked next depends on what was answered.
 */
@SuppressWarnings("NullAway.Init") // Flink opens an operator before it uses it.
final class WriteTargets extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<TargetMessage, Void>, Triggerable<String, VoidNamespace> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(WriteTargets.class);

    /** Accounts whose pace is kept; of more one starts with a full budget again. */
    private static final int GATES_MAX = 10_000;

    static final ValueStateDescriptor<TargetState> STATE =
            new ValueStateDescriptor<>("target", TypeInformation.of(TargetState.class));

    private final EnforcerSettings settings;
    private final TargetWriterFactory writers;
    private final transient MailboxExecutor mailbox;

    private transient ContainmentRules rules;
    private transient AccountGate.Pace pace;
    private transient Map<String, AccountGate> gates;
    private transient ValueState<TargetState> state;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient TargetWriter writer;
    private transient Reports reports;
    private transient WriteCounters counters;
    private transient boolean isRestored;

    WriteTargets(
            StreamOperatorParameters<Void> parameters,
            EnforcerSettings settings,
            TargetWriterFactory writers) {
        super(parameters);
        this.settings = settings;
        this.writers = writers;
        this.mailbox = parameters.getMailboxExecutor();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        isRestored = context.isRestored();
    }

    @Override
    public void open() throws Exception {
        super.open();
        rules = settings.rules();
        pace =
                settings.pace()
                        .sharedBy(getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
        gates = new HashMap<>();
        state = getRuntimeContext().getState(STATE);
        timers = getInternalTimerService("due", VoidNamespaceSerializer.INSTANCE, this);
        writer = writers.create();
        writer.warmUp();
        reports = new Reports(getMetricGroup(), settings.isRehearsal());
        counters = new WriteCounters(getMetricGroup());
        if (isRestored) {
            resumeAll();
        }
    }

    /** As mails, because nothing may be emitted before all operators of the chain are open. */
    private void resumeAll() {
        KeyedStateBackend<String> backend = getKeyedStateBackend();
        List<String> arns;
        try (Stream<String> keys = backend.getKeys(STATE.getName(), VoidNamespace.INSTANCE)) {
            arns = keys.toList();
        }
        for (String arn : arns) {
            mailbox.execute(() -> resume(arn), "resume what was under way");
        }
    }

    private void resume(String arn) throws IOException {
        setCurrentKey(arn);
        TargetState known = state.value();
        if (known != null && known.asked() != null) {
            LOG.info("A write of {} was under way and is asked again", arn);
            counters.resumed();
            atDesk(known, TargetDesk::resume);
        }
    }

    @Override
    public void processElement(StreamRecord<TargetMessage> element) throws IOException {
        TargetInput input = element.getValue().input();
        atDesk(known(input.target()), desk -> desk.take(input, now()));
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws IOException {
        TargetState known = state.value();
        if (known != null) {
            atDesk(known, desk -> desk.pass(now()));
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("nothing here waits for event time");
    }

    private TargetState known(Target target) throws IOException {
        TargetState known = state.value();
        return known == null ? TargetState.untouched(target) : known;
    }

    private void atDesk(TargetState known, Consumer<TargetDesk> input) throws IOException {
        TargetDesk desk = new TargetDesk(rules, gateOf(known.ledger().target()), known);
        input.accept(desk);
        store(known, desk);
        for (DeskEffect effect : desk.effects()) {
            if (effect instanceof DeskEffect.Ask ask) {
                ask(ask.asked());
            } else {
                reports.give(effect, this::output);
            }
        }
    }

    private void store(TargetState known, TargetDesk desk) throws IOException {
        TargetState next = desk.state();
        if (next.isDone()) {
            state.clear();
            return;
        }
        if (!next.equals(known)) {
            state.update(next);
        }
        long due = desk.nextMillis();
        if (due != TargetState.NEVER) {
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, Math.max(due, now()));
        }
    }

    private AccountGate gateOf(Target target) {
        if (gates.size() == GATES_MAX && !gates.containsKey(target.account())) {
            gates.clear();
        }
        return gates.computeIfAbsent(target.account(), account -> new AccountGate(pace));
    }

    private <T> void output(OutputTag<T> tag, T value) {
        output.collect(tag, new StreamRecord<>(value));
    }

    private long now() {
        return timers.currentProcessingTime();
    }

    // The write, on other threads, and its answer.

    private void ask(WriteAsked asked) {
        counters.asked();
        writer.write(asked.request())
                .copy()
                .orTimeout(settings.attemptTimeoutMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(this::unanswered)
                .thenAccept(result -> mail(asked, result));
    }

    private WriteResult unanswered(Throwable failure) {
        LOG.warn("A write ended without an answer", failure);
        return new WriteResult.Unconfirmed(
                "no answer within "
                        + settings.attemptTimeoutMillis()
                        + " ms, or the writer failed: "
                        + failure.getClass().getSimpleName()
                        + ".");
    }

    private void mail(WriteAsked asked, WriteResult result) {
        try {
            mailbox.execute(() -> answered(asked, result), "answer to a write");
        } catch (RejectedExecutionException e) {
            // The task has ended: whoever restores its state asks again.
            LOG.debug("An answer came after the task had ended", e);
        }
    }

    private void answered(WriteAsked asked, WriteResult result) throws IOException {
        setCurrentKey(asked.request().target().arn());
        counters.answered(asked, result);
        TargetState known = state.value();
        if (known != null) {
            atDesk(known, desk -> desk.answered(asked, result, now()));
        }
    }

    @Override
    public void close() throws Exception {
        if (writer != null) {
            writer.close();
        }
        super.close();
    }
}
