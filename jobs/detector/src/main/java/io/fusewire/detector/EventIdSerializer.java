package io.fusewire.detector;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;

/**
 * An event id as the key of a map. Flink moves no map to another format of its keys, so this one
 * cannot change.
 */
@SuppressWarnings("NullAway") // No id is null.
final class EventIdSerializer extends StateSerializer<String> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    EventIdSerializer() {
        super(VERSION);
    }

    @Override
    public TypeSerializer<String> duplicate() {
        return new EventIdSerializer();
    }

    @Override
    void write(String id, StateFormat to, int version, DataOutputView out) throws IOException {
        to.writeText(id, out);
    }

    @Override
    String read(StateFormat from, int version, DataInputView in) throws IOException {
        return from.readText(in);
    }

    @Override
    public TypeSerializerSnapshot<String> snapshotConfiguration() {
        return new EventIdSnapshot();
    }

    /** Its name stands in savepoints. */
    public static final class EventIdSnapshot extends Snapshot<String> {
        public EventIdSnapshot() {
            super(VERSION, version -> new EventIdSerializer());
        }
    }
}
