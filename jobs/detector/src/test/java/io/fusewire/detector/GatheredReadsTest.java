package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.inventory.AccountView;
import io.fusewire.detector.TestingTrail.Line;
import io.fusewire.kafka.KafkaMessage;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class GatheredReadsTest {

    private final List<GuardInput> sent = new ArrayList<>();
    private final GatheredReads reads = new GatheredReads(sent::add);

    private void take(String id, int second, String name, String call) {
        Instant at = TestingTrail.START.plusSeconds(second);
        String json = TestingTrail.record(id, at, "111122223333", name, call, "orders");
        StampedEvent event = TestingTrail.events(List.of(new Line(at, json))).get(0);
        reads.take(GuardInput.of(AccountView.unseen(event.event()), KafkaMessage.TIME_UNKNOWN));
    }

    @Test
    void sendsOneInputForTheReadsOfASessionInAQuarterOfAnHour() {
        take("first-1", 0, "worker", "DescribeDBInstances");
        take("first-2", 0, "other", "DescribeDBInstances");
        assertThat(sent).extracting(GuardInput::reads).containsExactly(0, 0);
        sent.clear();

        take("read-1", 1, "worker", "DescribeDBInstances");
        take("read-2", 2, "other", "DescribeDBInstances");
        take("read-3", 3, "worker", "DescribeDBInstances");
        assertThat(sent).isEmpty();

        take("read-4", 900, "worker", "DescribeDBInstances");

        assertThat(sent).hasSize(2);
        GuardInput ofWorker = sent.get(0);
        assertThat(ofWorker.event()).isNotNull();
        assertThat(ofWorker.event().event().eventId()).isEqualTo("read-3");
        assertThat(ofWorker.reads()).isEqualTo(2);
        assertThat(ofWorker.sinceMillis())
                .isEqualTo(TestingTrail.START.plusSeconds(1).toEpochMilli());
        assertThat(sent.get(1).reads()).isEqualTo(1);

        reads.end();
        reads.end();
        assertThat(sent).hasSize(3);
        take("read-5", 901, "worker", "DescribeDBInstances");
        assertThat(sent).as("the first in another account").hasSize(4);
    }

    @Test
    void letsEverythingElsePassAtOnce() {
        take("first", 0, "worker", "DescribeDBInstances");
        sent.clear();
        take("read-1", 0, "worker", "DescribeDBInstances");
        take("delete-1", 1, "worker", "DeleteDBInstance");

        assertThat(sent)
                .singleElement()
                .matches(
                        input ->
                                input.reads() == 0
                                        && input.event() != null
                                        && input.event().event().eventId().equals("delete-1"));
    }

    @Test
    void sendsAllEarlyWhereThereAreTooManySessions() {
        take("first", 0, "worker-1", "DescribeDBInstances");
        sent.clear();
        for (int i = 0; i <= GatheredReads.GROUPS_MAX; i++) {
            take("read-" + i, 0, "worker-" + i, "DescribeDBInstances");
        }

        assertThat(sent.size()).isEqualTo(GatheredReads.GROUPS_MAX);
    }
}
