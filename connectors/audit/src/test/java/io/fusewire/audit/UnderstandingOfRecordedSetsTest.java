package io.fusewire.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.RecordInterpreter;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What the interpreter understands of recorded third-party records; runs beside the project over
 * sets that are not part of it.
 */
class UnderstandingOfRecordedSetsTest {

    private static final String FOLDER = System.getProperty("fusewire.test.data", "");
    private static final String SUFFIX = ".records.jsonl.gz";
    private static final Catalogue CATALOGUE = Catalogue.load();

    @BeforeEach
    void needsTheFolder() {
        if (FOLDER.isEmpty() && Boolean.getBoolean("fusewire.test.forbidSkips")) {
            fail("fusewire.test.data must name the folder of recorded sets, but is empty");
        }
        assumeTrue(
                !FOLDER.isEmpty(), "skipped: fusewire.test.data names no folder of recorded sets");
    }

    @Test
    void effectReadAgreesWithCloudTrailsOwnFlag() throws IOException {
        Map<String, Integer> disagreements = new TreeMap<>();
        int flagged = 0;
        int disagreeing = 0;
        for (Understood each : understood("")) {
            if (each.readOnly() != null) {
                flagged++;
                if (each.readOnly() != (each.event().effect() == Effect.READ)) {
                    disagreeing++;
                    disagreements.merge(describe(each), 1, Integer::sum);
                }
            }
        }
        System.out.printf("%d of %d flagged records disagree%n", disagreeing, flagged);
        disagreements.forEach((what, count) -> System.out.printf("  %d x %s%n", count, what));
        assertThat(flagged).isGreaterThan(1_000);
        assertThat((double) disagreeing / flagged).isLessThanOrEqualTo(0.005);
    }

    @Test
    void failedDeletesOfTraildiscoverAreNoDamage() throws IOException {
        List<AuditEvent> damage = new ArrayList<>();
        for (Understood each : understood("traildiscover")) {
            AuditEvent event = each.event();
            if (event.isSuccessfulMutation() && event.has(Effect.DESTROY)) {
                damage.add(event);
            }
        }
        assertThat(damage).isEmpty();
    }

    @Test
    void tamperingOfInvictusSucceedsThreeTimes() throws IOException {
        List<String> successful = new ArrayList<>();
        for (Understood each : understood("invictus")) {
            AuditEvent event = each.event();
            boolean tampers =
                    event.has(Effect.AUDIT_TAMPERING) || event.eventName().contains("Lifecycle");
            if (event.isSuccessfulMutation() && tampers) {
                successful.add(event.eventName());
            }
        }
        assertThat(successful)
                .contains("PutEventSelectors", "PutBucketLifecycle", "DeleteFlowLogs");
    }

    @Test
    void everySuccessfulDestructionNamesItsResource() throws IOException {
        List<String> unnamed = new ArrayList<>();
        int destructions = 0;
        for (Understood each : understood("")) {
            AuditEvent event = each.event();
            if (event.outcome() == Outcome.SUCCESS && event.has(Effect.DESTROY)) {
                destructions++;
                if (event.resources().isEmpty()) {
                    unnamed.add(each.set() + " " + describe(each));
                }
            }
        }
        System.out.printf("%d of %d destructions name no resource%n", unnamed.size(), destructions);
        unnamed.forEach(System.out::println);
        assertThat(destructions).isGreaterThan(20);
    }

    private static String describe(Understood each) {
        AuditEvent event = each.event();
        return event.eventSource()
                + " "
                + event.eventName()
                + " "
                + event.effect()
                + (event.operationKnown() ? "" : " (by verb)")
                + " readOnly="
                + each.readOnly();
    }

    private static List<Understood> understood(String set) throws IOException {
        List<Understood> events = new ArrayList<>();
        RecordInterpreter interpreter = new RecordInterpreter(CATALOGUE);
        try (Stream<Path> files = Files.list(Path.of(FOLDER))) {
            List<Path> wanted =
                    files.filter(file -> file.getFileName().toString().startsWith(set))
                            .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                            .sorted()
                            .toList();
            assertThat(wanted).isNotEmpty();
            for (Path file : wanted) {
                read(file, interpreter, events);
            }
        }
        return events;
    }

    private static void read(Path file, RecordInterpreter interpreter, List<Understood> events)
            throws IOException {
        String set = file.getFileName().toString().replace(SUFFIX, "");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            AuditReader reader = new AuditReader(ReaderLimits.DEFAULT, DigestMode.ALWAYS);
            reader.readStream(
                    in,
                    set,
                    new RecordSink() {
                        @Override
                        public void record(CloudTrailRecord record) {
                            AuditEvent event = interpreter.interpret(record, Policy.DEFAULT);
                            events.add(new Understood(set, record.readOnly, event));
                        }

                        @Override
                        public void deadLetter(DeadLetter letter) {
                            // Broken records are another test's.
                        }

                        @Override
                        public void skipped(SkipReason reason) {
                            // So are digests.
                        }
                    });
        }
    }

    private record Understood(String set, Boolean readOnly, AuditEvent event) {}
}
