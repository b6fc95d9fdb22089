package io.fusewire.detector;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;
import io.fusewire.core.inventory.Creation;
import io.fusewire.core.inventory.Destruction;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceEntry;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * What is kept of a resource, of which an account may have a million. The same owner stands in an
 * entry up to five times, as who made it, used it and ended it.
 */
@SuppressWarnings("NullAway") // Fields come back as they were written, null where they were null.
final class ResourceEntrySerializer extends StateSerializer<ResourceEntry> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    private static final long MILLIS_PER_HOUR = 3_600_000;
    private static final Origin[] ORIGINS = Origin.values();
    private static final Loss[] LOSSES = Loss.values();
    private static final AgentKind[] KINDS = AgentKind.values();
    private static final EnforcementMode[] MODES = EnforcementMode.values();

    ResourceEntrySerializer() {
        this(VERSION);
    }

    private ResourceEntrySerializer(int version) {
        super(version);
    }

    @Override
    public TypeSerializer<ResourceEntry> duplicate() {
        return new ResourceEntrySerializer();
    }

    @Override
    void write(ResourceEntry entry, StateFormat to, int version, DataOutputView out)
            throws IOException {
        long nearMillis = entry.useHour() * MILLIS_PER_HOUR;
        to.writeSigned(entry.useHour(), out);
        to.writeText(entry.region(), out);
        to.writeText(entry.stack(), out);
        write(entry.creation(), nearMillis, to, out);
        write(entry.laterCreation(), nearMillis, to, out);
        to.writeMillis(entry.changedSinceMillis(), nearMillis, out);
        to.writeText(entry.firstUser(), out);
        to.writeNumber(entry.firstUses(), out);
        to.writeText(entry.secondUser(), out);
        to.writeNumber(entry.secondUses(), out);
        to.writeNumber(entry.otherUses(), out);
        write(entry.destruction(), nearMillis, to, out);
    }

    @Override
    ResourceEntry read(StateFormat from, int version, DataInputView in) throws IOException {
        int useHour = (int) from.readSigned(in);
        long nearMillis = useHour * MILLIS_PER_HOUR;
        String region = from.readText(in);
        String stack = from.readText(in);
        return new ResourceEntry(
                region,
                stack,
                readCreation(nearMillis, from, in),
                readCreation(nearMillis, from, in),
                from.readMillis(nearMillis, in),
                useHour,
                from.readText(in),
                from.readNumber(in),
                from.readText(in),
                from.readNumber(in),
                from.readNumber(in),
                readDestruction(nearMillis, from, in));
    }

    private static void write(
            @Nullable Creation creation, long nearMillis, StateFormat to, DataOutputView out)
            throws IOException {
        out.writeBoolean(creation != null);
        if (creation != null) {
            to.writeMillis(creation.atMillis(), nearMillis, out);
            to.writeText(creation.owner(), out);
            to.writeConstant(creation.origin(), out);
            out.writeBoolean(creation.byHand());
        }
    }

    private static @Nullable Creation readCreation(
            long nearMillis, StateFormat from, DataInputView in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        return new Creation(
                from.readMillis(nearMillis, in),
                from.readText(in),
                from.readConstant(ORIGINS, in),
                in.readBoolean());
    }

    private static void write(
            @Nullable Destruction end, long nearMillis, StateFormat to, DataOutputView out)
            throws IOException {
        out.writeBoolean(end != null);
        if (end != null) {
            to.writeMillis(end.atMillis(), nearMillis, out);
            to.writeMillis(end.sinceMillis(), end.atMillis(), out);
            to.writeMillis(end.untilMillis(), end.atMillis(), out);
            to.writeText(end.eventId(), out);
            to.writeText(end.eventName(), out);
            to.writeText(end.type(), out);
            to.writeConstant(end.loss(), out);
            to.writeText(end.owner(), out);
            to.writeText(end.agent(), out);
            to.writeConstant(end.kind(), out);
            to.writeText(end.agentClass(), out);
            to.writeConstant(end.mode(), out);
            out.writeBoolean(end.breakGlass());
            to.writeText(end.session(), out);
        }
    }

    private static @Nullable Destruction readDestruction(
            long nearMillis, StateFormat from, DataInputView in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        long atMillis = from.readMillis(nearMillis, in);
        return new Destruction(
                from.readMillis(atMillis, in),
                from.readMillis(atMillis, in),
                atMillis,
                from.readText(in),
                from.readText(in),
                from.readText(in),
                from.readConstant(LOSSES, in),
                from.readText(in),
                from.readText(in),
                from.readConstant(KINDS, in),
                from.readText(in),
                from.readConstant(MODES, in),
                in.readBoolean(),
                from.readText(in));
    }

    @Override
    public TypeSerializerSnapshot<ResourceEntry> snapshotConfiguration() {
        return new ResourceEntrySnapshot();
    }

    /** Its name stands in savepoints. */
    public static final class ResourceEntrySnapshot extends Snapshot<ResourceEntry> {
        public ResourceEntrySnapshot() {
            super(VERSION, ResourceEntrySerializer::new);
        }
    }
}
