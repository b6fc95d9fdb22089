package io.fusewire.detector;

import io.fusewire.core.inventory.SeenId;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;

/** Event ids in order of arrival: some 24 bytes each, half of what Flink's own takes. */
@SuppressWarnings("NullAway") // No id is null.
final class SeenIdSerializer extends StateSerializer<SeenId> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    SeenIdSerializer() {
        this(VERSION);
    }

    private SeenIdSerializer(int version) {
        super(version);
    }

    @Override
    public TypeSerializer<SeenId> duplicate() {
        return new SeenIdSerializer();
    }

    @Override
    void write(SeenId seen, StateFormat to, int version, DataOutputView out) throws IOException {
        to.writeText(seen.eventId(), out);
        to.writeMillis(seen.newestMillis(), 0, out);
    }

    @Override
    SeenId read(StateFormat from, int version, DataInputView in) throws IOException {
        return new SeenId(from.readText(in), from.readMillis(0, in));
    }

    @Override
    public TypeSerializerSnapshot<SeenId> snapshotConfiguration() {
        return new SeenIdSnapshot();
    }

    /** Its name stands in savepoints. */
    public static final class SeenIdSnapshot extends Snapshot<SeenId> {
        public SeenIdSnapshot() {
            super(VERSION, SeenIdSerializer::new);
        }
    }
}
