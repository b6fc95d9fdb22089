package io.fusewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.baseline.Priors;
import io.fusewire.policy.PriorsReader;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class LearnCommandIT {

    @TempDir private static Path folder;
    private static Path fleet;
    private static final Path POLICY =
            Path.of("src/main/resources/io/fusewire/cli/demo/policy.yaml").toAbsolutePath();

    @BeforeAll
    static void writeTheFleet() throws Exception {
        fleet = folder.resolve("fleet.jsonl");
        assertThat(
                        CommandOutput.of(
                                        "demo",
                                        "--records",
                                        fleet.toString(),
                                        "--read-every",
                                        "900")
                                .status())
                .isZero();
    }

    private static CommandOutput learn(Path out, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of("learn", "--policy", POLICY.toString(), "--out", out.toString()));
        arguments.addAll(Arrays.asList(more));
        arguments.add(fleet.toString());
        return CommandOutput.of(arguments.toArray(String[]::new));
    }

    @Test
    void writesTheSamePriorsWhateverParallelismAndSaysThatADayIsTooLittle() throws Exception {
        Path one = folder.resolve("one.yaml");
        Path two = folder.resolve("two.yaml");

        CommandOutput output = learn(one, "--parallelism", "1");
        learn(two, "--parallelism", "2");

        assertThat(output.status()).isZero();
        assertThat(output.out()).contains("CAUTION: less than 1,000 agent-days");
        assertThat(two).hasSameBinaryContentAs(one);
        Priors priors = PriorsReader.read(Files.readString(one), "priors");
        assertThat(priors.classes()).containsKeys("coder", "nightly-teardown");
        assertThat(one).content().startsWith("# CAUTION").doesNotContain("signedBy:");
    }

    @Test
    void whoIsLeftOutTeachesNothing() throws Exception {
        Path incidents = folder.resolve("incidents.jsonl");
        Files.writeString(
                incidents, "{\"agent\":\"aws:222233334444:role/NightlyTeardown/teardown-#\"}\n");
        Path out = folder.resolve("without.yaml");

        learn(out, "--leave-out", incidents.toString());

        assertThat(PriorsReader.read(Files.readString(out), "priors").classes())
                .containsKey("coder")
                .doesNotContainKey("nightly-teardown");
    }

    @Test
    void aLineThatNamesNoAgentIsNamedItself() throws Exception {
        Path incidents = folder.resolve("odd.jsonl");
        Files.writeString(incidents, "{\"agent\":\"a\"}\n{\"actor\":\"b\"}\n");

        CommandOutput output =
                learn(folder.resolve("never.yaml"), "--leave-out", incidents.toString());

        assertThat(output.status()).isEqualTo(2);
        assertThat(output.err()).contains("--leave-out must name an agent in each line", ":2");
    }
}
