package io.fusewire.detector;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;

import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;

/**
 * Audit events between operators; nothing keeps them in state. A replay writes and reads each of
 * them several times, to sort them, and that was most of its cost with Flink's own serializer.
 */
@SuppressWarnings("NullAway") // Fields come back as they were written, null where they were null.
final class AuditEventSerializer extends FramedSerializer<AuditEvent> {

    private static final long serialVersionUID = 1;

    private static final Effect[] EFFECTS = Effect.values();
    private static final Loss[] LOSSES = Loss.values();
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final AgentKind[] KINDS = AgentKind.values();
    private static final EnforcementMode[] MODES = EnforcementMode.values();

    private transient WireFormat format;

    AuditEventSerializer() {}

    /**
     * @param format that others write with as well
     */
    AuditEventSerializer(WireFormat format) {
        this.format = format;
    }

    private WireFormat format() {
        if (format == null) {
            format = new WireFormat();
        }
        return format;
    }

    @Override
    public TypeSerializer<AuditEvent> duplicate() {
        return new AuditEventSerializer();
    }

    @Override
    void write(AuditEvent event, DataOutputSerializer out) throws IOException {
        WireFormat to = format();
        to.writeText(event.eventId(), out);
        to.writeText(event.sharedEventId(), out);
        to.writeText(event.digest(), out);
        out.writeLong(event.eventTimeMillis());
        to.writeText(event.partition(), out);
        to.writeText(event.account(), out);
        to.writeText(event.region(), out);
        to.writeText(event.eventSource(), out);
        to.writeText(event.eventName(), out);
        out.writeBoolean(event.operationKnown());
        to.writeConstant(event.effect(), out);
        to.writeConstant(event.secondEffect(), out);
        to.writeConstant(event.loss(), out);
        out.writeDouble(event.impact());
        to.writeConstant(event.outcome(), out);
        to.writeText(event.errorCode(), out);
        out.writeInt(event.units());
        to.writeResources(event.resources(), out);
        to.writeResources(event.createdResources(), out);
        to.writeText(event.agent(), out);
        to.writeConstant(event.agentKind(), out);
        to.writeTexts(event.agentEvidence(), out);
        to.writeText(event.agentClass(), out);
        to.writeConstant(event.mode(), out);
        out.writeBoolean(event.breakGlass());
        to.writeText(event.owner(), out);
        to.writeText(event.session(), out);
        to.writeText(event.callerAccount(), out);
        to.writeText(event.principalArn(), out);
        to.writeText(event.principalId(), out);
        to.writeText(event.sessionName(), out);
        to.writeText(event.causedBy(), out);
        to.writeText(event.stack(), out);
        to.writeText(event.execution(), out);
        to.writeText(event.openedSession(), out);
    }

    @Override
    AuditEvent read(DataInputDeserializer in) throws IOException {
        WireFormat from = format();
        return new AuditEvent(
                from.readText(in),
                from.readText(in),
                from.readText(in),
                in.readLong(),
                from.readText(in),
                from.readText(in),
                from.readText(in),
                from.readText(in),
                from.readText(in),
                in.readBoolean(),
                from.readConstant(EFFECTS, in),
                from.readConstant(EFFECTS, in),
                from.readConstant(LOSSES, in),
                in.readDouble(),
                from.readConstant(OUTCOMES, in),
                from.readText(in),
                in.readInt(),
                from.readResources(in),
                from.readResources(in),
                from.readText(in),
                from.readConstant(KINDS, in),
                from.readTexts(in),
                from.readText(in),
                from.readConstant(MODES, in),
                in.readBoolean(),
                from.readText(in),
                from.readText(in),
                from.readText(in),
                from.readText(in),
                from.readText(in),
                from.readText(in),
                from.readText(in),
                from.readText(in),
                from.readText(in),
                from.readText(in));
    }

    @Override
    public TypeSerializerSnapshot<AuditEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Says that there is one version of the format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<AuditEvent> {
        public Snapshot() {
            super(AuditEventSerializer::new);
        }
    }
}
