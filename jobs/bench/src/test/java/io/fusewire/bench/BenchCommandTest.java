package io.fusewire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class BenchCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return BenchCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void explainsItselfWithAnExample() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: fusewire bench", "quality", "  fusewire bench quality --scale");
    }

    @Test
    void explainsItsBenchmarkWithAnExample() {
        assertThat(run("quality", "--help")).isZero();
        assertThat(out.toString()).contains("Usage: fusewire bench quality", "--scale", "--out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"priors", "trail"})
    void explainsWhatElseItDoesWithAnExample(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: fusewire bench " + command, "  fusewire bench " + command);
    }

    @Test
    void writesASimulatedTrailTheSameEveryTime(@TempDir Path folder) throws Exception {
        for (String name : List.of("one", "two")) {
            assertThat(
                            run(
                                    "trail",
                                    "--records",
                                    "1",
                                    "--days",
                                    "1",
                                    "--out",
                                    folder.resolve(name).toString()))
                    .isZero();
        }
        try (var files = Files.list(folder.resolve("one"))) {
            List<Path> written = files.toList();
            assertThat(written)
                    .extracting(file -> file.getFileName().toString())
                    .contains("organisation-0.policy.yaml")
                    .anyMatch(name -> name.matches("organisation-0\\.\\d+\\.jsonl"));
            for (Path file : written) {
                assertThat(folder.resolve("two").resolve(file.getFileName()))
                        .hasSameBinaryContentAs(file);
            }
        }
        assertThat(run("trail", "--records", "1", "--out", folder.resolve("one").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--out must be empty, but is not: ");
    }

    @Test
    void asksForABenchmark() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains("fusewire: Missing required subcommand")
                .contains("Try 'fusewire bench --help'");
    }
}
