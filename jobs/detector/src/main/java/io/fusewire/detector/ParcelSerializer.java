package io.fusewire.detector;

import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;

/** Parcels between operators; nothing keeps them in state. */
final class ParcelSerializer extends FramedSerializer<Parcel> {

    private static final long serialVersionUID = 1;

    @Override
    public TypeSerializer<Parcel> duplicate() {
        return new ParcelSerializer();
    }

    @Override
    void write(Parcel parcel, DataOutputSerializer out) throws IOException {
        out.writeInt(parcel.key());
        out.writeLong(parcel.timeMillis());
        out.write(parcel.content());
    }

    @Override
    Parcel read(DataInputDeserializer in) throws IOException {
        int key = in.readInt();
        long timeMillis = in.readLong();
        byte[] content = new byte[in.available()];
        in.readFully(content);
        return new Parcel(key, timeMillis, content);
    }

    @Override
    public TypeSerializerSnapshot<Parcel> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Says that there is one version of the format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Parcel> {
        public Snapshot() {
            super(ParcelSerializer::new);
        }
    }
}
