package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.detector.TestingTrail.Line;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class PackingTest {

    private final Parcels parcels = new Parcels();
    private final List<Parcel> sent = new ArrayList<>();
    private final Packing<StampedEvent> packing = new Packing<>(parcels::forAccount, sent::add);

    private static StampedEvent event(String id, int second) {
        Instant at = TestingTrail.START.plusSeconds(second);
        String json =
                TestingTrail.record(
                        id, at, "111122223333", "worker", "DescribeDBInstances", "orders");
        return TestingTrail.events(List.of(new Line(at, json))).get(0);
    }

    private void add(String session, StampedEvent stamped) {
        AuditEvent event = stamped.event();
        packing.add(event.account(), session, event.eventTimeMillis(), stamped);
    }

    @Test
    void putsTheRecordsOfASessionInOneParcelStampedWithTheEarliest() {
        StampedEvent late = event("late", 2);
        StampedEvent early = event("early", 1);
        StampedEvent others = event("others", 3);
        add("one", late);
        add("other", others);
        add("one", early);
        assertThat(sent).isEmpty();

        packing.release();
        packing.release();

        assertThat(sent).hasSize(2);
        assertThat(parcels.events(sent.get(0))).containsExactly(late, early);
        assertThat(sent.get(0).timeMillis()).isEqualTo(early.event().eventTimeMillis());
        assertThat(parcels.events(sent.get(1))).containsExactly(others);
    }

    @Test
    void sendsAFullParcelAtOnce() {
        StampedEvent event = event("one", 1);
        for (int i = 0; i < Packing.PACKED_MAX; i++) {
            assertThat(sent).isEmpty();
            add("one", event);
        }

        assertThat(sent).hasSize(1);
        assertThat(parcels.events(sent.get(0))).hasSize(Packing.PACKED_MAX);
        packing.release();
        assertThat(sent).hasSize(1);
    }

    @Test
    void sendsAllWhereTooManyWait() {
        StampedEvent event = event("one", 1);
        for (int i = 1; i < Packing.HELD_MAX; i++) {
            add("session-" + i, event);
        }
        assertThat(sent).isEmpty();

        add("last", event);

        assertThat(sent).hasSize(Packing.HELD_MAX);
    }
}
