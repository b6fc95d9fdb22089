package io.fusewire.cli;

import io.fusewire.core.policy.PolicyVersion;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Where a signed message goes: to the control topic, or to a file for somebody who reaches it. */
final class PublishOptions {

    private static final int WAIT_MAX = 3_600;
    private static final String STANDARD_OUTPUT = "-";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    KafkaOptions kafka;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Write the signed message there (- for standard output), publish nothing.")
    private @Nullable Path out;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the detector's answer (default: 15; 0 does not).")
    private int wait = 15;

    /** Refuses wrong options before anything is signed. */
    void check() {
        if (wait < 0 || wait > WAIT_MAX) {
            throw new UsageException(
                    "--wait must be from 0 to " + WAIT_MAX + " seconds, but was " + wait);
        }
        if (out == null) {
            kafka.client();
        } else if (!isStandardOutput() && Files.isDirectory(out)) {
            throw new UsageException("--out must be a file, but is a folder: " + out);
        }
    }

    boolean isToFile() {
        return out != null;
    }

    private boolean isStandardOutput() {
        return out != null && out.toString().equals(STANDARD_OUTPUT);
    }

    /** Says by which name the version is activated, and by which decisions call it. */
    void tellVersion(String text, boolean staged, CommandSpec spec) {
        if (isStandardOutput()) {
            return;
        }
        String id = PolicyVersion.idOf(text);
        Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr())
                .line(staged ? "Version %s, on trial from then on." : "Version %s.", id);
    }

    /**
     * Writes or publishes.
     *
     * @param effect what to wait for; null if nothing will show
     * @return the exit status
     */
    int deliver(String message, Publication.@Nullable Effect effect, CommandSpec spec)
            throws IOException, InterruptedException {
        Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        if (out == null) {
            Logging.quiet();
            return new Publication(kafka.client(), terminal, Duration.ofSeconds(wait))
                    .publish(message, effect);
        }
        if (isStandardOutput()) {
            terminal.line(message);
        } else {
            Files.writeString(out, message + "\n", StandardCharsets.UTF_8);
            terminal.line("Written to %s.", out);
        }
        return 0;
    }
}
