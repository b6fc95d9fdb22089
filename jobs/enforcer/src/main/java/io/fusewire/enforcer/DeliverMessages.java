package io.fusewire.enforcer;

import io.fusewire.actions.page.MessageSender;
import io.fusewire.actions.page.PagerSettings;
import io.fusewire.actions.page.Pagers;
import io.fusewire.audit.DeadLetters;
import io.fusewire.core.containment.AccountGate;
import io.fusewire.core.delivery.DeliveryDesk;
import io.fusewire.core.delivery.DeliveryEffect;
import io.fusewire.core.delivery.DeliveryEffect.Arrived;
import io.fusewire.core.delivery.DeliveryEffect.GivenUp;
import io.fusewire.core.delivery.DeliveryEffect.Left;
import io.fusewire.core.delivery.DeliveryEffect.Send;
import io.fusewire.core.delivery.DeliveryEffect.Unanswered;
import io.fusewire.core.delivery.DeliveryReport;
import io.fusewire.core.delivery.DeliveryResult;
import io.fusewire.core.delivery.DeliveryRules;
import io.fusewire.core.delivery.DeliveryState;
import io.fusewire.core.delivery.Message;
import io.fusewire.jobs.Printable;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Delivers messages to receivers outside, keyed by receiver and key, without ever waiting for one:
 * as {@link WriteTargets} does with AWS. Answers come back as mails; what is under way stands in
 * keyed state and is sent again after a restore.
 */
