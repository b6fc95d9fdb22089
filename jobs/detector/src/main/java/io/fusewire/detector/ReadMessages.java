package io.fusewire.detector;

import io.fusewire.audit.AuditReader;
import io.fusewire.audit.DigestMode;
import io.fusewire.kafka.KafkaMessage;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Reads messages and understands the records in them. */
final class ReadMessages
        extends BroadcastProcessFunction<KafkaMessage, ControlMessage, StampedEvent> {

    private static final long serialVersionUID = 1;

    private final DetectorSettings settings;

    private transient AuditReader reader;
    private transient EventEmitter emitter;
    private transient Policies policies;
    private transient Trials trials;

    ReadMessages(DetectorSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        DigestMode digests =
                switch (settings.execution()) {
                    // Arrival order stands, so nothing needs the last key of the total order.
                    case STREAMING -> DigestMode.WHEN_NEEDED;
                    case BATCH -> DigestMode.ALWAYS;
                };
        reader = new AuditReader(settings.readerLimits(), digests);
        emitter = new EventEmitter(getRuntimeContext());
        policies = new Policies(settings.initialPolicy());
        trials = new Trials(settings.execution());
    }

    @Override
    public void processElement(
            KafkaMessage message, ReadOnlyContext context, Collector<StampedEvent> out)
            throws Exception {
        byte[] value = message.value();
        if (value == null) {
            return;
        }
        emitter.direct(
                policies.timeline(context.getBroadcastState(Policies.STATE)),
                trials.candidates(context.getBroadcastState(Trials.STATE)),
                (event, standing) ->
                        out.collect(StampedEvent.of(event, message.appendedAtMillis(), standing)),
                letter -> context.output(DetectorTopology.DEAD_LETTERS, letter));
        reader.readMessage(value, message.source(), message.offset(), emitter);
    }

    @Override
    public void processBroadcastElement(
            ControlMessage message, Context context, Collector<StampedEvent> out) throws Exception {
        policies.hear(message, trials, context);
    }
}
