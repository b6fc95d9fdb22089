package io.fusewire.detector;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.Recreation;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.inventory.SwarmFinding;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Account events between operators; nothing keeps them in state. See {@link AuditEventSerializer}.
 */
@SuppressWarnings("NullAway") // Fields come back as they were written, null where they were null.
final class AccountEventSerializer extends FramedSerializer<AccountEvent> {

    private static final long serialVersionUID = 1;

    private static final AccountEvent.Type[] TYPES = AccountEvent.Type.values();
    private static final AgentKind[] KINDS = AgentKind.values();
    private static final EnforcementMode[] MODES = EnforcementMode.values();
    private static final Origin[] ORIGINS = Origin.values();
    private static final Liveness[] LIVENESSES = Liveness.values();

    /** Whoever made the call answers for it. */
    private static final int CALLER_IS_CHARGED = 1;

    private static final int BREAK_GLASS = 1 << 1;
    private static final int SHARED_SESSION = 1 << 2;
    private static final int CASCADE_GUESSED = 1 << 3;
    private static final int SWARM = 1 << 4;

    /** The resource is the one that the call names in the same place. */
    private static final int NAMED = 1;

    private static final int FOREIGN = 1 << 1;
    private static final int LAPSED = 1 << 2;
    private static final int ALREADY_DESTROYED = 1 << 3;

    private final AuditEventSerializer audit;
    private final TypeSerializer<SwarmFinding> swarm =
            TypeInformation.of(SwarmFinding.class).createSerializer(new SerializerConfigImpl());
    private transient WireFormat format;

    AccountEventSerializer() {
        audit = new AuditEventSerializer();
    }

    /**
     * @param format that others write with as well
     */
    AccountEventSerializer(WireFormat format) {
        this.format = format;
        audit = new AuditEventSerializer(format);
    }

    private WireFormat format() {
        if (format == null) {
            format = new WireFormat();
        }
        return format;
    }

    @Override
    public TypeSerializer<AccountEvent> duplicate() {
        return new AccountEventSerializer();
    }

    @Override
    void write(AccountEvent event, DataOutputSerializer out) throws IOException {
        audit.write(event.event(), out);
        boolean callerIsCharged = isCallerCharged(event);
        out.writeByte(
                (callerIsCharged ? CALLER_IS_CHARGED : 0)
                        | (event.chargedBreakGlass() ? BREAK_GLASS : 0)
                        | (event.sharedSession() ? SHARED_SESSION : 0)
                        | (event.cascadeGuessed() ? CASCADE_GUESSED : 0)
                        | (event.swarm() != null ? SWARM : 0));
        WireFormat to = format();
        to.writeConstant(event.type(), out);
        if (!callerIsCharged) {
            to.writeWhole(event.chargedAgent(), out);
            to.writeConstant(event.chargedKind(), out);
            to.writeWhole(event.chargedClass(), out);
            to.writeConstant(event.chargedMode(), out);
            to.writeWhole(event.chargedSession(), out);
        }
        to.writeTexts(event.namesakes(), out);
        to.writeText(event.cascadeRoot(), out);
        to.writeDifference(event.knownChildren(), 0, out);
        to.writeDifference(event.environmentLive(), 0, out);
        to.writeText(event.environment(), out);
        to.writeDifference(event.environmentSinceMillis(), event.event().eventTimeMillis(), out);
        writeStandings(event, out);
        writeRecreations(event.recreations(), out);
        to.writeText(event.withdrawnEventId(), out);
        to.writeText(event.withdrawnResource(), out);
        if (event.swarm() != null) {
            swarm.serialize(event.swarm(), out);
        }
        SessionPrincipal issuer = event.issuedBy();
        to.writeText(issuer == null ? null : issuer.session(), out);
        to.writeText(issuer == null ? null : issuer.principalArn(), out);
    }

    private static boolean isCallerCharged(AccountEvent event) {
        AuditEvent caller = event.event();
        return Objects.equals(event.chargedSession(), caller.session())
                && Objects.equals(event.chargedAgent(), caller.agent())
                && event.chargedKind() == caller.agentKind()
                && Objects.equals(event.chargedClass(), caller.agentClass())
                && event.chargedMode() == caller.mode();
    }

