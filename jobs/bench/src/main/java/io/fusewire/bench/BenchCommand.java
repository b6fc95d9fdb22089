package io.fusewire.bench;

import io.fusewire.bench.quality.QualityCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.PrintWriter;

/** Entry of {@code fusewire bench}. */
@Command(
        name = "fusewire bench",
        mixinStandardHelpOptions = true,
        header = "Measure Fusewire against others on a simulated fleet.",
        footer = {"", "Example:", "  fusewire bench quality --scale small"},
        subcommands = QualityCommand.class)
public final class BenchCommand {

    private BenchCommand() {}

    /** Runs a benchmark and ends the process: 0 done, 1 the run failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new BenchCommand())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setExecutionExceptionHandler(BenchCommand::explain)
                        .execute(arguments));
    }

    private static int explain(
            Exception e, CommandLine command, CommandLine.ParseResult arguments) {
        PrintWriter err = command.getErr();
        err.println("fusewire: " + command.getCommandName() + " failed: " + e.getMessage());
        if (System.getenv("FUSEWIRE_DEBUG") != null) {
            e.printStackTrace(err);
        }
        return 1;
    }
}
