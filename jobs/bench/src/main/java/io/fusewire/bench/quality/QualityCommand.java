package io.fusewire.bench.quality;

import io.fusewire.bench.fleet.Fleet;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** {@code fusewire bench quality}. */
@Command(
        name = "quality",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "How much is lost before a detector stops an agent, at a budget of false trips.",
        description = {
            "",
            "Simulates organisations with agents, people and services as CloudTrail records, sets"
                    + " every detector's limits on some of them, counts false trips on others, and"
                    + " plays incidents until each detector stops them.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire bench quality --scale small",
            "  fusewire bench quality --out quality --detectors fusewire,z-score"
        })
public final class QualityCommand implements Callable<Integer> {

    /** How much of everything. */
    enum Size {
        SMALL(Scale.SMALL),
        MEDIUM(Scale.MEDIUM),
        FULL(Scale.FULL);

        private final Scale scale;

        Size(Scale scale) {
            this.scale = scale;
        }

        Scale scale() {
            return scale;
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--scale",
            paramLabel = "SIZE",
            description =
                    "small (a minute), medium (minutes) or full (under an hour; the default).")
    private Size size = Size.FULL;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to write (default: ./bench-out).")
    private Path out = Path.of("bench-out");

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of everything that is random (default: 1).")
    private long seed = 1;

    @Option(
            names = "--detectors",
            paramLabel = "NAME",
            split = ",",
            description = "Only these (default: all).")
    private @Nullable List<String> detectors;

    @Option(
            names = "--ablations",
            description =
                    "Also Fusewire without each of its parts in turn, at the middle budget; takes"
                            + " about twice as long.")
    private boolean ablations;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Blocks at a time (default: one per processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        PrintWriter err = spec.commandLine().getErr();
        boolean isTerminal = Boolean.getBoolean("fusewire.terminal.err");
        Fleet fleet = new Fleet();
        Results results =
                new QualityBenchmark(
                                fleet,
                                fleet.unseenArchetypes(),
                                contestants(),
                                size.scale(),
                                seed,
                                threads,
                                line -> {
                                    if (isTerminal) {
                                        err.print("\r\033[K" + line);
                                        err.flush();
                                    }
                                })
                        .run();
        if (isTerminal) {
            err.print("\r\033[K");
            err.flush();
        }
        QualityReport report = new QualityReport(results);
        report.write(out);
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(report.text());
        terminal.println();
        terminal.println("Written to " + out + ".");
        terminal.flush();
        return 0;
    }

    private void check() {
        if (threads < 1 || threads > 256) {
            throw usage("--threads must be from 1 to 256, but was " + threads);
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw usage("--out must be a folder, but is a file: " + out);
        }
        List<String> asked = detectors;
        if (asked != null) {
            TreeSet<String> unknown = new TreeSet<>(asked);
            Contestants.ALL.forEach(contestant -> unknown.remove(contestant.name()));
            if (!unknown.isEmpty()) {
                throw usage(
                        "--detectors must be among "
                                + String.join(
                                        ", ",
                                        Contestants.ALL.stream().map(Contestant::name).toList())
                                + ", but was "
                                + String.join(", ", unknown));
            }
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private List<Contestant> contestants() {
        List<String> asked = detectors;
        List<Contestant> contestants = new ArrayList<>(Contestants.ALL);
        if (asked != null) {
            contestants.removeIf(contestant -> !asked.contains(contestant.name()));
        }
        if (ablations) {
            contestants.addAll(Contestants.ABLATED);
        }
        return contestants;
    }
}
