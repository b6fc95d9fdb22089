package io.fusewire.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.cli.learn.Learning;
import io.fusewire.cli.report.Figures;
import io.fusewire.core.baseline.ClassPriors;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.PriorsLearner;
import io.fusewire.core.policy.Caps;
import io.fusewire.core.policy.Sensitivity;
import io.fusewire.detector.DetectorTopology;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PriorsWriter;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** {@code fusewire learn}. */
@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Turn recorded history into priors that a person reviews and signs.",
        description = {
            "",
            "Goes through the records with the detector's own operators, deciding nothing, and"
                    + " writes what the agents of each class destroy, how far they climb, how often"
                    + " they would have tripped, and which caps their past suggests; of a class of"
                    + " fewer than 1,000 agent-days, the fleet's caps hold. Everything in the records is"
                    + " taken for ordinary: leave out agents with an incident in their past.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire learn --policy policy.yaml --out priors.yaml trail/2026/",
            "  fusewire learn --leave-out incidents.jsonl --out priors.yaml trail/2026/",
            "",
            "Read the file, set 'signedBy:' in it, and ship it: replay --priors FILE, or"
                    + " guard.priors-file."
        })
final class LearnCommand implements Callable<Integer> {

    private static final String LITTLE_PAST =
            "less than "
                    + Figures.grouped(PriorsLearner.CLASS_DAYS_MIN)
                    + " agent-days are too few to tell what is ordinary; with these priors"
                    + " ordinary work may trip.";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The priors file to write; replaces an earlier one.")
    private Path out = Path.of("priors.yaml");

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Who is an agent, of what class (default: no policy, so no classes).")
    private @Nullable Path policyFile;

    @Option(
            names = "--leave-out",
            paramLabel = "FILE",
            description =
                    "Decisions as replay writes them, one a line; the past of their agents teaches"
                            + " nothing.")
    private @Nullable Path leaveOutFile;

    @Option(
            names = "--parallelism",
            paramLabel = "P",
            description =
                    "Threads of each operator (default: one per processor). The result does not"
                            + " depend on it.")
    private int parallelism =
            Math.min(Runtime.getRuntime().availableProcessors(), DetectorTopology.MAX_PARALLELISM);

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files or folders, as for replay.")
    private List<Path> paths = List.of();

    @Override
    public Integer call() throws IOException, PolicyException {
        check();
        String policyText = policyFile == null ? null : PolicyFiles.text(policyFile, "--policy");
        PolicyFiles.read(policyFile);
        Set<String> leftOut = leftOut();
        List<Path> files = AuditFiles.find(paths);
        Logging.quiet();
        Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        try (WorkFolder work = WorkFolder.create()) {
            Learning.Result result =
                    new Learning(files, policyText, leftOut, parallelism)
                            .run(work.path(), terminal::progress);
            terminal.clearProgress();
            Files.writeString(out, PriorsWriter.write(result.priors(), comments(result)));
            summarise(terminal, result.priors(), leftOut.size());
        }
        return 0;
    }

    private void check() {
        if (parallelism < 1 || parallelism > DetectorTopology.MAX_PARALLELISM) {
            throw new UsageException(
                    "--parallelism must be from 1 to "
                            + DetectorTopology.MAX_PARALLELISM
                            + ", but was "
                            + parallelism);
        }
        if (Files.isDirectory(out)) {
            throw new UsageException("--out must be a file, but is a folder: " + out);
        }
    }

    private Set<String> leftOut() {
        Path file = leaveOutFile;
        if (file == null) {
            return Set.of();
        }
        Set<String> agents = new TreeSet<>();
        List<String> lines = PolicyFiles.text(file, "--leave-out").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                agents.add(agentOf(lines.get(i), file, i + 1));
            }
        }
        return agents;
    }

    private static String agentOf(String line, Path file, int number) {
        try {
            JsonNode agent = new ObjectMapper().readTree(line).path("agent");
            if (agent.isTextual() && !agent.asText().isEmpty()) {
                return agent.asText();
            }
        } catch (JsonProcessingException e) {
            throw new UsageException(
                    "--leave-out must hold a JSON object a line, but did not in "
                            + file
                            + ":"
                            + number);
        }
        throw new UsageException(
                "--leave-out must name an agent in each line, but did not in "
                        + file
                        + ":"
                        + number);
    }

    /**
     * An episode teaches once it is over, so that a short past makes ordinary work look like
     * nothing that was ever seen.
     */
    private static boolean hasLittlePast(ClassPriors known) {
        return known.agentDays() < PriorsLearner.CLASS_DAYS_MIN;
    }

    private static List<String> comments(Learning.Result result) {
        List<String> comments = new ArrayList<>();
        if (hasLittlePast(result.priors().fleet())) {
            comments.add("CAUTION: " + LITTLE_PAST);
        }
        comments.addAll(
                List.of(
                        "What the agents of each class did in the past: how many destroyed what of others,",
                        "how far they climb each ladder of harm, how often they would have tripped,",
                        "and which caps that suggests. Learned from "
                                + Figures.grouped(result.histories().size())
                                + " principals.",
                        "Read it, put your name under signedBy, and ship it as priors. Until then its caps"
                                + " count as unsigned."));
        return comments;
    }

    private void summarise(Terminal terminal, Priors priors, int leftOut) {
        terminal.line(
                "Learned from %s principals over %s days%s.",
                Figures.grouped(priors.fleet().agents()),
                Figures.grouped(priors.fleet().agentDays()),
                leftOut == 0 ? "" : "; " + leftOut + " named to be left out");
        terminal.line("");
        terminal.line(
                "  %-24s %7s %8s %11s   burst / week / month / strike cap",
                "", "agents", "days", "correction");
        row(terminal, "(no class)", priors.fleet());
        new TreeMap<>(priors.classes())
                .forEach((name, known) -> row(terminal, Terminal.plain(name), known));
        terminal.line("");
        if (hasLittlePast(priors.fleet())) {
            terminal.line("CAUTION: " + LITTLE_PAST);
        }
        terminal.line("Written to %s; nobody has signed it yet.", out);
    }

    private static void row(Terminal terminal, String name, ClassPriors known) {
        Caps caps = known.capsFor(Sensitivity.DEFAULT.agentDaysPerFalseTrip(), false);
        terminal.line(
                "  %-24s %7s %8s %11s   %s%s",
                name,
                Figures.grouped(known.agents()),
                Figures.grouped(known.agentDays()),
                Figures.rounded(known.correction()),
                caps == null
                        ? "the fleet's"
                        : Figures.rounded(caps.burst())
                                + " / "
                                + Figures.rounded(caps.week())
                                + " / "
                                + Figures.rounded(caps.month())
                                + " / "
                                + Figures.rounded(caps.strike()),
                hasLittlePast(known) ? "  (little past)" : "");
    }
}
