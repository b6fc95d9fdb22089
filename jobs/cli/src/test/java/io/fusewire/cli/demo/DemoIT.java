package io.fusewire.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.cli.DemoRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The whole demonstration with a small fleet: broker, cluster, trip, replay, report. */
class DemoIT {

    @TempDir private Path folder;

    @Test
    void tripsTheAgentAndNobodyElse() throws Exception {
        DemoRun run = DemoRun.of(new Demo.Options(folder, 7, 900, 0, 3));
        assertThat(run.outcome())
                .isEqualTo(
                        new Demo.Outcome(
                                1,
                                true,
                                3,
                                List.of("REQUESTED", "WRITTEN", "PROVEN", "LIFTED"),
                                0,
                                true));
        assertThat(run.screen())
                .contains("TRIP  aws-cn:444455556666:role/OperatorRole/mei@example.com:agent")
                .contains("left alone     role:", "PAGE RESOLVED")
                .contains("deleted  aws:222233334444:role/NightlyTeardown/teardown-#")
                .contains("over 3 trips");
        assertThat(Files.readAllLines(folder.resolve("decisions.jsonl")))
                .singleElement()
                .asString()
                .contains("\"type\":\"TRIP\"");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(folder.resolve("page.txt"))
                .content()
                .contains("[PROVEN]", "DeleteService", "fusewire reset");
        assertThat(folder.resolve("fleet.jsonl")).isNotEmptyFile();
        assertThat(run.workFolder()).doesNotExist();
    }
}
