package io.fusewire.detector;

import io.fusewire.audit.DeadLetters;
import io.fusewire.control.ControlReader;
import io.fusewire.control.PrivateParts;
import io.fusewire.control.RefusedMessageException;
import io.fusewire.core.control.Cause;
import io.fusewire.core.control.UsedMessages;
import io.fusewire.core.detection.Command;
import io.fusewire.jobs.Printable;
import io.fusewire.kafka.KafkaMessage;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Objects;

/**
 * Hears what people tell the live detector, and lets through what those said who may. What is
 * refused goes to the dead letters with its reason, is counted and logged, and changes nothing.
 *
 * <p>One instance only: it remembers which signed messages took effect, and their order is the
 * order in which people spoke. The memory is part of every checkpoint, so that a message that is
 * read again after a failure is either still to be obeyed or known.
 */
final class ReadControl extends ProcessFunction<KafkaMessage, ControlMessage>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 2;
    private static final Logger LOG = LoggerFactory.getLogger(ReadControl.class);

    /** Bounded by {@link UsedMessages#PER_KEY_LIMIT} for each key. */
    static final ListStateDescriptor<UsedMessages.Used> USED =
            new ListStateDescriptor<>("used-messages", TypeInformation.of(UsedMessages.Used.class));

    private final ControlTrust trust;

    /** Set before {@code open}. */
    @SuppressWarnings("NullAway.Init")
    private transient UsedMessages used;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<UsedMessages.Used> usedState;

    private transient ControlReader reader;
    private transient Counter accepted;
    private transient RefusalCounters refused;

    ReadControl(ControlTrust trust) {
        this.trust = trust;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        usedState = context.getOperatorStateStore().getListState(USED);
        used = UsedMessages.of(usedState.get());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        usedState.update(used.all());
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup(MetricNames.GROUP);
        reader = new ControlReader(trust.keys(), trust.unsignedPolicies(), used);
        accepted = metrics.counter(MetricNames.CONTROL_ACCEPTED);
        refused = new RefusalCounters(metrics);
    }

    @Override
    public void processElement(
            KafkaMessage message, Context context, Collector<ControlMessage> out) {
        byte[] value = message.value();
        if (value == null) {
            return;
        }
        try {
            take(reader.read(value, placeOf(message)), message, context, out);
        } catch (RefusedMessageException e) {
            refuse(e.denial().cause(), e.denial().reason(), message, value, context);
        }
    }

    private static ControlReader.Place placeOf(KafkaMessage message) {
        return new ControlReader.Place(
                message.source(),
                message.offset(),
                message.appendedAtMillis() == KafkaMessage.TIME_UNKNOWN
                        ? ControlReader.TIME_UNKNOWN
                        : message.appendedAtMillis());
    }

    private void take(
            ControlReader.Heard heard,
            KafkaMessage message,
            Context context,
            Collector<ControlMessage> out) {
        Command command = heard.statement().command();
        if (command != null) {
            context.output(DetectorTopology.COMMANDS, GuardInput.of(command));
        } else {
            out.collect(
                    Objects.requireNonNull(
                            ControlMessage.of(heard.statement(), heard.vouchedBy())));
        }
        accepted.inc();
        LOG.info(
                "Control message {}@{} counts: {}, signed by {}",
                message.source(),
                message.offset(),
                Printable.of(heard.statement().summary()),
                heard.vouchedBy());
    }

    private void refuse(
            Cause cause, String reason, KafkaMessage message, byte[] value, Context context) {
        refused.count(cause);
        LOG.warn(
                "Control message {}@{} was refused ({}) and changes nothing: {}",
                message.source(),
                message.offset(),
                cause.label(),
                Printable.of(reason));
        context.output(
                DetectorTopology.DEAD_LETTERS,
                DeadLetters.ofMessage(
                        message.source(),
                        message.offset(),
                        "control message: " + cause.label() + ": " + reason,
                        PrivateParts.masked(value)));
    }
}
