package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.detector.TestingTrail.Line;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class OrdersTest {

    private static final Instant AT = TestingTrail.START;

    private static StampedEvent read(String id) {
        return TestingTrail.events(
                        List.of(
                                new Line(
                                        AT,
                                        TestingTrail.record(
                                                id,
                                                AT,
                                                "111122223333",
                                                "worker",
                                                "DescribeDBInstances",
                                                "orders"))))
                .get(0);
    }

    private static StampedEvent gathered(String latest, long sinceMillis, String... ids) {
        return new StampedEvent(
                read(latest).event(), 0, new Repetitions(List.of(ids), sinceMillis), null);
    }

    /** Whatever files they come from: copies of one record may lie in several. */
    @Test
    void gatheredReadsComeAfterTheEventsOfTheirTimeAndInOneOrder() {
        long at = AT.toEpochMilli();
        List<StampedEvent> ordered =
                List.of(
                        read("c"),
                        read("d"),
                        gathered("b", at - 5, "b", "z"),
                        gathered("a", at, "a"),
                        gathered("a", at, "a", "b"),
                        gathered("b", at, "b"));

        List<StampedEvent> sorted = new ArrayList<>(ordered);
        Collections.reverse(sorted);
        sorted.sort(Orders.OF_ACCOUNT);

        assertThat(sorted).isEqualTo(ordered);
    }
}
