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
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Objects;

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

    /** The caller is the one of the event before. */
    private static final int SAME_CALLER = 1;

    private static final int SAME_SOURCE = 1 << 1;
    private static final int SAME_OPERATION = 1 << 2;
    private static final int OPERATION_KNOWN = 1 << 3;
    private static final int BREAK_GLASS = 1 << 4;

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
        AuditEvent before = to.eventBefore();
        boolean sameCaller = before != null && isCallerOf(before, event);
        boolean sameSource = before != null && before.eventSource().equals(event.eventSource());
        boolean sameOperation = before != null && sameSource && isOperationOf(before, event);
        out.writeByte(
                (sameCaller ? SAME_CALLER : 0)
                        | (sameSource ? SAME_SOURCE : 0)
                        | (sameOperation ? SAME_OPERATION : 0)
                        | (event.operationKnown() ? OPERATION_KNOWN : 0)
                        | (event.breakGlass() ? BREAK_GLASS : 0));
        to.writeText(event.eventId(), out);
        to.writeText(event.sharedEventId(), out);
        out.writeLong(event.digest());
        to.writeDifference(event.eventTimeMillis(), timeOf(before), out);
        if (!sameCaller) {
            to.writeWhole(event.partition(), out);
            to.writeWhole(event.account(), out);
        }
        to.writeText(event.region(), out);
        if (!sameSource) {
            to.writeWhole(event.eventSource(), out);
        }
        if (!sameOperation) {
            to.writeWhole(event.eventName(), out);
            to.writeConstant(event.effect(), out);
            to.writeConstant(event.secondEffect(), out);
            to.writeConstant(event.loss(), out);
            out.writeDouble(event.impact());
        }
        to.writeConstant(event.outcome(), out);
        to.writeText(event.errorCode(), out);
        to.writeDifference(event.units(), 0, out);
        to.writeResources(event.resources(), out);
        to.writeResources(event.createdResources(), out);
        if (!sameCaller) {
            writeCaller(event, out);
        }
        to.writeText(event.causedBy(), out);
        to.writeText(event.stack(), out);
        to.writeText(event.execution(), out);
        to.writeText(event.openedSession(), out);
        to.note(event);
    }

    private void writeCaller(AuditEvent event, DataOutputSerializer out) throws IOException {
        WireFormat to = format();
        to.writeWhole(event.agent(), out);
        to.writeConstant(event.agentKind(), out);
        to.writeWholes(event.agentEvidence(), out);
        to.writeWhole(event.agentClass(), out);
        to.writeConstant(event.mode(), out);
        to.writeWhole(event.owner(), out);
        to.writeWhole(event.session(), out);
        to.writeWhole(event.callerAccount(), out);
        to.writeWhole(event.principalArn(), out);
        to.writeWhole(event.principalId(), out);
        to.writeWhole(event.sessionName(), out);
    }

    private static boolean isCallerOf(AuditEvent before, AuditEvent event) {
        return before.session().equals(event.session())
                && before.agent().equals(event.agent())
                && before.account().equals(event.account())
                && before.agentEvidence().equals(event.agentEvidence())
                && before.agentKind() == event.agentKind()
                && Objects.equals(before.agentClass(), event.agentClass())
                && before.mode() == event.mode()
                && before.owner().equals(event.owner())
                && before.partition().equals(event.partition())
                && before.callerAccount().equals(event.callerAccount())
                && Objects.equals(before.principalArn(), event.principalArn())
                && Objects.equals(before.principalId(), event.principalId())
                && Objects.equals(before.sessionName(), event.sessionName());
    }

    private static boolean isOperationOf(AuditEvent before, AuditEvent event) {
        return before.eventName().equals(event.eventName())
                && before.effect() == event.effect()
                && before.secondEffect() == event.secondEffect()
                && before.loss() == event.loss()
                && Double.compare(before.impact(), event.impact()) == 0;
    }

    private static long timeOf(@Nullable AuditEvent before) {
        return before == null ? 0 : before.eventTimeMillis();
    }

    @Override
    AuditEvent read(DataInputDeserializer in) throws IOException {
        WireFormat from = format();
        AuditEvent before = from.eventBefore();
        int marks = in.readUnsignedByte();
        AuditEvent caller = (marks & SAME_CALLER) == 0 ? null : before;
        AuditEvent source = (marks & SAME_SOURCE) == 0 ? null : before;
        AuditEvent operation = (marks & SAME_OPERATION) == 0 ? null : before;
        AuditEvent event =
                new AuditEvent(
                        from.readText(in),
                        from.readText(in),
                        in.readLong(),
                        from.readDifference(timeOf(before), in),
                        caller != null ? caller.partition() : from.readWhole(in),
                        caller != null ? caller.account() : from.readWhole(in),
                        from.readText(in),
                        source != null ? source.eventSource() : from.readWhole(in),
                        operation != null ? operation.eventName() : from.readWhole(in),
                        (marks & OPERATION_KNOWN) != 0,
                        operation != null ? operation.effect() : from.readConstant(EFFECTS, in),
                        operation != null
                                ? operation.secondEffect()
                                : from.readConstant(EFFECTS, in),
                        operation != null ? operation.loss() : from.readConstant(LOSSES, in),
                        operation != null ? operation.impact() : in.readDouble(),
                        from.readConstant(OUTCOMES, in),
                        from.readText(in),
                        (int) from.readDifference(0, in),
                        from.readResources(in),
                        from.readResources(in),
                        caller != null ? caller.agent() : from.readWhole(in),
                        caller != null ? caller.agentKind() : from.readConstant(KINDS, in),
                        caller != null ? caller.agentEvidence() : from.readWholes(in),
                        caller != null ? caller.agentClass() : from.readWhole(in),
                        caller != null ? caller.mode() : from.readConstant(MODES, in),
                        (marks & BREAK_GLASS) != 0,
                        caller != null ? caller.owner() : from.readWhole(in),
                        caller != null ? caller.session() : from.readWhole(in),
                        caller != null ? caller.callerAccount() : from.readWhole(in),
                        caller != null ? caller.principalArn() : from.readWhole(in),
                        caller != null ? caller.principalId() : from.readWhole(in),
                        caller != null ? caller.sessionName() : from.readWhole(in),
                        from.readText(in),
                        from.readText(in),
                        from.readText(in),
                        from.readText(in));
        from.note(event);
        return event;
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
