package io.fusewire.cli;

import io.fusewire.cli.demo.Demo;
import io.fusewire.jobs.ConfigException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Shows the whole loop on this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show the whole loop on this machine, with a made-up fleet.",
        description = {
            "",
            "Starts a Kafka broker, both Flink jobs and a stand-in for IAM in this process, plays a"
                    + " small fleet's day through them, then an incident second by second: it is"
                    + " tripped, revoked, proven, paged and reset. The fleet is invented; the records"
                    + " have the form of real ones.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire demo",
            "  fusewire demo --records fleet.jsonl    only write the fleet's records"
        })
final class DemoCommand implements Callable<Integer> {

    private static final int DRILLS_MAX = 10_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to write report and records (default: ./demo-out).")
    private Path out = Path.of("demo-out");

    @Option(
            names = "--records",
            paramLabel = "FILE",
            description = "Write the fleet's records to FILE, one a line, and do nothing else.")
    private @Nullable Path records;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Another fleet of the same kind (default: 7).")
    private long seed = 7;

    @Option(
            names = "--day-seconds",
            paramLabel = "S",
            description =
                    "Seconds that the day takes (default: 12; 0 plays it as fast as it goes).")
    private int daySeconds = 12;

    @Option(
            names = "--read-every",
            paramLabel = "SECONDS",
            description = "How often each application reads: most of the volume (default: 20).")
    private int readEverySeconds = 20;

    @Option(
            names = "--drills",
            paramLabel = "N",
            description =
                    "Further incidents, to measure the time to a trip (default: 100; 0 for none).")
    private int drills = 100;

    @Override
    public Integer call() throws IOException, ConfigException, InterruptedException {
        checkOptions();
        Demo.Options options =
                new Demo.Options(out, seed, readEverySeconds, daySeconds * 1_000L, drills);
        Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        if (records != null) {
            Demo.dump(options, records);
            terminal.line("Wrote %s", records);
            return 0;
        }
        OutputFolders.check(out, "--out");
        Logging.quiet();
        try (WorkFolder work = WorkFolder.create()) {
            new Demo(options, terminal, work).run();
        }
        return 0;
    }

    private void checkOptions() {
        within("--day-seconds", daySeconds, 0, 86_400);
        within("--read-every", readEverySeconds, 1, 86_400);
        within("--drills", drills, 0, DRILLS_MAX);
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UsageException(
                    option + " must be from " + least + " to " + most + ", but was " + value);
        }
    }
}
