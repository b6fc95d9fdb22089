package io.fusewire.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder for everything that a run writes on its way, and the end of the run: whatever
 * must stop before the folder goes is closed first, also when the process is interrupted.
 */
public final class WorkFolder implements AutoCloseable {

    private static final int DELETE_ATTEMPTS = 5;

    private static volatile boolean interrupted;

    private final Path path;
    private final List<AutoCloseable> parts = new java.util.ArrayList<>();
    private final Thread hook = new Thread(this::interrupt, "fusewire-cleanup");
    private boolean ended;

    private WorkFolder(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static WorkFolder create() throws IOException {
        return new WorkFolder(Files.createTempDirectory("fusewire-"));
    }

    public Path path() {
        return path;
    }

    /** Registers what must be closed before the folder is deleted; the latest first. */
    public synchronized <T extends AutoCloseable> T closing(T part) {
        parts.add(part);
        return part;
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The process is being interrupted: the hook has run or runs now.
        }
    }

    /** Whether the process is ending on Ctrl-C: what fails from now on is no failure of the run. */
    static boolean isInterrupted() {
        return interrupted;
    }

    private void interrupt() {
        interrupted = true;
        end();
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        for (int i = parts.size() - 1; i >= 0; i--) {
            try {
                parts.get(i).close();
            } catch (Exception e) {
                // The rest must still be closed, and the run's own result is what counts.
                Thread.onSpinWait();
            }
        }
        delete();
    }

    /** Threads that are still ending may write while files are being deleted. */
    private void delete() {
        for (int attempt = 0; attempt < DELETE_ATTEMPTS && Files.exists(path); attempt++) {
            try (Stream<Path> walk = Files.walk(path)) {
                for (Path inside : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(inside);
                }
            } catch (NoSuchFileException | UncheckedIOException deletedByOthers) {
                Thread.onSpinWait();
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
    }
}
