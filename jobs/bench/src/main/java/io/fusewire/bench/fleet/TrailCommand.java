package io.fusewire.bench.fleet;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code fusewire bench trail}: simulated records in files, to measure a replay with. */
@Command(
        name = "trail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Write the simulated fleet's audit records to files, for `fusewire replay`.",
        description = {
            "",
            "One file of records a day and organisation, in the order of their arrival, until there are"
                    + " enough, and one policy file for each organisation. The same options write the"
                    + " same bytes.",
            ""
        },
        footer = {"", "Example:", "  fusewire bench trail --records 1000000 --out trail"})
public final class TrailCommand implements Callable<Integer> {

    private static final long DAY_MILLIS = 24L * 60 * 60 * 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Where to write: a folder that is empty or not there yet.")
    private Path out = Path.of("trail");

    @Option(
            names = "--records",
            paramLabel = "N",
            required = true,
            description = "How many records to write at least; organisations are written whole.")
    private long records = 1;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Length of each organisation's trail (default: 60).")
    private int days = 60;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of everything that is random (default: 1).")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        check();
        Files.createDirectories(out);
        long written = 0;
        int organisations = 0;
        while (written < records) {
            Block block = new Fleet().benign(2 * (seed * 10_000 + organisations), days);
            String name = "organisation-" + organisations++;
            Files.writeString(out.resolve(name + ".policy.yaml"), block.policy());
            try (DayFiles files = new DayFiles(out, name)) {
                block.play(files::write);
                written += files.written;
            }
        }
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(
                "Written: "
                        + written
                        + " records of "
                        + organisations
                        + " organisations to "
                        + out);
        terminal.flush();
        return 0;
    }

    private void check() throws IOException {
        if (records < 1) {
            throw usage("--records must be at least 1, but was " + records);
        }
        if (days < 1) {
            throw usage("--days must be at least 1, but was " + days);
        }
        if (Files.exists(out)) {
            if (!Files.isDirectory(out)) {
                throw usage("--out must be a folder, but is a file: " + out);
            }
            try (var content = Files.list(out)) {
                if (content.findAny().isPresent()) {
                    throw usage("--out must be empty, but is not: " + out);
                }
            }
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** One file after another: a record belongs to the day of its arrival. */
    private static final class DayFiles implements AutoCloseable {
        private final Path folder;
        private final String name;
        private long day = Long.MIN_VALUE;
        private OutputStream file = OutputStream.nullOutputStream();
        private long written;

        DayFiles(Path folder, String name) {
            this.folder = folder;
            this.name = name;
        }

        void write(FleetRecord record) {
            long recordDay = Math.floorDiv(record.eventTimeMillis(), DAY_MILLIS);
            try {
                if (recordDay > day) {
                    file.close();
                    day = recordDay;
                    file =
                            new BufferedOutputStream(
                                    Files.newOutputStream(
                                            folder.resolve(name + "." + day + ".jsonl")));
                }
                file.write(record.json());
                file.write("\n".getBytes(StandardCharsets.UTF_8));
                written++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
