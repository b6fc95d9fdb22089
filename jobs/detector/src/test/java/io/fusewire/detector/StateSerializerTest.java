package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.AgentState;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;
import io.fusewire.core.inventory.Creation;
import io.fusewire.core.inventory.Destruction;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceEntry;
import io.fusewire.core.inventory.SeenId;
import io.fusewire.detector.AccountStoreContractTest.Backend;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.UUID;

class StateSerializerTest {

    private static final String[] TEXTS = {
        "",
        "x",
        "orders",
        "\u00e9t\u00e9",
        "\u4e2d\u56fd",
        "\ud83d\ude00",
        "\ud800 alone",
        "\u0000",
        "8F14E45F-CEEA-467F-A8B0-000000000000",
        "8f14e45f-ceea-467f-a8b0-00000000000g",
        "8f14e45f+ceea-467f-a8b0-000000000000"
    };

    @Property(tries = 500)
    void whatAnAccountKeepsByTheMillionComesBackAsItWas(@ForAll Random random) throws IOException {
        assertKept(new ResourceEntrySerializer(), resourceEntry(random));
        assertKept(new SeenIdSerializer(), new SeenId(text(random), time(random)));
        assertKept(new EventIdSerializer(), text(random));
    }

    @Test
    void nothingOfAnAgentIsForgottenWhateverFieldsComeToItLater() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            AgentState state = new AgentState();
            Filling.fill(state, new Random(seed));
            AgentStateSerializer serializer = new AgentStateSerializer();

