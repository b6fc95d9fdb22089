package io.fusewire.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.Effect;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.testing.TestingEvents;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A guard that hears of reads in groups decides what one does that hears each, but for the first of
 * all: a decision's id holds when the agent was first seen.
 */
class CountedReadsTest {

    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final int QUARTER_SECONDS = 900;

    /** One deed every so many seconds: three of four are reads. */
    @Property(tries = 200)
    void inGroupsTheyDecideAndCountWhatTheyDoOneByOne(
            @ForAll @Size(min = 1, max = 120) List<@IntRange(min = 0, max = 11) Integer> deeds,
            @ForAll @IntRange(min = 1, max = 1_200) int pause) {
        TestingGuard each = TestingGuard.inShadow();
        TestingGuard grouped = TestingGuard.inShadow();
        TreeMap<String, List<AccountEvent>> groups = new TreeMap<>();
        long quarter = 0;
        for (int i = 0; i < deeds.size(); i++) {
            AccountEvent event = event(i, deeds.get(i), (long) i * pause);
            each.accept(event);
            if ((long) i * pause / QUARTER_SECONDS != quarter) {
                quarter = (long) i * pause / QUARTER_SECONDS;
                release(groups, grouped);
            }
            if (i > 0 && Guard.isCountedOnly(event)) {
                groups.computeIfAbsent(event.chargedSession(), session -> new ArrayList<>())
                        .add(event);
            } else {
                grouped.accept(event);
            }
        }
        release(groups, grouped);

        assertThat(grouped.decisions).isEqualTo(each.decisions);
        assertThat(grouped.observations).isEqualTo(each.observations);
        AgentState heard = each.store.agent();
        AgentState counted = grouped.store.agent();
        assertThat(counted.events).isEqualTo(heard.events);
        assertThat(counted.sessions).isEqualTo(heard.sessions);
        assertThat(counted.firstSeenMillis).isEqualTo(heard.firstSeenMillis);
        assertThat(counted.lastSeenMillis).isEqualTo(heard.lastSeenMillis);
    }

    private static void release(TreeMap<String, List<AccountEvent>> groups, TestingGuard guard) {
        for (List<AccountEvent> reads : groups.values()) {
            guard.reads(
                    reads.get(reads.size() - 1),
                    reads.size(),
                    reads.get(0).event().eventTimeMillis());
        }
        groups.clear();
    }

    private static AccountEvent event(int i, int deed, long second) {
        TestingEvents event =
                deed % 4 == 0
                        ? TestingEvents.delete(TABLE, "table-" + i)
                        : TestingEvents.read(TABLE, "table-" + i);
        return TestingGuard.foreignEvent(
                event.id("event-" + i).session("session-" + deed % 3).second(second).build());
    }

    @Test
    void onlyReadsThatSucceededAreCounted() {
        assertThat(isCountedOnly(TestingEvents.read(TABLE, "t"))).isTrue();
        assertThat(isCountedOnly(TestingEvents.read(TABLE, "t").denied())).isFalse();
        assertThat(isCountedOnly(TestingEvents.modify(TABLE, "t"))).isFalse();
        assertThat(isCountedOnly(TestingEvents.delete(TABLE, "t"))).isFalse();
        AccountEvent read = TestingGuard.foreignEvent(TestingEvents.read(TABLE, "t").build());
        assertThat(read.event().effect()).isEqualTo(Effect.READ);
        assertThat(Guard.isCountedOnly(TestingGuard.childOf("root", read))).isFalse();
    }

    private static boolean isCountedOnly(TestingEvents event) {
        return Guard.isCountedOnly(TestingGuard.foreignEvent(event.build()));
    }
}
