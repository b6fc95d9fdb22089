package io.fusewire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

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

    @Test
    void asksForABenchmark() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains("fusewire: Missing required subcommand")
                .contains("Try 'fusewire bench --help'");
    }
}