    @Override
    AccountEvent read(DataInputDeserializer in) throws IOException {
        AuditEvent event = audit.read(in);
        int marks = in.readUnsignedByte();
        AuditEvent caller = (marks & CALLER_IS_CHARGED) == 0 ? null : event;
        WireFormat from = format();
        return new AccountEvent(
                from.readConstant(TYPES, in),
                event,
                caller != null ? caller.agent() : from.readWhole(in),
                caller != null ? caller.agentKind() : from.readConstant(KINDS, in),
                caller != null ? caller.agentClass() : from.readWhole(in),
                caller != null ? caller.mode() : from.readConstant(MODES, in),
                (marks & BREAK_GLASS) != 0,
                caller != null ? caller.session() : from.readWhole(in),
                (marks & SHARED_SESSION) != 0,
                from.readTexts(in),
                from.readText(in),
                (marks & CASCADE_GUESSED) != 0,
                (int) from.readDifference(0, in),
                (int) from.readDifference(0, in),
                from.readText(in),
                from.readDifference(event.eventTimeMillis(), in),
                readStandings(event, in),
                readRecreations(in),
                from.readText(in),
                from.readText(in),
                (marks & SWARM) == 0 ? null : swarm.deserialize(in),
                readIssuer(in));
    }

    private @Nullable SessionPrincipal readIssuer(DataInputDeserializer in) throws IOException {
        String session = format().readText(in);
        String arn = format().readText(in);
        return session == null ? null : new SessionPrincipal(session, arn);
    }

    private void writeStandings(AccountEvent event, DataOutputSerializer out) throws IOException {
        List<ResourceStanding> standings = event.standings();
        List<ResourceRef> resources = event.event().resources();
        WireFormat to = format();
        to.writeCount(standings.size(), out);
        for (int i = 0; i < standings.size(); i++) {
            ResourceStanding standing = standings.get(i);
            // Nearly always: each resource that a call names has its standing.
            boolean isNamed = i < resources.size() && resources.get(i).equals(standing.resource());
            out.writeByte(
                    (isNamed ? NAMED : 0)
                            | (standing.foreign() ? FOREIGN : 0)
                            | (standing.lapsed() ? LAPSED : 0)
                            | (standing.alreadyDestroyed() ? ALREADY_DESTROYED : 0));
            if (!isNamed) {
                to.writeResource(standing.resource(), out);
            }
            to.writeConstant(standing.origin(), out);
            to.writeText(standing.creator(), out);
            out.writeLong(standing.createdAtMillis());
            to.writeConstant(standing.liveness(), out);
            to.writeTexts(standing.otherUsers(), out);
        }
    }

    private List<ResourceStanding> readStandings(AuditEvent event, DataInputDeserializer in)
            throws IOException {
        WireFormat from = format();
        int count = from.readCount(in);
        if (count == 0) {
            return List.of();
        }
        List<ResourceStanding> standings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int marks = in.readUnsignedByte();
            boolean isNamed = (marks & NAMED) != 0;
            standings.add(
                    new ResourceStanding(
                            isNamed ? event.resources().get(i) : from.readResource(in),
                            (marks & FOREIGN) != 0,
                            (marks & LAPSED) != 0,
                            (marks & ALREADY_DESTROYED) != 0,
                            from.readConstant(ORIGINS, in),
                            from.readText(in),
                            in.readLong(),
                            from.readConstant(LIVENESSES, in),
                            from.readTexts(in)));
        }
        return standings;
    }

    private void writeRecreations(List<Recreation> recreations, DataOutputSerializer out)
            throws IOException {
        WireFormat to = format();
        to.writeCount(recreations.size(), out);
        for (int i = 0; i < recreations.size(); i++) {
            Recreation recreation = recreations.get(i);
            to.writeResource(recreation.resource(), out);
            to.writeText(recreation.deletedBy(), out);
            out.writeLong(recreation.deletedAtMillis());
            to.writeText(recreation.deleteEventId(), out);
        }
    }

    private List<Recreation> readRecreations(DataInputDeserializer in) throws IOException {
        WireFormat from = format();
        int count = from.readCount(in);
        if (count == 0) {
            return List.of();
        }
        List<Recreation> recreations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            recreations.add(
                    new Recreation(
                            from.readResource(in),
                            from.readText(in),
                            in.readLong(),
                            from.readText(in)));
        }
        return recreations;
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
