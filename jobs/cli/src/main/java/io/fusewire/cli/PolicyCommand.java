package io.fusewire.cli;

import io.fusewire.core.containment.Rung;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.policy.AgentRule;
import io.fusewire.core.policy.DetectorMode;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Reaction;
import io.fusewire.core.policy.ShippedCaps;
import io.fusewire.core.policy.SwarmLimits;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Checks policy files and runs the tests beside them. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Check, test, publish or try a policy file.",
        footer = {
            "",
            "Examples:",
            "  fusewire policy check policy.yaml",
            "  fusewire policy test policy.yaml",
            "  fusewire policy publish policy.yaml --bootstrap-servers kafka-1:9092",
            "  fusewire policy publish policy.yaml --stage --bootstrap-servers kafka-1:9092",
            "  fusewire policy diff --bootstrap-servers kafka-1:9092"
        },
        subcommands = {
            PolicyCommand.Check.class,
            PolicyTestCommand.class,
            PolicyPublishCommand.class,
            PolicyDiffCommand.class,
            TrialCommand.Activate.class,
            TrialCommand.Withdraw.class
        })
final class PolicyCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "policy needs a subcommand: check FILE, test POLICY…, publish FILE, diff,"
                        + " activate VERSION or withdraw VERSION");
    }

    /** Reads one file and says what it means. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Check a policy file and say what it means.",
            description = {
                "",
                "Reports all problems at once, each with its line, and ends with status 2 if there"
                        + " are any.",
                ""
            },
            footer = {"", "Example:", "  fusewire policy check policy.yaml"})
    static final class Check implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The policy, YAML.")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Override
        public Integer call() throws PolicyException {
            Policy policy = PolicyReader.read(PolicyFiles.text(file, "FILE"), file.toString());
            PrintWriter out = spec.commandLine().getOut();
            out.println(file + ": a good policy");
            describe(out, policy);
            out.flush();
            return 0;
        }

        private static void describe(PrintWriter out, Policy policy) {
            row(
                    out,
                    "mode",
                    policy.mode() == EnforcementMode.SHADOW
                            ? "shadow: trips are reported, nothing is revoked"
                            : "enforce: a trip revokes");
            long armed =
                    policy.agents().stream()
                            .filter(r -> r.mode() == EnforcementMode.ENFORCE)
                            .count();
            long shadowed =
                    policy.agents().stream()
                            .filter(r -> r.mode() == EnforcementMode.SHADOW)
                            .count();
            row(
                    out,
                    "agents",
                    count(policy.agents().size(), "rule")
                            + (armed > 0 ? ", " + armed + " enforcing" : "")
                            + (shadowed > 0 ? ", " + shadowed + " in shadow" : ""));
            row(out, "people", count(policy.humans().size(), "rule") + ": alerts at most");
            if (!policy.breakGlass().isEmpty()) {
                row(
                        out,
                        "emergency",
                        count(policy.breakGlass().size(), "rule") + ": never revoked");
            }
            row(out, "unknown", reaction(policy.unknown()) + " where nothing tells who called");
            row(
                    out,
                    "shared",
                    reaction(policy.sharedSession()) + " where agent and person share one session");
            row(
                    out,
                    "ladder",
                    policy.escalation().rungs().stream()
                                    .map(Rung::label)
                                    .collect(Collectors.joining(", "))
                            + ": how far a containment climbs");
            describeSensitivity(out, policy);
            describeSwarms(out, policy.swarms());
            describeClasses(out, policy);
        }

        private static void describeSensitivity(PrintWriter out, Policy policy) {
            DetectorMode mode = policy.detectorMode();
            if (mode != null) {
                row(
                        out,
                        "detector",
                        mode == DetectorMode.STRICT
                                ? "strict: every class is held under its own bound"
                                : "default: the fleet is held under its bound");
            }
            Double agentDays = policy.agentDaysPerFalseTrip();
            if (agentDays != null) {
                row(out, "budget", "a false trip in " + number(agentDays) + " agent-days");
            }
            if (!policy.freezes().isEmpty()) {
                row(
                        out,
                        "freezes",
                        count(policy.freezes().size(), "window")
                                + ": limits are at a quarter inside");
            }
        }

        private static void describeSwarms(PrintWriter out, SwarmLimits limits) {
            if (!limits.equals(SwarmLimits.SHIPPED)) {
                row(
                        out,
                        "swarms",
                        String.format(
                                Locale.ROOT,
                                "%s agents or more, %s newcomers or more; an hour and a day of one"
                                        + " role %s and %s, of one environment %s and %s%s",
                                limits.agentsMin(),
                                limits.newcomersMin(),
                                number(limits.roleHour()),
                                number(limits.roleDay()),
                                number(limits.environmentHour()),
                                number(limits.environmentDay()),
                                limits.unsigned() ? " (unsigned defaults among them)" : ""));
            }
        }

        private static void describeClasses(PrintWriter out, Policy policy) {
            TreeSet<String> used = new TreeSet<>(policy.classes().keySet());
            for (AgentRule rule : policy.agents()) {
                String agentClass = rule.agentClass();
                if (agentClass != null) {
                    used.add(agentClass);
                }
            }
            for (String agentClass : used) {
                var caps = policy.capsFor(agentClass, io.fusewire.core.event.AgentKind.AGENT);
                row(
                        out,
                        "class",
                        String.format(
                                Locale.ROOT,
                                "%-17s caps burst %s, week %s, month %s, strike %s%s",
                                agentClass,
                                number(caps.burst()),
                                number(caps.week()),
                                number(caps.month()),
                                number(caps.strike()),
                                caps.unsigned() ? " (unsigned defaults)" : ""));
            }
            List<String> unknown = policy.classesWithoutCaps();
            if (!unknown.isEmpty()) {
                out.println(
                        "  note: no caps are known for "
                                + String.join(", ", unknown)
                                + "; shipped classes are "
                                + String.join(", ", ShippedCaps.classes()));
            }
        }

        private static String reaction(Reaction reaction) {
            return switch (reaction) {
                case TRIP -> "trip";
                case ALERT -> "alert";
            };
        }

        private static String count(int number, String noun) {
            return number == 1 ? "1 " + noun : number + " " + noun + "s";
        }

        private static String number(double value) {
            return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
        }

        private static void row(PrintWriter out, String label, String value) {
            out.println(String.format(Locale.ROOT, "  %-9s %s", label, value));
        }
    }
}
