package io.fusewire.cli.drill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How a drill went, for Prometheus: a file that node_exporter's textfile collector or a push
 * gateway takes. Of a drill that failed nothing is written but its time, so that the time of the
 * last success grows old and an alert can see it.
 */
public final class DrillMetrics {

    private static final String LAST_RUN = "fusewire_drill_last_run_timestamp_seconds";
    private static final String LAST_SUCCESS = "fusewire_drill_last_success_timestamp_seconds";
    private static final String SECONDS = "fusewire_drill_seconds";

    private DrillMetrics() {}

    /** Writes down a success. */
    public static void success(Path file, Instant now, Duration untilDenied) throws IOException {
        write(
                file,
                gauge(LAST_RUN, "When a drill was last tried.", now.getEpochSecond())
                        + gauge(LAST_SUCCESS, "When a drill last went well.", now.getEpochSecond())
                        + gauge(
                                SECONDS,
                                "From the first record of harm to AWS' first refusal, last time.",
                                untilDenied.toMillis() / 1_000.0));
    }

    /** Writes down a failure, keeping what an earlier success left. */
    public static void failure(Path file, Instant now) throws IOException {
        StringBuilder kept = new StringBuilder();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (!line.contains(LAST_RUN)) {
                    kept.append(line).append('\n');
                }
            }
        }
        write(file, gauge(LAST_RUN, "When a drill was last tried.", now.getEpochSecond()) + kept);
    }

    private static String gauge(String name, String help, double value) {
        return "# HELP %s %s%n# TYPE %s gauge%n%s %s%n"
                .formatted(name, help, name, name, number(value))
                .replace(System.lineSeparator(), "\n");
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%d", (long) value)
                : String.format(Locale.ROOT, "%.3f", value);
    }

    /** In one step: whoever collects must never see half a file. */
    private static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        Files.move(
                draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
