package io.fusewire.detector;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Recreation;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.inventory.SwarmFinding;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Account events between operators; nothing keeps them in state. See {@link AuditEventSerializer}.
 */
@SuppressWarnings("NullAway") // Fields come back as they were written, null where they were null.
final class AccountEventSerializer extends FramedSerializer<AccountEvent> {

    private static final long serialVersionUID = 1;

    private static final AccountEvent.Type[] TYPES = AccountEvent.Type.values();
    private static final AgentKind[] KINDS = AgentKind.values();
    private static final EnforcementMode[] MODES = EnforcementMode.values();

    private final AuditEventSerializer audit = new AuditEventSerializer();
    private final TypeSerializer<ResourceStanding> standing = flinks(ResourceStanding.class);
    private final TypeSerializer<Recreation> recreation = flinks(Recreation.class);
    private final TypeSerializer<SwarmFinding> swarm = flinks(SwarmFinding.class);
    private transient WireFormat format;

    private WireFormat format() {
        if (format == null) {
            format = new WireFormat();
        }
        return format;
    }

    private static <T> TypeSerializer<T> flinks(Class<T> type) {
        return TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
    }

    @Override
    public TypeSerializer<AccountEvent> duplicate() {
        return new AccountEventSerializer();
    }

    @Override
    void write(AccountEvent event, DataOutputSerializer out) throws IOException {
        WireFormat to = format();
        to.writeConstant(event.type(), out);
        audit.write(event.event(), out);
        to.writeText(event.chargedAgent(), out);
        to.writeConstant(event.chargedKind(), out);
        to.writeText(event.chargedClass(), out);
        to.writeConstant(event.chargedMode(), out);
        out.writeBoolean(event.chargedBreakGlass());
        to.writeText(event.chargedSession(), out);
        out.writeBoolean(event.sharedSession());
        to.writeTexts(event.namesakes(), out);
        to.writeText(event.cascadeRoot(), out);
        out.writeBoolean(event.cascadeGuessed());
        out.writeInt(event.knownChildren());
        out.writeInt(event.environmentLive());
        to.writeText(event.environment(), out);
        out.writeLong(event.environmentSinceMillis());
        write(event.standings(), standing, out);
        write(event.recreations(), recreation, out);
        to.writeText(event.withdrawnEventId(), out);
        to.writeText(event.withdrawnResource(), out);
        out.writeBoolean(event.swarm() != null);
        if (event.swarm() != null) {
            swarm.serialize(event.swarm(), out);
        }
    }

    @Override
    AccountEvent read(DataInputDeserializer in) throws IOException {
        WireFormat from = format();
        return new AccountEvent(
                from.readConstant(TYPES, in),
                audit.read(in),
                from.readText(in),
                from.readConstant(KINDS, in),
                from.readText(in),
                from.readConstant(MODES, in),
                in.readBoolean(),
                from.readText(in),
                in.readBoolean(),
                from.readTexts(in),
                from.readText(in),
                in.readBoolean(),
                in.readInt(),
                in.readInt(),
                from.readText(in),
                in.readLong(),
                read(standing, in),
                read(recreation, in),
                from.readText(in),
                from.readText(in),
                readSwarm(in));
    }

    private @Nullable SwarmFinding readSwarm(DataInputView in) throws IOException {
        return in.readBoolean() ? swarm.deserialize(in) : null;
    }

    private <T> void write(List<T> items, TypeSerializer<T> serializer, DataOutputView out)
            throws IOException {
        format().writeCount(items.size(), out);
        for (int i = 0; i < items.size(); i++) {
            serializer.serialize(items.get(i), out);
        }
    }

    private <T> List<T> read(TypeSerializer<T> serializer, DataInputView in) throws IOException {
        int count = format().readCount(in);
        if (count == 0) {
            return List.of();
        }
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(serializer.deserialize(in));
        }
        return items;
    }

    @Override
    public TypeSerializerSnapshot<AccountEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Says that there is one version of the format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccountEvent> {
        public Snapshot() {
            super(AccountEventSerializer::new);
        }
    }
}
