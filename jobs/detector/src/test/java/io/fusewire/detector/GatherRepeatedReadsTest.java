package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.detector.TestingTrail.Line;

import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class GatherRepeatedReadsTest {

    private static List<StampedEvent> reads(int count) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(
                    new Line(
                            TestingTrail.START.plusSeconds(i % 600),
                            TestingTrail.record(
                                    "read-" + i,
                                    TestingTrail.START.plusSeconds(i % 600),
                                    "111122223333",
                                    "worker",
                                    "DescribeDBInstances",
                                    "orders")));
        }
        return TestingTrail.events(lines);
    }

    private static OneInputStreamOperatorTestHarness<StampedEvent, StampedEvent> gather(
            List<StampedEvent> events) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(new GatherRepeatedReads());
        harness.open();
        for (StampedEvent event : events) {
            harness.processElement(event, 0);
        }
        return harness;
    }

    @Test
    void lastsASecondAndSendsOneEventForAllRepetitions() throws Exception {
        try (var gathered = gather(reads(10))) {
            assertThat(gathered.extractOutputValues())
                    .as("the first sight passes at once")
                    .singleElement()
                    .matches(event -> event.repetitions() == null);

            gathered.setProcessingTime(GatherRepeatedReads.WAIT_MILLIS);

            StampedEvent last = gathered.extractOutputValues().get(1);
            assertThat(gathered.extractOutputValues()).hasSize(2);
            assertThat(last.event().eventId()).isEqualTo("read-9");
            assertThat(last.repetitions())
                    .isEqualTo(
                            new Repetitions(
                                    List.of(
                                            "read-1", "read-2", "read-3", "read-4", "read-5",
                                            "read-6", "read-7", "read-8", "read-9"),
                                    TestingTrail.START.plusSeconds(1).toEpochMilli()));
        }
    }

    @Test
    void keepsNothingOverACheckpointOrTheEndOfInput() throws Exception {
        try (var gathered = gather(reads(3))) {
            gathered.prepareSnapshotPreBarrier(1);

            assertThat(gathered.extractOutputValues()).hasSize(2);
        }
        try (var gathered = gather(reads(3))) {
            gathered.endInput();

            assertThat(gathered.extractOutputValues()).hasSize(2);
        }
    }

    @Test
    void sendsEarlyWhatWouldBecomeTooMuch() throws Exception {
        try (var gathered = gather(reads(1 + RepeatedReads.GATHERED_MAX))) {
            assertThat(gathered.extractOutputValues()).hasSize(2);
        }
    }
}
