package io.fusewire.detector;

import io.fusewire.core.detection.Command;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.staging.CandidateStanding;
import io.fusewire.kafka.KafkaMessage;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs what the stages of a replay send each other, and opens it.
 *
 * <p>Not thread-safe: one instance per operator instance.
 */
@SuppressWarnings("NullAway") // Fields come back as they were written, null where they were null.
final class Parcels {

    private static final int USUAL_LENGTH = 1_024;

    private static final AgentKind[] KINDS = AgentKind.values();
    private static final EnforcementMode[] MODES = EnforcementMode.values();

    private final SortKeys keys = new SortKeys();
    private final WireFormat format = new WireFormat();
    private final AuditEventSerializer audit = new AuditEventSerializer(format);
    private final AccountEventSerializer account = new AccountEventSerializer(format);
    private final TypeSerializer<Command> commands =
            TypeInformation.of(Command.class).createSerializer(new SerializerConfigImpl());

    private final RecurringParts parts = new RecurringParts();
    private final DataInputDeserializer in = new DataInputDeserializer();

    /** Reads one record. */
    @FunctionalInterface
    private interface Reader<T> {
        T read() throws IOException;
    }

    /** Writes one record. */
    @FunctionalInterface
    private interface Writer<T> {
        void write(T record, DataOutputSerializer out) throws IOException;
    }

    /**
     * A parcel that is being packed.
     *
     * @param <T> a record
     */
    final class Pack<T> {

        private final DataOutputSerializer out = new DataOutputSerializer(USUAL_LENGTH);
        private final RecurringParts parts = new RecurringParts();
        private final Writer<T> writer;
        private int key;
        private long earliestMillis;
        private int size;

        private Pack(Writer<T> writer) {
            this.writer = writer;
        }

        /** How many records are in it. */
        int size() {
            return size;
        }

        /**
         * Puts a record in.
         *
         * @param name of the account or agent that it goes to: of all records the same
         */
        void add(String name, long timeMillis, T record) {
            if (size == 0) {
                key = keys.of(name);
                earliestMillis = timeMillis;
            }
            earliestMillis = Math.min(earliestMillis, timeMillis);
            size++;
            format.next(parts);
            try {
                writer.write(record, out);
            } catch (IOException e) {
                throw new UncheckedIOException("memory must be writable", e);
            }
        }

        /** The parcel; from now on the pack is empty. */
        Parcel seal() {
            Parcel parcel = new Parcel(key, earliestMillis, out.getCopyOfBuffer());
            out.clear();
            parts.clear();
            size = 0;
            return parcel;
        }
    }

    /** An empty pack of events for one account. */
    Pack<StampedEvent> forAccount() {
        return new Pack<>(this::write);
    }

    /** An empty pack of what one agent's guard is to hear. */
    Pack<GuardInput> forAgent() {
        return new Pack<>(this::write);
    }

    /** What a person says, for the agent that it is about. */
    Parcel of(Command command) {
        Pack<GuardInput> pack = forAgent();
        pack.add(command.agent(), command.atMillis(), GuardInput.of(command));
        return pack.seal();
    }

    List<StampedEvent> events(Parcel parcel) {
        return opened(parcel, this::readEvent);
    }

    List<GuardInput> inputs(Parcel parcel) {
        return opened(parcel, this::readInput);
    }

    private <T> List<T> opened(Parcel parcel, Reader<T> reader) {
        List<T> records = new ArrayList<>();
        in.setBuffer(parcel.content());
        parts.clear();
        try {
            while (in.available() > 0) {
                format.next(parts);
                records.add(reader.read());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a parcel must be readable as it was written", e);
        }
        return records;
    }

    private void write(StampedEvent stamped, DataOutputSerializer out) throws IOException {
        audit.write(stamped.event(), out);
        format.writeDifference(stamped.appendedAtMillis(), KafkaMessage.TIME_UNKNOWN, out);
        write(stamped.repetitions(), out);
        write(stamped.standing(), out);
    }

    private StampedEvent readEvent() throws IOException {
        return new StampedEvent(
                audit.read(in),
                format.readDifference(KafkaMessage.TIME_UNKNOWN, in),
                readRepetitions(),
                readStanding());
    }

    private void write(GuardInput input, DataOutputSerializer out) throws IOException {
        AccountEvent event = input.event();
        out.writeBoolean(event == null);
        if (event == null) {
            commands.serialize(input.command(), out);
            return;
        }
        account.write(event, out);
        format.writeDifference(input.appendedAtMillis(), KafkaMessage.TIME_UNKNOWN, out);
        format.writeCount(input.reads(), out);
        format.writeDifference(input.sinceMillis(), 0, out);
        write(input.standing(), out);
    }

    private GuardInput readInput() throws IOException {
        if (in.readBoolean()) {
            return GuardInput.of(commands.deserialize(in));
        }
        return new GuardInput(
                account.read(in),
                null,
                format.readDifference(KafkaMessage.TIME_UNKNOWN, in),
                format.readCount(in),
                format.readDifference(0, in),
                readStanding());
    }

    private void write(@Nullable Repetitions repetitions, DataOutputSerializer out)
            throws IOException {
        out.writeBoolean(repetitions != null);
        if (repetitions != null) {
            format.writeTexts(repetitions.eventIds(), out);
            out.writeLong(repetitions.sinceMillis());
        }
    }

    private @Nullable Repetitions readRepetitions() throws IOException {
        return in.readBoolean() ? new Repetitions(format.readTexts(in), in.readLong()) : null;
    }

    private void write(@Nullable CandidateStanding standing, DataOutputSerializer out)
            throws IOException {
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
}
