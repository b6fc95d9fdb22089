package io.fusewire.enforcer;

import io.fusewire.actions.page.PagerSettings;
import io.fusewire.core.delivery.DeliveryReport;
import io.fusewire.core.delivery.Message;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the delivering operator with the mailbox of the task that it runs in. */
final class DeliverMessagesFactory extends AbstractStreamOperatorFactory<DeliveryReport>
        implements OneInputStreamOperatorFactory<Message, DeliveryReport> {

    private static final long serialVersionUID = 1;

    private final PagerSettings settings;
    private final MessageSenderFactory senders;

    DeliverMessagesFactory(PagerSettings settings, MessageSenderFactory senders) {
        this.settings = settings;
        this.senders = senders;
    }

    @Override
    @SuppressWarnings("unchecked") // The only operator of this factory.
    public <T extends StreamOperator<DeliveryReport>> T createStreamOperator(
            StreamOperatorParameters<DeliveryReport> parameters) {
        return (T) new DeliverMessages(parameters, settings, senders);
    }

    @Override
    @SuppressWarnings("rawtypes") // As the interface has it.
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return DeliverMessages.class;
    }
}
