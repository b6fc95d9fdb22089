package io.fusewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The launcher's script, with stand-ins for Java and Maven that write down how they are called. */
class LauncherTest {

    private static final int TIMEOUT_SECONDS = 30;

    @TempDir private Path folder;
    private Path home;
    private Path tools;

    @BeforeEach
    void installTheScriptUnderAPathWithSpaces() throws IOException {
        home = Files.createDirectories(folder.resolve("a house with spaces"));
        tools = Files.createDirectories(folder.resolve("tools/bin"));
        Files.copy(repository().resolve("fusewire"), home.resolve("fusewire"));
        executable(home.resolve("fusewire"));
        script("java", "for argument in \"$@\"; do printf '<%s>\\n' \"$argument\"; done");
        script("mvn", "echo \"mvn $*\" >>\"$CALLS\"; exit ${MVN_STATUS:-0}");
        Files.createDirectories(home.resolve("jobs/cli/src/main/java"));
        Files.writeString(home.resolve("pom.xml"), "");
    }

    @Test
    void passesArgumentsOnAsTheyAre() throws Exception {
        pretendBuilt();
        Result result = run("replay", "--out", "my folder", "", "a*b", "$HOME", "it's \"quoted\"");
        assertThat(result.status()).isZero();
        assertThat(result.lines())
                .endsWith(
                        "<io.fusewire.cli.Fusewire>",
                        "<replay>",
                        "<--out>",
                        "<my folder>",
                        "<>",
                        "<a*b>",
                        "<$HOME>",
                        "<it's \"quoted\">")
                .contains(
                        "<"
                                + home.toRealPath()
                                + "/jobs/cli/target/fusewire-cli-0.1.0.jar:/a b.jar>");
        assertThat(calls()).isEmpty();
    }

    @Test
    void isFoundThroughASymbolicLinkFromAnyFolder() throws Exception {
        pretendBuilt();
        Path link = Files.createSymbolicLink(folder.resolve("fw"), home.resolve("fusewire"));
        Result result = execute(folder, link.toString(), "demo");
        assertThat(result.status()).isZero();
        assertThat(result.lines()).endsWith("<demo>");
    }

    @Test
    void givesBackTheStatusOfTheRun() throws Exception {
        pretendBuilt();
        script("java", "exit 2");
        assertThat(run("replay").status()).isEqualTo(2);
    }

    @Test
    void buildsWhenASourceIsNewerThanTheBuild() throws Exception {
        pretendBuilt();
        Path source = Files.writeString(home.resolve("jobs/cli/src/main/java/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        run("demo");
        assertThat(calls())
                .containsExactly("mvn -q -B -Dmaven.test.skip=true package -pl jobs/cli -am");
    }

    @Test
    void givesTheBenchmarksTheirOwnProgramWithTheRestOfTheArguments() throws Exception {
        pretendBuilt("bench");
        Result result = run("bench", "quality", "--out", "my folder");
        assertThat(result.status()).isZero();
        assertThat(result.lines())
                .endsWith("<io.fusewire.bench.BenchCommand>", "<quality>", "<--out>", "<my folder>")
                .contains(
                        "<"
                                + home.toRealPath()
                                + "/jobs/bench/target/fusewire-bench-0.1.0.jar:/a b.jar>");
        assertThat(calls()).isEmpty();
    }

    @Test
    void buildsTheBenchmarksOnlyWhenTheyAreAskedFor() throws Exception {
        pretendBuilt();
        run("demo");
        assertThat(calls()).isEmpty();
        run("bench", "--help");
        assertThat(calls())
                .containsExactly("mvn -q -B -Dmaven.test.skip=true package -pl jobs/bench -am");
    }

    @Test
    void doesNotBuildForATestThatChanged() throws Exception {
        pretendBuilt();
        Path test =
                Files.writeString(
                        Files.createDirectories(home.resolve("jobs/cli/src/test"))
                                .resolve("T.java"),
                        "");
        Files.setLastModifiedTime(test, FileTime.from(Instant.now().plusSeconds(60)));
        Files.setLastModifiedTime(
                home.resolve("jobs/cli/src"), FileTime.from(Instant.now().minusSeconds(60)));
        run("demo");
        assertThat(calls()).isEmpty();
    }

    @Test
    void buildsWhenADependencyIsGone() throws Exception {
        pretendBuilt();
        Files.writeString(
                home.resolve("jobs/cli/target/launcher/classpath"), "/no/such/dependency.jar");
        run("demo");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void showsTheLogOfABuildThatFails() throws Exception {
        script("mvn", "echo 'COMPILATION ERROR in Some.java'; exit 1");
        Result result = run("demo");
        assertThat(result.status()).isEqualTo(1);
        assertThat(String.join("\n", result.lines()))
                .contains("COMPILATION ERROR in Some.java", "the build failed; its log is");
    }

    private void pretendBuilt() throws IOException {
        pretendBuilt("cli");
    }

    private void pretendBuilt(String module) throws IOException {
        Path target = home.resolve("jobs/" + module + "/target");
        Path state = Files.createDirectories(target.resolve("launcher"));
        Path dependency = Files.writeString(folder.resolve("a b.jar"), "");
        Files.writeString(state.resolve("classpath"), dependency.toString());
        Files.writeString(target.resolve("fusewire-" + module + "-0.1.0.jar"), "");
        Path built = Files.writeString(state.resolve("built"), "");
        Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(10)));
    }

    private static Path repository() {
        return Path.of("").toAbsolutePath().getParent().getParent();
    }

    private void script(String name, String body) throws IOException {
        executable(Files.writeString(tools.resolve(name), "#!/bin/sh\n" + body + "\n"));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private record Result(int status, List<String> lines) {}

    private Result run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("fusewire").toString());
        command.addAll(List.of(arguments));
        return execute(folder, command.toArray(String[]::new));
    }

    private Result execute(Path workingFolder, String... command) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(workingFolder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", tools.getParent().toString());
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        builder.environment().put("CALLS", folder.resolve("calls").toString());
        Process process = builder.start();
        boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(ended).as("the launcher ends within %s s", TIMEOUT_SECONDS).isTrue();
        String text =
                Files.readString(output, StandardCharsets.UTF_8)
                        .replace(folder.resolve("a b.jar").toString(), "/a b.jar");
        return new Result(process.exitValue(), text.lines().toList());
    }
}
