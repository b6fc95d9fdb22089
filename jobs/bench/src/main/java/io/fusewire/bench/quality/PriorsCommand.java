package io.fusewire.bench.quality;

import io.fusewire.bench.fleet.Fleet;
import io.fusewire.core.baseline.Priors;
import io.fusewire.policy.PriorsWriter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code fusewire bench priors}: how the shipped priors are made. */
@Command(
        name = "priors",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Write the priors that the benchmark's calibration organisations teach.",
        description = {
            "",
            "Learns as `bench quality` does before it calibrates, and writes a priors file. The"
                    + " shipped priors were made so.",
            ""
        },
        footer = {"", "Example:", "  fusewire bench priors --scale medium --out priors.yaml"})
public final class PriorsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--scale",
            paramLabel = "SIZE",
            description = "small, medium (the default) or full.")
    private QualityCommand.Size size = QualityCommand.Size.MEDIUM;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The priors file to write; replaces an earlier one.")
    private Path out = Path.of("priors.yaml");

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of everything that is random (default: 1).")
    private long seed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Organisations at a time (default: one per processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (threads < 1 || threads > 256) {
            throw usage("--threads must be from 1 to 256, but was " + threads);
        }
        if (Files.isDirectory(out)) {
            throw usage("--out must be a file, but is a folder: " + out);
        }
        Fleet fleet = new Fleet();
        Scale scale = size.scale();
        Priors priors =
                new QualityBenchmark(
                                fleet,
                                fleet.unseenArchetypes(),
                                List.of(),
                                scale,
                                seed,
                                threads,
                                line -> {})
                        .learn();
        Files.writeString(out, PriorsWriter.write(priors, provenance(scale)));
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println("Written to " + out + "; nobody has signed it.");
        terminal.flush();
        return 0;
    }

    private List<String> provenance(Scale scale) {
        return List.of(
                "What a simulated fleet taught: "
                        + scale.calibrationBlocks()
                        + " organisations, "
                        + scale.days()
                        + " days each, nobody's real records.",
                "Made by: fusewire bench priors --scale "
                        + size.name().toLowerCase(Locale.ROOT)
                        + " --seed "
                        + seed);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
