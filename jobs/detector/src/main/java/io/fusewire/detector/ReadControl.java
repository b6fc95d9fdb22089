package io.fusewire.detector;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.kafka.KafkaMessage;
import io.fusewire.policy.ControlMessageReader;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.Statement;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;

/**
 * Reads what people told the live detector. Policies take effect; what is said about an agent and
 * its work would have to be signed and is refused. A message that cannot be used goes to the dead
 * letters with all that is wrong with it, and changes nothing.
 */
final class ReadControl extends ProcessFunction<KafkaMessage, ControlMessage> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ReadControl.class);

    /** Whoever can write to the topic could close a breaker or approve his own work. */
    private static final String UNSIGNED =
            "a verdict, an approval or a command about an agent must be signed, and signatures"
                    + " cannot be checked yet";

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
            Statement statement =
                    ControlMessageReader.read(text, message.source(), message.offset());
            PolicyVersion policy = statement.policy();
            if (policy == null) {
                refuse(UNSIGNED, message, text, context);
                return;
            }
            out.collect(ControlMessage.of(policy));
            accepted.inc();
        } catch (PolicyException e) {
            refuse(String.valueOf(e.getMessage()), message, text, context);
        }
    }

    private void refuse(String reason, KafkaMessage message, String text, Context context) {
        refused.inc();
        LOG.warn(
                "Control message {}@{} was refused and changes nothing: {}",
                message.source(),
                message.offset(),
                reason);
        context.output(
                DetectorTopology.DEAD_LETTERS,
                new DeadLetter(
                        message.source(),
                        message.offset(),
                        "control message: " + reason,
                        text,
                        null,
                        false));
    }
}
