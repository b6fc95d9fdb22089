package io.fusewire.bench;

import io.fusewire.bench.fleet.TrailCommand;
import io.fusewire.bench.quality.PriorsCommand;
import io.fusewire.bench.quality.QualityCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.PrintWriter;

/** Entry of {@code fusewire bench}. */
@Command(
        name = "fusewire bench",
        mixinStandardHelpOptions = true,
        version = "fusewire 0.1.0",
        header = "Measure Fusewire against others on a simulated fleet.",
        footer = {
            "",
            "Example:",
            "  fusewire bench quality --scale small",
            "",
            "Exit status: 0 done, 1 the run failed, 2 wrong usage.",
            "FUSEWIRE_DEBUG=1 shows where a failure comes from."
        },
        subcommands = {QualityCommand.class, PriorsCommand.class, TrailCommand.class})
public final class BenchCommand {

    private BenchCommand() {}

    /** Runs a benchmark and ends the process: 0 done, 1 the run failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(BenchCommand::explainUsage)
                .setExecutionExceptionHandler(BenchCommand::explainFailure);
    }

    private static int explainUsage(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("fusewire: " + e.getMessage());
        err.println(
                "Try '"
                        + command.getCommandSpec().qualifiedName()
                        + " --help' for its options and an example.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int explainFailure(
            Exception e, CommandLine command, CommandLine.ParseResult arguments) {
        PrintWriter err = command.getErr();
        err.println("fusewire: " + command.getCommandName() + " failed: " + e.getMessage());
        if (System.getenv("FUSEWIRE_DEBUG") != null) {
            e.printStackTrace(err);
        }
        return 1;
    }
}