            assertThat(kept(serializer, state)).usingRecursiveComparison().isEqualTo(state);
            assertThat(kept(serializer, new AgentState()))
                    .usingRecursiveComparison()
                    .isEqualTo(new AgentState());
        }
    }

    /** What changes an agent must not change the state that a running snapshot still reads. */
    @Test
    void anAgentIsCopiedWhereFlinkAsksForACopy() throws Exception {
        AgentState state = new AgentState();
        Filling.fill(state, new Random(7));
        AgentStateSerializer serializer = new AgentStateSerializer();

        AgentState copy = serializer.copy(state);

        assertThat(serializer.isImmutableType()).isFalse();
        assertThat(copy).isNotSameAs(state).usingRecursiveComparison().isEqualTo(state);
    }

    /** They are stored by their places. */
    @Test
    void constantsKeepTheirPlacesAndNewOnesComeLast() {
        assertThat(names(Origin.values())).startsWith("HUMAN", "AGENT", "SERVICE", "UNKNOWN");
        assertThat(names(AgentKind.values())).startsWith("AGENT", "HUMAN", "SERVICE", "UNKNOWN");
        assertThat(names(EnforcementMode.values())).startsWith("SHADOW", "ENFORCE");
        assertThat(names(Loss.values()))
                .startsWith("NONE", "OUTAGE", "RECOVERABLE", "IRREVERSIBLE");
        assertThat(names(BreakerState.values()))
                .startsWith("CLOSED", "OPEN", "HALF_OPEN", "FORCED_OPEN", "DISABLED");
    }

    private static List<String> names(Enum<?>[] constants) {
        return List.of(constants).stream().map(Enum::name).toList();
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aSavepointOfAnEarlierVersionIsReadAndWrittenAnew(Backend backend) throws Exception {
        OperatorSubtaskState old;
        try (var keeper = keeper(backend, 1)) {
            keeper.open();
            keeper.processElement("orders", 0);
            old = keeper.snapshot(1, 1);
        }
        OperatorSubtaskState anew;
        try (var keeper = keeper(backend, 2)) {
            keeper.initializeState(old);
            keeper.open();
            keeper.processElement("orders", 0);
            assertThat(keeper.extractOutputValues()).containsExactly("orders, since 0");
            anew = keeper.snapshot(2, 2);
        }
        try (var keeper = keeper(backend, 2)) {
            keeper.initializeState(anew);
            keeper.open();
            keeper.processElement("orders", 0);
            assertThat(keeper.extractOutputValues()).containsExactly("orders, since 2");
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aSavepointOfALaterVersionIsRefused(Backend backend) throws Exception {
        OperatorSubtaskState later;
        try (var keeper = keeper(backend, 2)) {
            keeper.open();
            keeper.processElement("orders", 0);
            later = keeper.snapshot(1, 1);
        }
        try (var keeper = keeper(backend, 1)) {
            keeper.initializeState(later);

            assertThatThrownBy(keeper::open).hasStackTraceContaining("must not be incompatible");
        }
    }

    private static <T> void assertKept(StateSerializer<T> serializer, T value) throws IOException {
        assertThat(kept(serializer, value)).isEqualTo(value);
    }

    /** Written twice, and read by another serializer, so that neither leaves anything behind. */
    private static <T> T kept(StateSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer written = new DataOutputSerializer(16);
        serializer.serialize(value, written);
        serializer.serialize(value, written);
        DataOutputSerializer moved = new DataOutputSerializer(16);
        serializer.copy(new DataInputDeserializer(written.getCopyOfBuffer()), moved);
        DataInputDeserializer source = new DataInputDeserializer(written.getCopyOfBuffer());
        TypeSerializer<T> other = serializer.duplicate();
        other.deserialize(source);
        T value2 = other.deserialize(source);

        assertThat(source.available()).isZero();
        assertThat(2 * moved.length()).isEqualTo(written.length());
        assertThat(other).isEqualTo(serializer).hasSameHashCodeAs(serializer);
        return value2;
    }

    private static ResourceEntry resourceEntry(Random random) {
        return new ResourceEntry(
                text(random),
                textOrNull(random),
                random.nextBoolean() ? null : creation(random),
                random.nextBoolean() ? null : creation(random),
                time(random),
                random.nextInt(),
                textOrNull(random),
                random.nextLong(),
                textOrNull(random),
                random.nextInt(4),
                random.nextLong(),
                random.nextBoolean() ? null : destruction(random));
    }

    private static Creation creation(Random random) {
        return new Creation(
                time(random),
                textOrNull(random),
                pick(Origin.values(), random),
                random.nextBoolean());
    }

    private static Destruction destruction(Random random) {
        return new Destruction(
                time(random),
                time(random),
                time(random),
                textOrNull(random),
                textOrNull(random),
                textOrNull(random),
                pick(Loss.values(), random),
                textOrNull(random),
                textOrNull(random),
                pick(AgentKind.values(), random),
                textOrNull(random),
                pick(EnforcementMode.values(), random),
                random.nextBoolean(),
                textOrNull(random));
    }

    private static long time(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> random.nextInt();
            case 3 -> Long.MIN_VALUE + random.nextInt(4);
            case 4 -> Long.MAX_VALUE - random.nextInt(4);
            default -> random.nextLong();
        };
    }

    private static @Nullable String textOrNull(Random random) {
        return random.nextInt(4) == 0 ? null : text(random);
    }

    private static String text(Random random) {
        return random.nextInt(3) == 0
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : TEXTS[random.nextInt(TEXTS.length)].repeat(1 + random.nextInt(60));
    }

    private static <E> @Nullable E pick(E[] values, Random random) {
        int place = random.nextInt(values.length + 1);
        return place == values.length ? null : values[place];
    }

    /** A text, and since the second version of its format a number. */
    private record Noted(String text, long since) {}

    private static final class NotedSerializer extends StateSerializer<Noted> {

        private static final long serialVersionUID = 1;

        private final int version;

        NotedSerializer(int version) {
            super(version);
            this.version = version;
        }

        @Override
        public TypeSerializer<Noted> duplicate() {
            return new NotedSerializer(version);
        }

        @Override
        void write(Noted noted, StateFormat to, int by, DataOutputView out) throws IOException {
            to.writeText(noted.text(), out);
            if (by >= 2) {
                to.writeNumber(noted.since(), out);
            }
        }

        @Override
        Noted read(StateFormat from, int by, DataInputView in) throws IOException {
            return new Noted(from.readText(in), by >= 2 ? from.readNumber(in) : 0);
        }

        @Override
        public TypeSerializerSnapshot<Noted> snapshotConfiguration() {
            return new NotedSnapshot(version);
        }
    }

    /** Its name stands in savepoints, as those of real ones do. */
    public static final class NotedSnapshot extends StateSerializer.Snapshot<Noted> {
        public NotedSnapshot() {
            this(1);
        }

        NotedSnapshot(int version) {
            super(version, NotedSerializer::new);
        }
    }

    /** Says what it kept, and keeps what it hears with the version of its serializer. */
    private static final class Keeper extends KeyedProcessFunction<String, String, String> {

        private static final long serialVersionUID = 1;

        private final int version;
        private transient ValueState<Noted> state;

        Keeper(int version) {
            this.version = version;
        }

        @Override
        public void open(OpenContext context) {
            state =
                    getRuntimeContext()
                            .getState(
                                    new ValueStateDescriptor<>(
                                            "noted", new NotedSerializer(version)));
        }

        @Override
        public void processElement(String text, Context context, Collector<String> out)
                throws IOException {
            Noted known = state.value();
            if (known != null) {
                out.collect(known.text() + ", since " + known.since());
            }
            state.update(new Noted(text, version));
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, String, String> keeper(
            Backend backend, int version) throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new Keeper(version)),
                        text -> text,
                        Types.STRING);
        harness.setStateBackend(backend.open());
        return harness;
    }
}
