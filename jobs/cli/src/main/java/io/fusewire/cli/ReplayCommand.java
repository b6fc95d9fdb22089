package io.fusewire.cli;

import io.fusewire.cli.replay.Replay;
import io.fusewire.cli.replay.ReplayOutcome;
import io.fusewire.cli.replay.ReplayOutput;
import io.fusewire.cli.report.Figures;
import io.fusewire.control.ControlFile;
import io.fusewire.control.TrustedKeys;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.policy.Sensitivity;
import io.fusewire.detector.Counts;
import io.fusewire.detector.DetectorTopology;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PriorsReader;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Runs the detector over recorded audit records. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Run the detector over recorded audit records, enforcing nothing.",
        description = {
            "",
            "Reads CloudTrail records in any usual container, judges them in the order of their"
                    + " time with the same operators as the live job, and writes what it would"
                    + " have decided: decisions.jsonl, agents.jsonl, dead-letter.jsonl,"
                    + " summary.json and report.html.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire replay trail/2026/11/",
            "  fusewire replay --policy policy.yaml --out nov events.jsonl.gz"
        })
final class ReplayCommand implements Callable<Integer> {

    private static final int DECISIONS_PRINTED_MAX = 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where to write; replaces an earlier run's files (default: ./replay-out).")
    private Path out = Path.of("replay-out");

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Who is an agent, of what class, with which caps (default: no policy).")
    private @Nullable Path policyFile;