@SuppressWarnings("NullAway.Init") // Flink opens an operator before it uses it.
final class DeliverMessages extends AbstractStreamOperator<DeliveryReport>
        implements OneInputStreamOperator<Message, DeliveryReport>,
                Triggerable<String, VoidNamespace> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(DeliverMessages.class);

    /** While a receiver is down, one message in so long. */
    private static final long SLOW_MILLIS = 5_000;

    /** Beyond the sender's own timeout, for what hangs elsewhere. */
    private static final long SPARE_MILLIS = 5_000;

    static final ValueStateDescriptor<DeliveryState> STATE =
            new ValueStateDescriptor<>("delivery", TypeInformation.of(DeliveryState.class));

    private final PagerSettings settings;
    private final MessageSenderFactory senders;
    private final transient MailboxExecutor mailbox;

    private transient Pagers pagers;
    private transient AccountGate.Pace pace;
    private transient Map<String, AccountGate> gates;
    private transient ValueState<DeliveryState> state;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient MessageSender sender;
    private transient DeliveryCounters counters;
    private transient boolean isRestored;

    DeliverMessages(
            StreamOperatorParameters<DeliveryReport> parameters,
            PagerSettings settings,
            MessageSenderFactory senders) {
        super(parameters);
        this.settings = settings;
        this.senders = senders;
        this.mailbox = parameters.getMailboxExecutor();
    }

    static String keyOf(Message message) {
        return message.receiver() + ' ' + message.key();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        isRestored = context.isRestored();
    }

    @Override
    public void open() throws Exception {
        super.open();
        pagers = new Pagers(settings);
        pace =
                new AccountGate.Pace(
                                settings.perSecond(),
                                settings.burst(),
                                settings.unansweredMax(),
                                SLOW_MILLIS)
                        .sharedBy(getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
        gates = new HashMap<>();
        state = getRuntimeContext().getState(STATE);
        timers = getInternalTimerService("due", VoidNamespaceSerializer.INSTANCE, this);
        sender = senders.create();
        counters = new DeliveryCounters(getMetricGroup());
        if (isRestored) {
            resumeAll();
        }
    }

    /** As mails, because nothing may be emitted before all operators of the chain are open. */
    private void resumeAll() {
        KeyedStateBackend<String> backend = getKeyedStateBackend();
        List<String> keys;
        try (Stream<String> all = backend.getKeys(STATE.getName(), VoidNamespace.INSTANCE)) {
            keys = all.toList();
        }
        for (String key : keys) {
            mailbox.execute(() -> resume(key), "resume what was under way");
        }
    }

    private void resume(String key) throws IOException {
        setCurrentKey(key);
        DeliveryState known = state.value();
        if (known != null && known.underWay() != null) {
            atDesk(known, DeliveryDesk::resume);
        }
    }

    @Override
    public void processElement(StreamRecord<Message> element) throws IOException {
        Message message = element.getValue();
        DeliveryState known = state.value();
        atDesk(
                known == null ? DeliveryState.untouched(message.receiver(), message.key()) : known,
                desk -> desk.take(message, now()));
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws IOException {
        DeliveryState known = state.value();
        if (known != null) {
            atDesk(known, desk -> desk.pass(now()));
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("nothing here waits for event time");
    }

    private void atDesk(DeliveryState known, Consumer<DeliveryDesk> input) throws IOException {
        DeliveryRules rules =
                DeliveryRules.DEFAULT.refreshedEvery(pagers.refreshMillis(known.receiver()));
        DeliveryDesk desk = new DeliveryDesk(rules, gateOf(known.receiver()), known);
        input.accept(desk);
        store(known, desk);
        for (DeliveryEffect effect : desk.effects()) {
            counters.count(known.receiver(), effect);
            carryOut(effect);
        }
    }

    private AccountGate gateOf(String receiver) {
        return gates.computeIfAbsent(receiver, unused -> new AccountGate(pace));
    }

    private void store(DeliveryState known, DeliveryDesk desk) throws IOException {
        DeliveryState next = desk.state();
        if (next.isDone()) {
            state.clear();
            return;
        }
        if (!next.equals(known)) {
            state.update(next);
        }
        long due = desk.nextMillis();
        if (due != DeliveryState.NEVER) {
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, Math.max(due, now()));
        }
    }

    private void carryOut(DeliveryEffect effect) {
        if (effect instanceof Send send) {
            send(send.message());
        } else if (effect instanceof Arrived arrived && !arrived.isRefresh()) {
            report(
                    arrived.message(),
                    arrived.isRehearsal()
                            ? DeliveryReport.Result.DRY_RUN
                            : DeliveryReport.Result.DELIVERED,
                    "",
                    arrived.attempt());
        } else if (effect instanceof GivenUp givenUp) {
            giveUp(givenUp);
        } else if (effect instanceof Left left && !left.isReplaced()) {
            LOG.warn(
                    "A message to {} about {} is left out: too many wait",
                    left.message().receiver(),
                    Printable.of(left.message().key()));
        } else if (effect instanceof Unanswered unanswered && unanswered.isNowDown()) {
            LOG.error(
                    "{} gives no certain answer any more, and is asked once in {} ms until it does:"
                            + " {}",
                    unanswered.message().receiver(),
                    SLOW_MILLIS,
                    unanswered.reason());
        }
    }

    private void giveUp(GivenUp givenUp) {
        Message message = givenUp.message();
        LOG.error(
                "A message to {} about {} is given up: {}",
                message.receiver(),
                Printable.of(message.key()),
                givenUp.reason());
        report(message, DeliveryReport.Result.GIVEN_UP, givenUp.reason(), givenUp.attempt());
        output.collect(
                EnforcerTopology.DEAD_LETTERS,
                new StreamRecord<>(
                        DeadLetters.ofMessage(
                                "to " + message.receiver(),
                                0,
                                givenUp.reason(),
                                message.body().getBytes(StandardCharsets.UTF_8))));
    }

    private void report(
            Message message, DeliveryReport.Result result, String reason, int attempts) {
        output.collect(
                new StreamRecord<>(DeliveryReport.of(message, result, reason, attempts, now())));
    }

    private long now() {
        return timers.currentProcessingTime();
    }

    // The sending, on other threads, and its answer.

    private void send(Message message) {
        sender.send(message)
                .copy()
                .orTimeout(settings.timeoutMillis() * 2 + SPARE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(failure -> unanswered(message, failure))
                .thenAccept(result -> mail(message, result));
    }

    private static DeliveryResult unanswered(Message message, Throwable failure) {
        return new DeliveryResult.Again(
                "No end of the sending to "
                        + message.receiver()
                        + " ("
                        + failure.getClass().getSimpleName()
                        + ").",
                0);
    }

    private void mail(Message message, DeliveryResult result) {
        try {
            mailbox.execute(() -> answered(message, result), "answer to a message");
        } catch (RejectedExecutionException e) {
            // The task has ended: whoever restores its state sends again.
            LOG.debug("An answer came after the task had ended", e);
        }
    }

    private void answered(Message message, DeliveryResult result) throws IOException {
        setCurrentKey(keyOf(message));
        DeliveryState known = state.value();
        if (known != null) {
            atDesk(known, desk -> desk.answered(message, result, now()));
        }
    }

    @Override
    public void close() throws Exception {
        if (sender != null) {
            sender.close();
        }
        super.close();
    }
}
