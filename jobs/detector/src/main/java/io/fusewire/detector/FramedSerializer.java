package io.fusewire.detector;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Objects;

/**
 * A serializer of an immutable type that writes the length of a record before it. A sort that has
 * to spill moves what it holds from page to page, and so need not understand it.
 *
 * <p>Has no parameters, so that all of one class are equal. Not thread-safe: see {@link
 * #duplicate}.
 */
abstract class FramedSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1;

    private static final int USUAL_LENGTH = 1_024;

    private transient @Nullable DataOutputSerializer written;
    private transient @Nullable DataInputDeserializer read;
    private transient byte @Nullable [] frame;

    /** Writes what {@link #read} reads. */
    abstract void write(T record, DataOutputSerializer out) throws IOException;

    abstract T read(DataInputDeserializer in) throws IOException;

    @Override
    public final void serialize(T record, DataOutputView target) throws IOException {
        if (written == null) {
            written = new DataOutputSerializer(USUAL_LENGTH);
        }
        written.clear();
        write(record, written);
        target.writeInt(written.length());
        target.write(written.getSharedBuffer(), 0, written.length());
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        int length = source.readInt();
        if (read == null) {
            read = new DataInputDeserializer();
        }
        read.setBuffer(frame(length, source), 0, length);
        return read(read);
    }

    private byte[] frame(int length, DataInputView source) throws IOException {
        if (frame == null || frame.length < length) {
            frame = new byte[Math.max(length, USUAL_LENGTH)];
        }
        source.readFully(frame, 0, length);
        return frame;
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
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = source.readInt();
        target.writeInt(length);
        // Not straight from source to target: a growing buffer of Flink's does not grow for that.
        target.write(frame(length, source), 0, length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(getClass());
    }
}
