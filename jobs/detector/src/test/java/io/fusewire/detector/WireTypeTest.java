package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Command;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountView;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.Recreation;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.inventory.SwarmFinding;
import io.fusewire.core.staging.CandidateStanding;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class WireTypeTest {

    private static final String[] TEXTS = {
        "", "x", "orders", "\u00e9t\u00e9", "\u4e2d\u56fd", "\ud83d\ude00", "\ud800 alone", "\u0000"
    };

    @Property(tries = 300)
    void eventsComeBackAsTheyWereWritten(@ForAll Random random) throws IOException {
        AuditEvent event = auditEvent(random);
        StampedEvent stamped =
                new StampedEvent(
                        event,
                        random.nextLong(),
                        random.nextBoolean() ? new Repetitions(List.of("a", "b"), 7) : null,
                        null);
        assertTravels(stamped, WireType.STAMPED_EVENT);
        GuardInput input =
                new GuardInput(accountEvent(event, random), null, 1, random.nextInt(), 2, null);
        assertTravels(input, WireType.GUARD_INPUT);
    }

    /** Several in one parcel, some of them with texts that recur. */
    @Property(tries = 200)
    void packedEventsComeOutAsTheyWentIn(@ForAll Random random) throws IOException {
        List<StampedEvent> events = new ArrayList<>();
        List<GuardInput> inputs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            AuditEvent event =
                    i == 0 || random.nextBoolean()
                            ? auditEvent(random)
                            : variant(events.get(random.nextInt(i)).event(), random);
            events.add(
                    new StampedEvent(
                            event,
                            random.nextLong(),
                            random.nextBoolean() ? new Repetitions(texts(random), 7) : null,
                            standing(random)));
            inputs.add(
                    new GuardInput(
                            accountEvent(event, random),
                            null,
                            random.nextLong(),
                            random.nextInt(1_000),
                            random.nextLong(),
                            standing(random)));
        }
        Parcels parcels = new Parcels();
        Parcels.Pack<StampedEvent> forAccount = parcels.forAccount();
        Parcels.Pack<GuardInput> forAgent = parcels.forAgent();
        for (int i = 0; i < events.size(); i++) {
            forAccount.add("x", timeOf(events.get(i)), events.get(i));
            forAgent.add("x", inputs.get(i).timeMillis(), inputs.get(i));
        }
        long earliest = events.stream().mapToLong(WireTypeTest::timeOf).min().orElseThrow();

        Parcel ofEvents = sent(forAccount.seal());
        Parcel ofInputs = sent(forAgent.seal());

        assertThat(ofEvents.timeMillis()).isEqualTo(earliest);
        assertThat(parcels.events(ofEvents)).isEqualTo(events);
        assertThat(ofInputs.timeMillis()).isEqualTo(earliest);
        assertThat(parcels.inputs(ofInputs)).isEqualTo(inputs);
    }

    private static long timeOf(StampedEvent stamped) {
        return stamped.event().eventTimeMillis();
    }

    @Property(tries = 50)
    void aPackBeginsAnewOnceItIsSealed(@ForAll Random random) {
        StampedEvent event = StampedEvent.of(auditEvent(random), 0);
        Parcels parcels = new Parcels();
        Parcels.Pack<StampedEvent> pack = parcels.forAccount();
        pack.add("x", timeOf(event), event);
        Parcel first = pack.seal();

        pack.add("x", timeOf(event), event);

        assertThat(pack.size()).isEqualTo(1);
        assertThat(pack.seal().content()).isEqualTo(first.content());
    }

    @Test
    void whatRecursIsWrittenOnce() {
        StampedEvent event = StampedEvent.of(auditEvent(new Random(7)), 0);
        Parcels parcels = new Parcels();
        Parcels.Pack<StampedEvent> pack = parcels.forAccount();
        pack.add("x", timeOf(event), event);
        int alone = pack.seal().content().length;

        pack.add("x", timeOf(event), event);
        pack.add("x", timeOf(event), event);

        assertThat(pack.seal().content().length - alone).isLessThan(alone / 4);
    }

    @Property(tries = 50)
    void packedCommandsComeOutAsTheyWentIn(@ForAll Random random) throws IOException {
        Command command =
                new Command(
                        pick(Command.Kind.values(), random),
                        text(random),
                        textOrNull(random),
                        random.nextBoolean(),
                        random.nextLong(),
                        text(random),
                        text(random),
                        random.nextLong());
        Parcels parcels = new Parcels();

        Parcel packed = sent(parcels.of(command));

        assertThat(packed.timeMillis()).isEqualTo(command.atMillis());
        assertThat(parcels.inputs(packed)).containsExactly(GuardInput.of(command));
    }

    private static @Nullable CandidateStanding standing(Random random) {
        return random.nextBoolean()
                ? null
                : new CandidateStanding(
                        pick(AgentKind.values(), random),
                        textOrNull(random),
                        pick(EnforcementMode.values(), random),
                        random.nextBoolean());
    }

    private static Parcel sent(Parcel parcel) throws IOException {
        TypeSerializer<Parcel> serializer =
                WireType.PARCEL.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer written = new DataOutputSerializer(16);
        serializer.serialize(parcel, written);
        Parcel arrived =
                serializer
                        .duplicate()
                        .deserialize(new DataInputDeserializer(written.getCopyOfBuffer()));
        assertThat(arrived.key()).isEqualTo(parcel.key());
        return arrived;
    }

    /** One record after another, each also moved without being understood. */
    private static <T> void assertTravels(T record, TypeInformation<T> type) throws IOException {
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer written = new DataOutputSerializer(16);
        serializer.serialize(record, written);
        serializer.serialize(record, written);
        DataOutputSerializer moved = new DataOutputSerializer(16);
        DataInputDeserializer source = new DataInputDeserializer(written.getCopyOfBuffer());
        serializer.copy(source, moved);
        serializer.copy(source, moved);
        DataInputDeserializer arrived = new DataInputDeserializer(moved.getCopyOfBuffer());
        TypeSerializer<T> other = serializer.duplicate();

        assertThat(other.deserialize(arrived)).isEqualTo(record);
        assertThat(other.deserialize(arrived)).isEqualTo(record);
        assertThat(arrived.available()).isZero();
    }

    /** The event itself, or the like with a few of its parts different. */
    private static AuditEvent variant(AuditEvent event, Random random) {
        try {
            RecordComponent[] parts = AuditEvent.class.getRecordComponents();
            Class<?>[] types = new Class<?>[parts.length];
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                types[i] = parts[i].getType();
                values[i] = parts[i].getAccessor().invoke(event);
            }
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                int i = random.nextInt(parts.length);
                values[i] = parts[i].getAccessor().invoke(auditEvent(random));
            }
            return AuditEvent.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AccountEvent accountEvent(AuditEvent event, Random random) {
        AccountEvent unseen = AccountView.unseen(event);
        boolean isCaller = random.nextBoolean();
        List<ResourceRef> named = event.resources();
        ResourceRef resource =
                named.isEmpty() || random.nextBoolean() ? resource(random) : named.get(0);
        return new AccountEvent(
                pick(AccountEvent.Type.values(), random),
                event,
                isCaller ? event.agent() : text(random),
                isCaller ? event.agentKind() : pick(AgentKind.values(), random),
                isCaller ? event.agentClass() : textOrNull(random),
                isCaller ? event.mode() : pick(EnforcementMode.values(), random),
                random.nextBoolean(),
                isCaller ? event.session() : text(random),
                random.nextBoolean(),
                texts(random),
                textOrNull(random),
                random.nextBoolean(),
                random.nextInt(),
                random.nextInt(),
                unseen.environment(),
                random.nextLong(),
                random.nextBoolean()
                        ? List.of()
                        : List.of(
                                new ResourceStanding(
                                        resource,
                                        random.nextBoolean(),
                                        random.nextBoolean(),
                                        random.nextBoolean(),
                                        pick(Origin.values(), random),
                                        textOrNull(random),
                                        random.nextLong(),
                                        pick(Liveness.values(), random),
                                        texts(random))),
                random.nextBoolean()
                        ? List.of()
                        : List.of(new Recreation(resource, text(random), 3, text(random))),
                textOrNull(random),
                textOrNull(random),
                random.nextBoolean()
                        ? null
                        : new SwarmFinding(
                                pick(SwarmFinding.Scope.values(), random),
                                text(random),
                                random.nextDouble(),
                                random.nextDouble(),
                                random.nextBoolean(),
                                4,
                                5,
                                6,
                                texts(random),
                                random.nextBoolean()),
                random.nextBoolean()
                        ? new SessionPrincipal(text(random), textOrNull(random))
                        : null);
    }

    private static AuditEvent auditEvent(Random random) {
        return new AuditEvent(
                text(random),
                textOrNull(random),
                random.nextLong(),
                random.nextLong(),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                random.nextBoolean(),
                pick(Effect.values(), random),
                random.nextBoolean() ? null : pick(Effect.values(), random),
                pick(Loss.values(), random),
                random.nextDouble(),
                pick(Outcome.values(), random),
                textOrNull(random),
                random.nextInt(),
                resources(random),
                resources(random),
                text(random),
                pick(AgentKind.values(), random),
                texts(random),
                textOrNull(random),
                pick(EnforcementMode.values(), random),
                random.nextBoolean(),
                text(random),
                text(random),
                text(random),
                textOrNull(random),
                textOrNull(random),
                textOrNull(random),
                textOrNull(random),
                textOrNull(random),
                textOrNull(random),
                textOrNull(random));
    }

    private static List<ResourceRef> resources(Random random) {
        List<ResourceRef> resources = new ArrayList<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            resources.add(resource(random));
        }
        return resources;
    }

    /** Its key and its id often begin as those of others, and end alike. */
    private static ResourceRef resource(Random random) {
        String name = text(random) + text(random);
        String key = pick(TEXTS, random) + "/111122223333/" + name;
        String id = random.nextBoolean() ? name : "arn:aws:sns:eu-west-1:111122223333:" + name;
        return random.nextBoolean()
                ? new ResourceRef(key, text(random), id)
                : new ResourceRef(text(random), text(random), text(random));
    }

    private static List<String> texts(Random random) {
        List<String> texts = new ArrayList<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            texts.add(text(random));
        }
        return texts;
    }

    private static @Nullable String textOrNull(Random random) {
        return random.nextBoolean() ? null : text(random);
    }

    /** Short ones, and such whose length takes more than one byte. */
    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)].repeat(
                random.nextInt(8) == 0 ? 20_000 : 1 + random.nextInt(200));
    }

    private static <E> E pick(E[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
