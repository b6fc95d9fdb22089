package io.fusewire.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

final class QualityCommandTest {

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new QualityCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void namesDetectorsThatDoNotExistAndThoseThatDo() {
        assertThat(run("--detectors", "fusewire,oracle,tarot")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--detectors must be among fusewire, ")
                .contains("but was oracle, tarot");
    }

    @Test
    void refusesAnOddNumberOfThreads() {
        assertThat(run("--threads", "0")).isEqualTo(2);
        assertThat(run("--threads", "257")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--threads must be from 1 to 256, but was 0")
                .contains("but was 257");
    }

    @Test
    void refusesToWriteIntoAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");

        assertThat(run("--out", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--out must be a folder, but is a file: " + file);
    }

    @Test
    void refusesAnUnknownScale() {
        assertThat(run("--scale", "huge")).isEqualTo(2);
        assertThat(err.toString()).contains("--scale").contains("huge");
    }
}
