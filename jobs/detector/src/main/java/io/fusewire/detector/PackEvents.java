package io.fusewire.detector;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Packs what a replay read, for its account. */
final class PackEvents extends RichMapFunction<StampedEvent, Parcel> {

    private static final long serialVersionUID = 1;

    private transient Parcels parcels;

    @Override
    public void open(OpenContext context) {
        parcels = new Parcels();
    }

    @Override
    public Parcel map(StampedEvent event) {
        return parcels.pack(event);
    }
}
