package io.fusewire.cli;

import io.fusewire.cli.policytest.Suite;
import io.fusewire.cli.policytest.Suites;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs the tests that are written beside policies. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Run the tests written beside policies.",
        description = {
            "",
            "A test gives records and the decisions that must be made about them. Tests stand in"
                    + " files that end in .test.yaml, in the policy's folder; each is run through"
                    + " the operators that replay runs. What nobody expects must not be decided.",
            "",
            "Status 1 if a test fails, 2 if a file is wrong: then all problems are listed, each"
                    + " with its line, and nothing is run.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  fusewire policy test policy.yaml",
            "  fusewire policy test policies/*.yaml"
        })
final class PolicyTestCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "POLICY", arity = "1..*", description = "Policies, YAML.")
    private List<Path> policies = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Suites found =
                Suites.beside(
                        policies.stream()
                                .filter(file -> !file.toString().endsWith(Suites.ENDING))
                                .toList());
        if (!found.problems().isEmpty()) {
            throw new UsageException(String.join("\n", found.problems()));
        }
        if (found.suites().isEmpty()) {
            throw new UsageException("POLICY must be a policy, but was a file of tests only");
        }
        Logging.quiet();
        Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        int passed = 0;
        int failed = 0;
        try (WorkFolder work = WorkFolder.create()) {
            for (Suite suite : found.suites()) {
                terminal.line("%s, by %s", suite.policyFile(), suite.testFile());
                for (Suite.Case tested : suite.cases()) {
                    terminal.progress("  " + tested.test().name() + " …");
                    Path folder = work.path().resolve("test-" + (passed + failed));
                    List<String> differences = suite.run(tested, folder);
                    if (differences.isEmpty()) {
                        passed++;
                        terminal.line("  ok    %s", Terminal.plain(tested.test().name()));
                    } else {
                        failed++;
                        report(terminal, suite, tested, differences);
                    }
                }
            }
        }
        terminal.line("");
        terminal.line(failed == 0 ? "%d passed." : "%d passed, %d failed.", passed, failed);
        return failed == 0 ? 0 : Fusewire.FAILED;
    }

    private static void report(
            Terminal terminal, Suite suite, Suite.Case tested, List<String> differences) {
        terminal.line(
                "  FAIL  %s  (%s:%d)",
                Terminal.plain(tested.test().name()), suite.testFile(), tested.test().line());
        for (String difference : differences) {
            for (String line : difference.split("\n", -1)) {
                terminal.line("          %s", Terminal.plain(line));
            }
        }
    }
}
