package io.fusewire.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** Runs beside the project over recorded third-party records, which are not part of it. */
class RecordedDataTest {

    private static final String FOLDER = System.getProperty("fusewire.test.data", "");

    /** Records that really are broken: a placeholder for the time, or no time at all. */
    private static final Map<String, Integer> BROKEN =
            Map.of("cloud_custodian", 1, "panther", 11, "streamalert", 14);

    @BeforeEach
    void needsTheFolder() {
        if (FOLDER.isEmpty() && Boolean.getBoolean("fusewire.test.forbidSkips")) {
            fail("fusewire.test.data must name the folder of recorded sets, but is empty");
        }
        assumeTrue(
                !FOLDER.isEmpty(), "skipped: fusewire.test.data names no folder of recorded sets");
    }

    @Test
    void readsEveryShippedRecordButTheBrokenOnes() throws IOException {
        assertThat(brokenBySet(".records.jsonl.gz")).isEqualTo(new TreeMap<>(BROKEN));
    }

    @Test
    void readsEveryWrappedRecordButTheBrokenOnes() throws IOException {
        assertThat(brokenBySet(".jsonl.gz")).isEqualTo(new TreeMap<>(BROKEN));
    }

    private static Map<String, Integer> brokenBySet(String suffix) throws IOException {
        Map<String, Integer> broken = new TreeMap<>();
        for (Path file : files(suffix)) {
            String set = file.getFileName().toString().replace(suffix, "");
            CollectingSink sink = new CollectingSink();
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                new AuditReader(ReaderLimits.DEFAULT, DigestMode.ALWAYS).readStream(in, set, sink);
            }
            System.out.printf(
                    "%s: %d accepted, %d dead%n",
                    file.getFileName(), sink.records.size(), sink.deadLetters.size());
            for (DeadLetter letter : sink.deadLetters) {
                System.out.printf("  %d %s%n", letter.offset(), letter.reason());
                broken.merge(set, 1, Integer::sum);
            }
        }
        return broken;
    }

    private static List<Path> files(String suffix) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of(FOLDER))) {
            all.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .filter(
                            file ->
                                    suffix.startsWith(".records")
                                            || !file.getFileName().toString().contains(".records."))
                    .sorted()
                    .forEach(files::add);
        }
        return files;
    }
}
