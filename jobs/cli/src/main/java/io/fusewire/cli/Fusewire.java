package io.fusewire.cli;

import io.fusewire.jobs.ConfigException;
import io.fusewire.policy.PolicyException;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Entry of the launcher. */
@Command(
        name = "fusewire",
        version = "fusewire 0.1.0",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "A streaming circuit breaker for AI agents in cloud accounts.",
        description = {
            "",
            "Watches what AI agents do in a cloud account through its audit stream, and opens a"
                    + " circuit breaker for the one that starts a destructive sequence.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire demo                 the whole loop on this machine, with a made-up fleet",
            "  fusewire replay trail/        what the detector makes of recorded history",
            "",
            "The launcher also knows `bench`, built when first asked for: fusewire bench --help.",
            "",
            "Exit status: 0 done, 1 the run failed, 2 wrong usage or bad configuration.",
            "FUSEWIRE_DEBUG=1 shows where a failure comes from."
        },
        subcommands = {
            DemoCommand.class,
            ReplayCommand.class,
            LearnCommand.class,
            RunCommand.class,
            ClassifyCommand.class,
            CatalogueCommand.class,
            PlanCommand.class,
            StatusCommand.class,
            ExplainCommand.class,
            IncidentCommand.class,
            ResetCommand.class,
            DrillCommand.class,
            AgentCommand.Hold.class,
            AgentCommand.Release.class,
            AgentCommand.Close.class,
            AgentCommand.Disable.class,
            AgentCommand.Enable.class,
            ApproveCommand.class,
            KeysCommand.class,
            PolicyCommand.class,
            PriorsCommand.class
        })
public final class Fusewire {

    /** The run failed. */
    static final int FAILED = 1;

    /** Wrong usage or bad configuration. */
    static final int WRONG_USAGE = 2;

    private static final int OUTPUT_BUFFER_CHARS = 1 << 16;

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int status = commandLine(out, err).execute(arguments);
        out.flush();
        err.flush();
        // A reader that went away (| head) is not a failure of the run; nothing is left to say.
        System.exit(status);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new BufferedWriter(
                        new OutputStreamWriter(
                                new FileOutputStream(descriptor), StandardCharsets.UTF_8),
                        OUTPUT_BUFFER_CHARS));
    }

    /** All commands, writing where they are told. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new Fusewire())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Fusewire::explainUsage)
                .setExecutionExceptionHandler(Fusewire::explainFailure);
    }

    private static int explainUsage(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("fusewire: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println(
                "Try '"
                        + command.getCommandSpec().qualifiedName()
                        + " --help' for its options and an example.");
        return WRONG_USAGE;
    }

    private static int explainFailure(
            Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        command.getOut().flush();
        PrintWriter err = command.getErr();
        if (WorkFolder.isInterrupted()) {
            err.println();
            return FAILED;
        }
        if (e instanceof UsageException
                || e instanceof PolicyException
                || e instanceof ConfigException) {
            err.println("fusewire: " + e.getMessage());
            return WRONG_USAGE;
        }
        err.println("fusewire: " + command.getCommandName() + " failed: " + reason(e));
        if (System.getenv("FUSEWIRE_DEBUG") != null) {
            e.printStackTrace(err);
        }
        return FAILED;
    }

    /** The message of the deepest cause: those around it say only that something failed. */
    private static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message;
    }
}
