package io.fusewire.cli;

import io.fusewire.actions.ActionPlanner;
import io.fusewire.actions.DecisionException;
import io.fusewire.actions.DecisionReader;
import io.fusewire.actions.PlanJson;
import io.fusewire.actions.PlannedAction;
import io.fusewire.actions.gateway.Gateways;
import io.fusewire.core.containment.ContainmentPlanner;
import io.fusewire.core.containment.MeasureChoice;
import io.fusewire.core.containment.Trip;
import io.fusewire.core.policy.Policy;
import io.fusewire.enforcer.EnforcerConfig;
import io.fusewire.jobs.ConfigException;
import io.fusewire.policy.PolicyException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Shows what containment would do, without doing it. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show what containment would do about each trip, without doing it.",
        description = {
            "",
            "Prints a line of JSON per action: the calls to AWS with the policy that they write, the"
                    + " calls that take it back, and what a person has to know. Where nothing can"
                    + " be revoked, revocable is false and notes say what a person must do. Calls"
                    + " nobody.",
            "A policy holds all that is open on its role or user, so trips are planned in the order"
                    + " of the file; alerts contain nothing.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire plan replay-out/decisions.jsonl",
            "  fusewire plan --enforcer-config enforcer.yaml replay-out/decisions.jsonl",
            "  fusewire plan --policy policy.yaml replay-out/decisions.jsonl"
        })
final class PlanCommand implements Callable<Integer> {

    private static final int PROBLEMS_SHOWN_MAX = 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Whose break-glass principals are never revoked (default: no policy).")
    private @Nullable Path policyFile;

    @Option(
            names = "--enforcer-config",
            paramLabel = "FILE",
            description =
                    "The enforcer's configuration, YAML or properties: what its gateways would be"
                            + " told is printed, too, and its own principals are never revoked."
                            + " --policy wins over the policy that it names.")
    private @Nullable Path enforcerConfigFile;

    @Parameters(
            paramLabel = "DECISIONS.jsonl",
            description = "What replay wrote, or the trips topic saved as a file.")
    private Path decisions = Path.of("");

    @Override
    public Integer call() throws PolicyException {
        ActionPlanner planner = planner();
        PrintWriter out = spec.commandLine().getOut();
        for (Trip trip : trips()) {
            for (PlannedAction action : planner.plan(trip)) {
                out.println(PlanJson.line(action));
            }
        }
        out.flush();
        return 0;
    }

    private ActionPlanner planner() throws PolicyException {
        Policy policy = PolicyFiles.read(policyFile);
        if (enforcerConfigFile == null) {
            return new ActionPlanner(
                    new ContainmentPlanner(new MeasureChoice(policy.breakGlass(), Set.of())));
        }
        EnforcerConfig config = config(enforcerConfigFile);
        return new ActionPlanner(
                new ContainmentPlanner(config.settings().measureChoice()),
                new Gateways(config.gateways())::plan);
    }

    private EnforcerConfig config(Path file) {
        List<String> arguments = new ArrayList<>(List.of("--config", file.toString()));
        if (policyFile != null) {
            arguments.addAll(List.of("--policy.file", policyFile.toString()));
        }
        try {
            return EnforcerConfig.of(arguments.toArray(String[]::new));
        } catch (ConfigException e) {
            throw new UsageException("--enforcer-config must fit. " + e.getMessage());
        }
    }

    /** All of the file is read before anything is printed: half a plan must not pass for one. */
    private List<Trip> trips() {
        List<Trip> trips = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line : PolicyFiles.text(decisions, "DECISIONS.jsonl").lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                DecisionReader.trip(line).ifPresent(trips::add);
            } catch (DecisionException e) {
                problems.add(
                        decisions
                                + ":"
                                + number
                                + ": "
                                + Terminal.plain(String.valueOf(e.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            throw new UsageException(message(problems));
        }
        return trips;
    }

    private static String message(List<String> problems) {
        int shown = Math.min(PROBLEMS_SHOWN_MAX, problems.size());
        String message = String.join("\n", problems.subList(0, shown));
        return problems.size() == shown
                ? message
                : message + "\nand " + (problems.size() - shown) + " further lines";
    }
}
