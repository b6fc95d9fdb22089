package io.fusewire.detector;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.inventory.AccountEvent;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoField;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The type of an immutable record that has a serializer of ours. */
final class WireType<T> extends TypeInformation<T> {

    private static final long serialVersionUID = 1;

    /** Events on their way to their account. */
    static final TypeInformation<StampedEvent> STAMPED_EVENT =
            within(
                    StampedEvent.class,
                    "event",
                    new WireType<>(AuditEvent.class, new AuditEventSerializer()));

    /** Events on their way to their agent. */
    static final TypeInformation<GuardInput> GUARD_INPUT =
            within(
                    GuardInput.class,
                    "event",
                    new WireType<>(AccountEvent.class, new AccountEventSerializer()));

    /** Both, in a replay. */
    static final TypeInformation<Parcel> PARCEL =
            new WireType<>(Parcel.class, new ParcelSerializer());

    private final Class<T> type;
    private final TypeSerializer<T> serializer;

    private WireType(Class<T> type, TypeSerializer<T> serializer) {
        this.type = type;
        this.serializer = serializer;
    }

    /** A record as Flink sees it, but for the type of one field. */
    private static <R> TypeInformation<R> within(
            Class<R> record, String field, TypeInformation<?> type) {
        PojoTypeInfo<R> flinks = (PojoTypeInfo<R>) TypeInformation.of(record);
        List<PojoField> fields = new ArrayList<>();
        for (int i = 0; i < flinks.getArity(); i++) {
            PojoField known = flinks.getPojoFieldAt(i);
            fields.add(
                    known.getField().getName().equals(field)
                            ? new PojoField(known.getField(), type)
                            : known);
        }
        return new PojoTypeInfo<>(record, fields);
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer.duplicate();
    }

    @Override
    public String toString() {
        return "WireType<" + type.getSimpleName() + ">";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WireType<?> wire && wire.type == type;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof WireType;
    }
}
