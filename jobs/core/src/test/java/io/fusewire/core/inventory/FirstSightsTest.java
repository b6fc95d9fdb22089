package io.fusewire.core.inventory;

import static io.fusewire.core.testing.TestingEvents.create;
import static io.fusewire.core.testing.TestingEvents.delete;
import static io.fusewire.core.testing.TestingEvents.event;
import static io.fusewire.core.testing.TestingEvents.modify;
import static io.fusewire.core.testing.TestingEvents.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.testing.TestingEvents;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class FirstSightsTest {

    private static final String TABLE = "AWS::DynamoDB::Table";

    private final FirstSights sights = new FirstSights();

    @Test
    void aSecondSightWithinTheHourIsARepetition() {
        assertThat(sights.isRepetition(read(TABLE, "orders").second(0).build())).isFalse();
        assertThat(sights.isRepetition(read(TABLE, "orders").second(3_599).build())).isTrue();
        assertThat(sights.isRepetition(read(TABLE, "orders").second(3_600).build())).isFalse();
    }

    @Test
    void aNewThingSessionOrRegionIsNot() {
        sights.isRepetition(read(TABLE, "orders").build());

        assertThat(sights.isRepetition(read(TABLE, "others").build())).isFalse();
        assertThat(sights.isRepetition(read(TABLE, "orders").session("new").build())).isFalse();
        assertThat(sights.isRepetition(read(TABLE, "orders").by("bob", AgentKind.HUMAN).build()))
                .isFalse();
        assertThat(sights.isRepetition(event().region("us-east-1").build())).isFalse();
        assertThat(sights.isRepetition(read(TABLE, "orders").on(TABLE, "third").build()))
                .as("one of two is new")
                .isFalse();
    }

    @Test
    void aCallThatNamesNothingIsOneOnceItsSessionWasSeen() {
        assertThat(sights.isRepetition(event().build())).isFalse();
        assertThat(sights.isRepetition(event().build())).isTrue();
    }

    @Test
    void whatProvesOrChangesSomethingAlwaysPasses() {
        for (int i = 0; i < 2; i++) {
            assertThat(sights.isRepetition(read(TABLE, "orders").denied().build())).isFalse();
            assertThat(sights.isRepetition(read(TABLE, "orders").failed("Slow").build())).isFalse();
            assertThat(sights.isRepetition(modify(TABLE, "orders").build())).isFalse();
            assertThat(
                            sights.isRepetition(
                                    read(TABLE, "orders").secondEffect(Effect.DESTROY).build()))
                    .isFalse();
            assertThat(
                            sights.isRepetition(
                                    read(TABLE, "orders")
                                            .causedBy("cloudformation.amazonaws.com")
                                            .build()))
                    .isFalse();
        }
    }

    /** However little the reader remembers, and whatever it drops. */
    @Property(tries = 200)
    void droppingRepetitionsChangesNoStanding(@ForAll Random random) {
        List<AuditEvent> events = work(random);
        TestingAccount whole = new TestingAccount().acceptAll(events);
        TestingAccount thinned = new TestingAccount();
        FirstSights forgetful = new FirstSights(1 + random.nextInt(30));
        int repeated = 0;
        for (AuditEvent event : events) {
            if (forgetful.isRepetition(event)) {
                repeated +=
                        thinned.view.acceptRepetitions(
                                event,
                                List.of(event.eventId()),
                                event.eventTimeMillis(),
                                thinned.store);
            } else {
                thinned.accept(event);
            }
        }

        assertThat(changes(thinned)).isEqualTo(changes(whole));
        assertThat(thinned.out).hasSize(whole.out.size() - repeated);
        assertThat(thinned.store.seenIds().entries().keySet())
                .isEqualTo(whole.store.seenIds().entries().keySet());
    }

    /** Its first sight was counted to the life before; no repetition may count to this one. */
    @Test
    void aLateReadOfAnEarlierLifeIsNoUseOfTheLaterOne() {
        TestingAccount account = new TestingAccount();
        account.see(create(TABLE, "orders").by("ann", AgentKind.AGENT).id("made").second(0));
        account.see(delete(TABLE, "orders").by("ann", AgentKind.AGENT).id("gone").second(3_000));
        account.see(create(TABLE, "orders").by("ann", AgentKind.AGENT).id("again").second(3_700));
        account.see(read(TABLE, "orders").by("bob", AgentKind.HUMAN).id("late").second(3_500));
        account.see(delete(TABLE, "orders").by("eve", AgentKind.AGENT).id("end").second(9_000));

        assertThat(account.out.get(account.out.size() - 1).standings())
                .singleElement()
                .satisfies(standing -> assertThat(standing.otherUsers()).doesNotContain("bob"))
                .satisfies(
                        standing ->
                                assertThat(standing.otherUsers())
                                        .allMatch(user -> user.contains("ann")));
    }

    private static List<AuditEvent> work(Random random) {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String table = "table-" + random.nextInt(6);
            String user = "user-" + random.nextInt(4);
            long second = i * 400L + random.nextInt(3_000);
            TestingEvents call =
                    switch (random.nextInt(12)) {
                        case 0 -> delete(TABLE, table);
                        case 1 -> create(TABLE, table);
                        case 2 -> modify(TABLE, table);
                        default -> read(TABLE, table);
                    };
            events.add(call.by(user, AgentKind.AGENT).second(second).id("id-" + i).build());
            if (random.nextInt(10) == 0) {
                events.add(events.get(random.nextInt(events.size())));
            }
        }
        return events;
    }

    /** All that decides: the names of other users are for people. */
    private static List<String> changes(TestingAccount account) {
        return account.out.stream()
                .filter(viewed -> viewed.event().effect() != Effect.READ)
                .map(viewed -> viewed.toString().replaceAll("otherUsers=\\[[^]]*]", ""))
                .toList();
    }

    @Test
    void repetitionsCountEachUnlessItIsADuplicate() {
        TestingAccount account = new TestingAccount();
        account.see(read(TABLE, "orders").id("first"));

        int fresh =
                account.view.acceptRepetitions(
                        read(TABLE, "orders").build(),
                        List.of("second", "first", "third", "second"),
                        read(TABLE, "orders").build().eventTimeMillis(),
                        account.store);

        assertThat(fresh).isEqualTo(2);
        assertThat(account.view.counters().duplicates()).isEqualTo(2);
        assertThat(account.accept(read(TABLE, "orders").id("third").build()))
                .isEqualTo(Admission.DUPLICATE);
    }
}
