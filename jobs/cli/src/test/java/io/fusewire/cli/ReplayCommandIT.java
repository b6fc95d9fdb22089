package io.fusewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.cli.report.Figures;
import io.fusewire.core.policy.PolicyVersion;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class ReplayCommandIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path folder;
    private static Path fleet;
    private static Path policy;

    @BeforeAll
    static void writeTheFleet() throws Exception {
        fleet = folder.resolve("fleet.jsonl");
        CommandOutput dump =
                CommandOutput.of("demo", "--records", fleet.toString(), "--read-every", "900");
        assertThat(dump.status()).isZero();
        policy = Path.of("src/main/resources/io/fusewire/cli/demo/policy.yaml").toAbsolutePath();
    }

    @Test
    void writesTheSameDecisionsWhateverParallelismFilesAndDuplicates() throws Exception {
        Path one = replay("one", "1", fleet);
        Path four = replay("four", "4", shuffledIntoFiles());
        for (String file : List.of("decisions.jsonl", "agents.jsonl")) {
            assertThat(four.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
        }
        assertThat(one.resolve("decisions.jsonl")).content().contains("\"type\":\"TRIP\"");
    }

    @Test
    void countsEveryRecordOnceInTheSummary() throws Exception {
        Path input = Files.createDirectory(folder.resolve("counted"));
        String records = Files.readString(fleet);
        Files.writeString(
                input.resolve("a.jsonl"),
                records
                        + "{\"eventName\": oops}\n"
                        + "{\"digestStartTime\":\"2026-11-17T00:00:00Z\",\"logFiles\":[]}\n");
        Path out = replay("counts", "2", input);
        JsonNode summary = JSON.readTree(out.resolve("summary.json").toFile());
        long skipped = 0;
        for (JsonNode number : summary.get("skipped")) {
            skipped += number.asLong();
        }
        assertThat(summary.get("records").asLong())
                .isEqualTo(records.lines().count() + 2)
                .isEqualTo(
                        summary.get("accepted").asLong()
                                + summary.get("duplicates").asLong()
                                + skipped
                                + summary.get("deadLettered").asLong());
        assertThat(summary.get("skipped").get("digest").asLong()).isEqualTo(1);
        assertThat(summary.get("deadLettered").asLong()).isEqualTo(1);
        assertThat(summary.get("duplicates").asLong()).isPositive();
        assertThat(summary.get("notes").toString()).contains("Nothing was enforced");
        assertThat(Files.readAllLines(out.resolve("dead-letter.jsonl")))
                .singleElement()
                .asString()
                .contains("\"source\":", "\"offset\":", "\"reason\":", "\"raw\":");
        assertThat(out.resolve("report.html")).content().contains("Incidents", "<svg");
    }

    @Test
    void understandsWithoutJudgingWhereThatIsAllThatIsAsked() throws Exception {
        Path out = folder.resolve("untouched");
        CommandOutput output =
                CommandOutput.of(
                        "replay", "--understand-only", "--out", out.toString(), fleet.toString());
        assertThat(output.status()).isZero();
        long records = Files.readString(fleet).lines().count();
        assertThat(output.out())
                .startsWith("Read and understood " + Figures.grouped(records) + " records in ");
        assertThat(out).doesNotExist();
    }

    @Test
    void showsWhereAPolicyOnTrialWouldHaveDecidedOtherwise() throws Exception {
        String strict =
                Files.readString(policy)
                        + "classes: { coder: { burstCap: 5, weekCap: 5, monthCap: 5, strikeCap: 5 } }\n";
        ObjectNode stage =
                JSON.createObjectNode()
                        .put("type", "policy")
                        .put("stage", true)
                        .put("effectiveFrom", "2020-01-01T00:00:00Z")
                        .put("text", strict);
        Path control = Files.writeString(folder.resolve("stage.jsonl"), stage + "\n");
        Path out = folder.resolve("out-staged");
        CommandOutput output =
                CommandOutput.of(
                        "replay",
                        "--policy",
                        policy.toString(),
                        "--control",
                        control.toString(),
                        "--out",
                        out.toString(),
                        fleet.toString());
        assertThat(output.status()).as(output.err()).isZero();
        assertThat(out.resolve("decisions.jsonl"))
                .as("what holds decides as if nothing were on trial")
                .hasSameBinaryContentAs(replay("unstaged", "2", fleet).resolve("decisions.jsonl"));

        CommandOutput diff =
                CommandOutput.of("policy", "diff", out.resolve("differences.jsonl").toString());
        assertThat(diff.status()).isZero();
        assertThat(diff.out())
                .contains("1 sooner on trial", "on trial  policy " + PolicyVersion.idOf(strict))
                .containsPattern("holds     policy .* TRIP \\([A-Z]+\\) after \\d+ lost");
        CommandOutput ofAnother =
                CommandOutput.of(
                        "policy",
                        "diff",
                        "--version-id",
                        "0123456789ab",
                        out.resolve("differences.jsonl").toString());
        assertThat(ofAnother.out())
                .isEqualTo("Nothing on trial has decided otherwise than what holds.\n");
    }

    /** Of a control topic that was saved as a file. */
    @Test
    void withKeysItObeysWhatTheLiveJobWouldObey() throws Exception {
        Path key = folder.resolve("lee.jwk");
        String entry =
                CommandOutput.of(
                                "keys",
                                "generate",
                                "--id",
                                "lee-1",
                                "--person",
                                "lee@example.com",
                                "--out",
                                key.toString())
                        .out();
        Path keys = Files.writeString(folder.resolve("keys.yaml"), "version: 1\nkeys:\n" + entry);
        String hold =
                CommandOutput.of("hold", "nobody", "--key", key.toString(), "--out", "-").out();
        Path control =
                Files.writeString(
                        folder.resolve("control.jsonl"),
                        hold
                                + hold
                                + hold.replaceFirst("\\.[^.]*$", ".AAAA\n")
                                + "{\"type\":\"hold\",\"agent\":\"nobody\",\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"eve\"}\n");

        CommandOutput without =
                CommandOutput.of("replay", "--control", control.toString(), fleet.toString());
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.err())
                .contains("--control must come with --keys, for it holds signed messages");

        Path out = folder.resolve("out-signed");
        CommandOutput with =
                CommandOutput.of(
                        "replay",
                        "--control",
                        control.toString(),
                        "--keys",
                        keys.toString(),
                        "--out",
                        out.toString(),
                        fleet.toString());
        assertThat(with.err()).isEmpty();
        assertThat(with.out()).contains("Refused: 4 things that --control says");
        assertThat(JSON.readTree(out.resolve("summary.json").toFile()).get("refusals"))
                .extracting(refusal -> refusal.get("reason").asText())
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).contains("heard before"),
                        reason -> assertThat(reason).contains("signature must be that of key"),
                        reason -> assertThat(reason).contains("must be signed"),
                        // In order, but nobody is called so.
                        reason -> assertThat(reason).contains("no call of this agent"));
    }

    private Path replay(String name, String parallelism, Path input) {
        Path out = folder.resolve("out-" + name);
        CommandOutput output =
                CommandOutput.of(
                        "replay",
                        "--policy",
                        policy.toString(),
                        "--parallelism",
                        parallelism,
                        "--out",
                        out.toString(),
                        input.toString());
        assertThat(output.err()).isEmpty();
        assertThat(output.status()).isZero();
        assertThat(output.out()).contains("Report: " + out.resolve("report.html"));
        return out;
    }

    private Path shuffledIntoFiles() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(fleet));
        lines.addAll(lines.subList(0, lines.size() / 33));
        Collections.shuffle(lines, new Random(11));
        Path parts = Files.createDirectory(folder.resolve("parts"));
        int size = lines.size() / 5 + 1;
        for (int i = 0; i * size < lines.size(); i++) {
            Files.write(
                    parts.resolve("part-" + (9 - i) + ".ndjson"),
                    lines.subList(i * size, Math.min(lines.size(), (i + 1) * size)),
                    StandardCharsets.UTF_8);
        }
        return parts;
    }
}
