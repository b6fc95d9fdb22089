package io.fusewire.detector;

import io.fusewire.audit.DeadLetter;
import io.fusewire.kafka.KafkaMessage;
import io.fusewire.policy.ControlMessageReader;
import io.fusewire.policy.PolicyException;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

import java.nio.charset.StandardCharsets;

/**
 * Reads what people told the detector. A message that cannot be used goes to the dead letters with
 * all that is wrong with it, and changes nothing.
 */
final class ReadControl extends ProcessFunction<KafkaMessage, ControlMessage> {

    private static final long serialVersionUID = 1;

    private transient Counter accepted;
    private transient Counter refused;

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup(MetricNames.GROUP);
        accepted = metrics.counter(MetricNames.CONTROL_ACCEPTED);
        refused = metrics.counter(MetricNames.CONTROL_REFUSED);
    }

    @Override
    public void processElement(
            KafkaMessage message, Context context, Collector<ControlMessage> out) {
        byte[] value = message.value();
        if (value == null) {
            return;
        }
        String text = new String(value, StandardCharsets.UTF_8);
        try {
            out.collect(
                    new ControlMessage(
                            ControlMessageReader.read(
                                    text, message.source() + "@" + message.offset())));
            accepted.inc();
        } catch (PolicyException e) {
            refused.inc();
            context.output(
                    DetectorTopology.DEAD_LETTERS,
                    new DeadLetter(
                            message.source(),
                            message.offset(),
                            "control message: " + e.getMessage(),
                            text,
                            null,
                            false));
        }
    }
}