    @Option(
            names = "--control",
            paramLabel = "FILE",
            description = {
                "Dated control messages, one a line, that take effect at their time, before the"
                        + " records of the same time: policies, approvals, verdicts, holds. Without"
                        + " --keys none is signed: you vouch for them. For example",
                "{\"type\":\"verdict\",\"agent\":\"aws:…\",\"decisionId\":\"…\",\"verdict\":\"legitimate\","
                        + "\"to\":\"CLOSED\",\"at\":\"2026-11-17T09:00:00Z\",\"by\":\"lee\"}"
            })
    private @Nullable Path controlFile;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description =
                    "Keys that may sign: obey of --control only what the live job would obey, and"
                            + " policies without signature.")
    private @Nullable Path keysFile;

    @Option(
            names = "--priors",
            paramLabel = "FILE",
            description = "What `learn` made of earlier history (default: the shipped priors).")
    private @Nullable Path priorsFile;

    @Option(
            names = "--agent-days-per-false-trip",
            paramLabel = "N",
            description = "Agent-days accepted per false trip, A, at least 1 (default: 1000).")
    private double agentDaysPerFalseTrip = Sensitivity.DEFAULT.agentDaysPerFalseTrip();

    @Option(
            names = "--parallelism",
            paramLabel = "P",
            description =
                    "Threads of each operator (default: one per processor). The result does not"
                            + " depend on it.")
    private int parallelism =
            Math.min(Runtime.getRuntime().availableProcessors(), DetectorTopology.MAX_PARALLELISM);

    @Option(
            names = "--understand-only",
            description =
                    "A diagnosis: read and understand the records and stop there, judging nothing and"
                            + " writing nothing, to see what part of a replay's time that is.")
    private boolean understandOnly;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "Files, or folders that are read recursively: .json, .jsonl, .ndjson, each also"
                            + " .gz.")
    private List<Path> paths = List.of();

    @Override
    public Integer call() throws IOException, PolicyException, InterruptedException {
        checkOptions();
        String policyText = policyFile == null ? null : PolicyFiles.text(policyFile, "--policy");
        PolicyFiles.read(policyFile);
        String priorsText = readPriors();
        ControlFile control = readControl();
        List<Path> files = AuditFiles.find(paths);
        Logging.quiet();
        Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        Replay replay =
                new Replay(
                        files, policyText, priorsText, agentDaysPerFalseTrip, control, parallelism);
        if (understandOnly) {
            return understand(replay, terminal);
        }
        ReplayOutput output =
                new ReplayOutput(
                        out,
                        "Fusewire replay",
                        agentDaysPerFalseTrip,
                        policyFile == null ? "none (the default)" : policyFile.toString(),
                        priorsFile == null ? "shipped" : priorsFile.toString());
        try (WorkFolder work = WorkFolder.create()) {
            terminal.progress("Starting …");
            ReplayOutcome outcome =
                    replay.run(work.path(), output, read -> showProgress(terminal, read));
            terminal.clearProgress();
            new Summary(terminal, files.size(), outcome).print();
        }
        return 0;
    }

    private static int understand(Replay replay, Terminal terminal)
            throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.create()) {
            Replay.Result result =
                    replay.understandOnly(work.path(), read -> showProgress(terminal, read));
            terminal.clearProgress();
            double seconds = result.wall().toMillis() / 1e3;
            terminal.line(
                    "Read and understood %s records in %.1f s, %s a second; none was judged.",
                    Figures.grouped(result.counts().records()),
                    seconds,
                    Figures.grouped(
                            Math.round(result.counts().records() / Math.max(0.001, seconds))));
        }
        return 0;
    }

    private void checkOptions() {
        if (!(agentDaysPerFalseTrip >= 1) || Double.isInfinite(agentDaysPerFalseTrip)) {
            throw new UsageException(
                    "--agent-days-per-false-trip must be a number of at least 1, but was "
                            + agentDaysPerFalseTrip);
        }
        if (parallelism < 1 || parallelism > DetectorTopology.MAX_PARALLELISM) {
            throw new UsageException(
                    "--parallelism must be from 1 to "
                            + DetectorTopology.MAX_PARALLELISM
                            + ", but was "
                            + parallelism);
        }
        if (!understandOnly) {
            OutputFolders.check(out, "--out");
        }
    }

    private @Nullable String readPriors() throws PolicyException {
        if (priorsFile == null) {
            return null;
        }
        String text = PolicyFiles.text(priorsFile, "--priors");
        PriorsReader.read(text, priorsFile.toString());
        return text;
    }

    private ControlFile readControl() throws PolicyException {
        if (controlFile == null) {
            if (keysFile != null) {
                throw new UsageException(
                        "--keys must come with --control, whose messages it checks");
            }
            return ControlFile.NOTHING;
        }
        String text = PolicyFiles.text(controlFile, "--control");
        if (keysFile != null) {
            String keys = PolicyFiles.text(keysFile, "--keys");
            return ControlFile.signed(
                    text, controlFile.toString(), TrustedKeys.read(keys, keysFile.toString()));
        }
        if (ControlFile.holdsSigned(text)) {
            throw new UsageException(
                    "--control must come with --keys, for it holds signed messages: "
                            + controlFile);
        }
        return ControlFile.vouchedFor(text, controlFile.toString());
    }

    private static void showProgress(Terminal terminal, long read) {
        if (read >= 0) {
            terminal.progress("Read " + Figures.grouped(read) + " records …");
        }
    }

    /** The end of a run, in words. */
    private record Summary(Terminal terminal, int files, ReplayOutcome outcome) {

        void print() {
            Counts counts = outcome.counts();
            terminal.line(
                    "Read %s records from %s in %.1f s, %s a second: %s accepted, %s duplicates,"
                            + " %s skipped, %s unreadable.",
                    Figures.grouped(counts.records()),
                    files == 1 ? "1 file" : Figures.grouped(files) + " files",
                    outcome.wall().toMillis() / 1e3,
                    Figures.grouped(Math.round(outcome.recordsPerSecond())),
                    Figures.grouped(counts.accepted()),
                    Figures.grouped(counts.duplicates()),
                    Figures.grouped(counts.skipped().values().stream().mapToLong(n -> n).sum()),
                    Figures.grouped(counts.deadLettered()));
            if (counts.accepted() > 0) {
                terminal.line(
                        "They tell of %s principals in %s sessions, from %s to %s.",
                        Figures.grouped(counts.agents()),
                        Figures.grouped(counts.sessions()),
                        Figures.time(counts.firstEventTimeMillis()),
                        Figures.time(counts.lastEventTimeMillis()));
            }
            decisions();
            heldBack();
            refusals();
            terminal.line("Report: %s", outcome.report());
        }

        private void heldBack() {
            if (!outcome.heldBack().isEmpty()) {
                terminal.line(
                        "The mass-trip guard would have held back %s of these trips: see summary.json.",
                        Figures.grouped(outcome.heldBack().size()));
            }
        }

        private void refusals() {
            int refused = outcome.refusals().size();
            if (refused > 0) {
                terminal.line(
                        "Refused: %s, see refusals in summary.json. The first: %s (%s:%d), %s",
                        refused == 1
                                ? "1 thing that --control says"
                                : Figures.grouped(refused) + " things that --control says",
                        Terminal.plain(outcome.refusals().get(0).what()),
                        outcome.refusals().get(0).source(),
                        outcome.refusals().get(0).number(),
                        Terminal.plain(outcome.refusals().get(0).reason()));
            }
        }

        private void decisions() {
            List<Decision> decisions = outcome.decisions();
            terminal.line("");
            if (decisions.isEmpty()) {
                terminal.line("No agent tripped, and nothing called for an alert.");
            }
            for (Decision decision :
                    decisions.subList(0, Math.min(DECISIONS_PRINTED_MAX, decisions.size()))) {
                print(decision);
            }
            if (decisions.size() > DECISIONS_PRINTED_MAX) {
                terminal.line(
                        "and %s more in decisions.jsonl",
                        Figures.grouped(decisions.size() - DECISIONS_PRINTED_MAX));
            }
            terminal.line("");
        }

        private void print(Decision decision) {
            terminal.line(
                    "%-5s %s  %s",
                    decision.type(),
                    Figures.time(decision.atMillis()),
                    Terminal.plain(decision.agent()));
            terminal.line(
                    "      %s lost; %s; score %s of %s",
                    (decision.resourcesLostAtLeast() ? "at least " : "")
                            + (decision.resourcesLost() == 1
                                    ? "1 resource"
                                    : Figures.grouped(decision.resourcesLost()) + " resources"),
                    decision.reasons().stream()
                            .map(Terminal::plain)
                            .collect(Collectors.joining(", ")),
                    Figures.rounded(decision.score()),
                    Figures.rounded(decision.limit()));
        }
    }
}
