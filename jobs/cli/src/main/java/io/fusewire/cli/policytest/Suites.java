package io.fusewire.cli.policytest;

import io.fusewire.control.ControlFile;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;
import io.fusewire.policy.PolicyTestReader;
import io.fusewire.policy.PolicyTests;
import io.fusewire.policy.PolicyTests.PolicyTest;
import io.fusewire.policy.PriorsReader;
import io.fusewire.policy.Statement;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds and reads the tests beside policies, gathering everything that is wrong with any of them.
 *
 * <p>Beside a policy lie all files of its folder that end in {@value #ENDING}, but for those that
 * name another policy.
 */
public final class Suites {

    public static final String ENDING = ".test.yaml";

    private final List<Suite> suites = new ArrayList<>();
    private final TreeSet<String> problems = new TreeSet<>();
    private final List<String> problemsInOrder = new ArrayList<>();

    private Suites() {}

    /** Reads the tests of policies. */
    public static Suites beside(List<Path> policies) {
        Suites suites = new Suites();
        policies.forEach(suites::addBeside);
        return suites;
    }

    /** In the order of the policies, then by file name. */
    public List<Suite> suites() {
        return List.copyOf(suites);
    }

    /** Everything that is wrong, each with file and line; of tests with problems none may run. */
    public List<String> problems() {
        return List.copyOf(problemsInOrder);
    }

    private void problem(String text) {
        // Two policies of one folder share the problems of its tests.
        if (problems.add(text)) {
            problemsInOrder.add(text);
        }
    }

    private void problemsOf(PolicyException e) {
        e.problems().forEach(problem -> problem(problem.toString()));
    }

    private void addBeside(Path policy) {
        String policyText = text(policy);
        if (policyText == null) {
            return;
        }
        try {
            PolicyReader.read(policyText, policy.toString());
        } catch (PolicyException e) {
            problemsOf(e);
        }
        boolean any = false;
        for (Path file : testFiles(policy)) {
            PolicyTests tests = read(file);
            if (tests != null && isFor(tests, file, policy)) {
                suites.add(
                        new Suite(
                                policy.toString(),
                                policyText,
                                file.toString(),
                                tests.tests().stream().map(test -> complete(test, file)).toList()));
            }
            any |= tests == null || isFor(tests, file, policy);
        }
        if (!any) {
            problem(
                    policy
                            + ": must have tests beside it, in files that end in "
                            + ENDING
                            + ", but has none");
        }
    }

    private static boolean isFor(PolicyTests tests, Path file, Path policy) {
        String named = tests.policy();
        return named == null || file.resolveSibling(named).normalize().equals(policy.normalize());
    }

    private List<Path> testFiles(Path policy) {
        try (Stream<Path> files = Files.list(policy.resolveSibling(""))) {
            return files.map(file -> file.toFile().getName())
                    .filter(name -> name.endsWith(ENDING))
                    .sorted()
                    .map(policy::resolveSibling)
                    .toList();
        } catch (IOException e) {
            problem(policy + ": must lie in a readable folder, but does not");
            return List.of();
        }
    }

    private @Nullable PolicyTests read(Path file) {
        String text = text(file);
        if (text == null) {
            return null;
        }
        try {
            return PolicyTestReader.read(text, file.toString(), named -> fileProblem(file, named));
        } catch (PolicyException e) {
            problemsOf(e);
            return null;
        }
    }

    private static @Nullable String fileProblem(Path testFile, String named) {
        try {
            return Files.isReadable(testFile.resolveSibling(named))
                            && Files.isRegularFile(testFile.resolveSibling(named))
                    ? null
                    : "must be a readable file beside the test, but was '" + named + "'";
        } catch (InvalidPathException e) {
            return "must be a file's name, but was '" + named + "'";
        }
    }

    private Suite.Case complete(PolicyTest test, Path file) {
        List<Path> files = test.files().stream().map(file::resolveSibling).toList();
        List<Statement> control = new ArrayList<>(test.control());
        String controlFile = test.controlFile();
        if (controlFile != null) {
            control.addAll(control(file.resolveSibling(controlFile)));
        }
        String priors = test.priors();
        return new Suite.Case(
                test, files, priors == null ? null : priors(file.resolveSibling(priors)), control);
    }

    private List<Statement> control(Path file) {
        String text = text(file);
        if (text == null) {
            return List.of();
        }
        try {
            if (ControlFile.holdsSigned(text)) {
                problem(
                        file
                                + ": must hold no signed message: whoever writes a test vouches for it");
                return List.of();
            }
            return ControlFile.vouchedFor(text, file.toString()).statements();
        } catch (PolicyException e) {
            problemsOf(e);
            return List.of();
        }
    }

    private @Nullable String priors(Path file) {
        String text = text(file);
        if (text == null) {
            return null;
        }
        try {
            PriorsReader.read(text, file.toString());
        } catch (PolicyException e) {
            problemsOf(e);
        }
        return text;
    }

    private @Nullable String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            problem(file + ": must be a readable file in UTF-8, but was not");
            return null;
        }
    }
}
