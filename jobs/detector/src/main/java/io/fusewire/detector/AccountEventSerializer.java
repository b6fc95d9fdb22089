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
        WireFormat to = format();
        to.writeConstant(event.type(), out);
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
        writeStandings(event, out);
        writeRecreations(event.recreations(), out);
        to.writeText(event.withdrawnEventId(), out);
        to.writeText(event.withdrawnResource(), out);
        out.writeBoolean(event.swarm() != null);
        if (event.swarm() != null) {
            swarm.serialize(event.swarm(), out);
        }
        SessionPrincipal issuer = event.issuedBy();
        to.writeText(issuer == null ? null : issuer.session(), out);
        to.writeText(issuer == null ? null : issuer.principalArn(), out);
    }

    @Override
    AccountEvent read(DataInputDeserializer in) throws IOException {
        AuditEvent event = audit.read(in);
        WireFormat from = format();
        return new AccountEvent(
                from.readConstant(TYPES, in),
                event,
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
                readStandings(event, in),
                readRecreations(in),
                from.readText(in),
                from.readText(in),
                in.readBoolean() ? swarm.deserialize(in) : null,
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
            out.writeBoolean(isNamed);
            if (!isNamed) {
                to.writeResource(standing.resource(), out);
            }
            out.writeBoolean(standing.foreign());
            out.writeBoolean(standing.lapsed());
            out.writeBoolean(standing.alreadyDestroyed());
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
            standings.add(
                    new ResourceStanding(
                            in.readBoolean() ? event.resources().get(i) : from.readResource(in),
                            in.readBoolean(),
                            in.readBoolean(),
                            in.readBoolean(),
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
