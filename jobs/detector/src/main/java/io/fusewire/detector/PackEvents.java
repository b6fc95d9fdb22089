package io.fusewire.detector;

import io.fusewire.core.event.AuditEvent;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Packs what a replay read, for its accounts. */
@SuppressWarnings("NullAway.Init") // Flink opens an operator before it uses it.
final class PackEvents extends AbstractStreamOperator<Parcel>
        implements OneInputStreamOperator<StampedEvent, Parcel>, BoundedOneInput {

    private static final long serialVersionUID = 1;

    private transient Packing<StampedEvent> packing;

    @Override
    public void open() throws Exception {
        super.open();
        packing =
                new Packing<>(
                        new Parcels()::forAccount,
                        parcel -> output.collect(new StreamRecord<>(parcel)));
    }

    @Override
    public void processElement(StreamRecord<StampedEvent> record) {
        StampedEvent stamped = record.getValue();
        AuditEvent event = stamped.event();
        packing.add(event.account(), event.session(), event.eventTimeMillis(), stamped);
    }

    @Override
    public void endInput() {
        packing.release();
    }
}
