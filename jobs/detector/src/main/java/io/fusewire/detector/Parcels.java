package io.fusewire.detector;

import io.fusewire.core.detection.Command;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.staging.CandidateStanding;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Packs what the stages of a replay send each other, and opens it.
 *
 * <p>An event is written where it is read from its file and then never again: what its account adds
 * is put behind it. So each content begins with an event and the length of it, or with {@link
 * #COMMAND}.
 *
 * <p>Not thread-safe: one instance per operator instance.
 */
@SuppressWarnings("NullAway") // Fields come back as they were written, null where they were null.
final class Parcels {

    /** In place of an event's length: what a person says follows. */
    private static final int COMMAND = -1;

    private static final int USUAL_LENGTH = 1_024;

    private static final AgentKind[] KINDS = AgentKind.values();
    private static final EnforcementMode[] MODES = EnforcementMode.values();

    private final SortKeys keys = new SortKeys();
    private final WireFormat format = new WireFormat();
    private final AuditEventSerializer audit = new AuditEventSerializer();
    private final AccountEventSerializer account = new AccountEventSerializer();
    private final TypeSerializer<Command> commands =
            TypeInformation.of(Command.class).createSerializer(new SerializerConfigImpl());
    private final DataOutputSerializer out = new DataOutputSerializer(USUAL_LENGTH);
    private final DataInputDeserializer in = new DataInputDeserializer();

    /** For its account. */
    Parcel pack(StampedEvent stamped) {
        AuditEvent event = stamped.event();
        try {
            out.clear();
            out.writeInt(0);
            audit.write(event, out);
            int length = out.length() - Integer.BYTES;
            out.writeLong(stamped.appendedAtMillis());
            write(stamped.repetitions());
            write(stamped.standing());
            byte[] content = out.getCopyOfBuffer();
            putInt(content, length);
            return new Parcel(keys.of(event.account()), event.eventTimeMillis(), content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory must be writable", e);
        }
    }

    StampedEvent stamped(Parcel parcel) {
        try {
            in.setBuffer(parcel.content());
            in.readInt();
            return new StampedEvent(
                    audit.read(in), in.readLong(), readRepetitions(), readStanding());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * For its agent.
     *
     * @param input with an event
     * @param origin the parcel that the event came in
     */
    Parcel pack(GuardInput input, Parcel origin) {
        AccountEvent event = Objects.requireNonNull(input.event());
        byte[] written = origin.content();
        try {
            out.clear();
            out.write(written, 0, Integer.BYTES + getInt(written));
            account.writeBeyond(event, out);
            out.writeLong(input.appendedAtMillis());
            format.writeCount(input.reads(), out);
            out.writeLong(input.sinceMillis());
            write(input.standing());
        } catch (IOException e) {
            throw new UncheckedIOException("memory must be writable", e);
        }
        return parcel(input);
    }

    /** For its agent. */
    Parcel pack(Command command) {
        try {
            out.clear();
            out.writeInt(COMMAND);
            commands.serialize(command, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory must be writable", e);
        }
        return parcel(GuardInput.of(command));
    }

    private Parcel parcel(GuardInput input) {
        return new Parcel(keys.of(input.agent()), input.timeMillis(), out.getCopyOfBuffer());
    }

    GuardInput guardInput(Parcel parcel) {
        try {
            in.setBuffer(parcel.content());
            if (in.readInt() == COMMAND) {
                return GuardInput.of(commands.deserialize(in));
            }
            return new GuardInput(
                    account.readBeyond(audit.read(in), in),
                    null,
                    in.readLong(),
                    format.readCount(in),
                    in.readLong(),
                    readStanding());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void write(@Nullable Repetitions repetitions) throws IOException {
        out.writeBoolean(repetitions != null);
        if (repetitions != null) {
            format.writeTexts(repetitions.eventIds(), out);
            out.writeLong(repetitions.sinceMillis());
        }
    }

    private @Nullable Repetitions readRepetitions() throws IOException {
        return in.readBoolean() ? new Repetitions(format.readTexts(in), in.readLong()) : null;
    }

    private void write(@Nullable CandidateStanding standing) throws IOException {
        out.writeBoolean(standing != null);
        if (standing != null) {
            format.writeConstant(standing.kind(), out);
            format.writeText(standing.agentClass(), out);
            format.writeConstant(standing.mode(), out);
            out.writeBoolean(standing.breakGlass());
        }
    }

    private @Nullable CandidateStanding readStanding() throws IOException {
        return in.readBoolean()
                ? new CandidateStanding(
                        format.readConstant(KINDS, in),
                        format.readText(in),
                        format.readConstant(MODES, in),
                        in.readBoolean())
                : null;
    }

    private static void putInt(byte[] content, int value) {
        ByteBuffer.wrap(content).putInt(0, value);
    }

    private static int getInt(byte[] content) {
        return ByteBuffer.wrap(content).getInt(0);
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("a parcel must be readable as it was written", e);
    }
}
