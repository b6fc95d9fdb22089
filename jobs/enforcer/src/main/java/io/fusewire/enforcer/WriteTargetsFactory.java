package io.fusewire.enforcer;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the writing operator with the mailbox of the task that it runs in. */
final class WriteTargetsFactory extends AbstractStreamOperatorFactory<Void>
        implements OneInputStreamOperatorFactory<TargetMessage, Void> {

    private static final long serialVersionUID = 1;

    private final EnforcerSettings settings;
    private final TargetWriterFactory writers;

    WriteTargetsFactory(EnforcerSettings settings, TargetWriterFactory writers) {
        this.settings = settings;
        this.writers = writers;
    }

    @Override
    @SuppressWarnings("unchecked") // The only operator of this factory.
    public <T extends StreamOperator<Void>> T createStreamOperator(
            StreamOperatorParameters<Void> parameters) {
        return (T) new WriteTargets(parameters, settings, writers);
    }

    @Override
    @SuppressWarnings("rawtypes") // As the interface has it.
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return WriteTargets.class;
    }
}
