package io.fusewire.detector;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.function.IntFunction;

/**
 * A serializer of keyed state whose format has a version. A savepoint tells by which version it was
 * written; a later one reads it, and Flink writes it anew.
 *
 * <p>To change a format: raise the version, and write and read what is new from that version on
 * only. Names of serializers and of their snapshots stand in savepoints: never rename one.
 *
 * <p>Two of one class and version are equal. Not thread-safe: see {@link #duplicate}.
 */
abstract class StateSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1;

    private final int version;
    private transient @Nullable StateFormat format;

    /**
     * @param version of the format that it reads and writes
     */
    StateSerializer(int version) {
        this.version = version;
    }

    /** Writes what {@link #read} reads by the same version. */
    abstract void write(T value, StateFormat to, int version, DataOutputView out)
            throws IOException;

    abstract T read(StateFormat from, int version, DataInputView in) throws IOException;

    private StateFormat format() {
        StateFormat known = format;
        if (known == null) {
            known = new StateFormat();
            format = known;
        }
        known.begin();
        return known;
    }

    @Override
    public final void serialize(T value, DataOutputView target) throws IOException {
        write(value, format(), version, target);
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        return read(format(), version, source);
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    @SuppressWarnings("NullAway") // Flink's way to say that there is nothing to reuse.
    public T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((StateSerializer<?>) other).version == version;
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode() + version;
    }

    /** What a savepoint remembers of a serializer: its class and the version of its format. */
    abstract static class Snapshot<T> implements TypeSerializerSnapshot<T> {

        private static final int OF_SNAPSHOTS = 1;

        private final IntFunction<StateSerializer<T>> serializers;
        private int version;

        /**
         * @param version the present one
         * @param serializers makes one for each version up to that
         */
        Snapshot(int version, IntFunction<StateSerializer<T>> serializers) {
            this.version = version;
            this.serializers = serializers;
        }

        @Override
        public final int getCurrentVersion() {
            return OF_SNAPSHOTS;
        }

        @Override
        public final void writeSnapshot(DataOutputView out) throws IOException {
            out.writeInt(version);
        }

        @Override
        public final void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader)
                throws IOException {
            version = in.readInt();
        }

        @Override
        public final TypeSerializer<T> restoreSerializer() {
            return serializers.apply(version);
        }

        @Override
        public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
                TypeSerializerSnapshot<T> old) {
            if (old.getClass() != getClass()) {
                return TypeSerializerSchemaCompatibility.incompatible();
            }
            int before = ((Snapshot<T>) old).version;
            if (before > version) {
                return TypeSerializerSchemaCompatibility.incompatible();
            }
            return before == version
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
        }
    }
}
