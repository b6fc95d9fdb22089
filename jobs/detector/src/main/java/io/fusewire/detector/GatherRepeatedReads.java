package io.fusewire.detector;

import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps repeated reads from the shuffle to their account: of those that {@link RepeatedReads} puts
 * together within a second of wall clock one event goes on, with the ids of all. Whatever else
 * there is passes at once.
 *
 * <p>Keeps no state over a failure: what is gathered leaves before each checkpoint's barrier.
 */
@SuppressWarnings("NullAway.Init") // Flink opens an operator before it uses it.
final class GatherRepeatedReads extends AbstractStreamOperator<StampedEvent>
        implements OneInputStreamOperator<StampedEvent, StampedEvent>, BoundedOneInput {

    private static final long serialVersionUID = 1;

    /** How long a repeated read may wait: so late is the proof that a revocation did not hold. */
    static final long WAIT_MILLIS = 1_000;

    private transient RepeatedReads reads;
    private transient Counter repeated;

    @Override
    public void open() throws Exception {
        super.open();
        reads = new RepeatedReads(gathered -> output.collect(new StreamRecord<>(gathered)));
        repeated = getMetricGroup().addGroup(MetricNames.GROUP).counter(MetricNames.REPEATED_READS);
        waitForMore();
    }

    private void waitForMore() {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        getProcessingTimeService()
                .registerTimer(
                        now + WAIT_MILLIS,
                        time -> {
                            reads.release();
                            waitForMore();
                        });
    }

    @Override
    public void processElement(StreamRecord<StampedEvent> record) {
        if (reads.gather(record.getValue())) {
            repeated.inc();
        } else {
            output.collect(record);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        reads.release();
    }

    @Override
    public void endInput() {
        reads.release();
    }
}
