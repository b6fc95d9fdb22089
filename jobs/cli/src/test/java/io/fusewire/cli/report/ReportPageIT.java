package io.fusewire.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens the page in a real browser, where there is one. */
class ReportPageIT {

    private static final int TIMEOUT_SECONDS = 60;

    @TempDir private Path folder;

    @Test
    void rendersInABrowserWithoutRunningWhatNamesContain() throws Exception {
        String probe = "<script>document.title='owned'</script><img src=x onerror=alert(1)>";
        String dom = dump(ReportPage.render(SampleReports.withTrip(probe)), "--dump-dom");
        assertThat(dom)
                .contains("<svg", "<h2>Incidents</h2>", "<h2>Principals</h2>")
                .contains("&lt;script&gt;document.title=")
                .doesNotContain("<script", "<img", "<title>owned");
    }

    @Test
    void drawsOnAScreenAndOnAPhone() throws Exception {
        String page = ReportPage.render(SampleReports.withTrip("aws-cn:444455556666:agent"));
        for (String size : List.of("1280,1600", "390,1600")) {
            Path picture = folder.resolve(size.replace(',', 'x') + ".png");
            dump(page, "--screenshot=" + picture, "--window-size=" + size);
            assertThat(picture).isNotEmptyFile();
        }
    }

    private String dump(String html, String... options) throws Exception {
        Path page = Files.writeString(folder.resolve("report.html"), html);
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(browser());
        command.addAll(
                List.of(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
        command.addAll(List.of(options));
        command.add(page.toUri().toString());
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(ended).as("the browser ends within %s s", TIMEOUT_SECONDS).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private static String browser() {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
                Path candidate = Path.of(folder, name);
                if (Files.isExecutable(candidate)) {
                    return candidate.toString();
                }
            }
        }
        String missing =
                "SKIPPED: no chromium on the PATH, so the report page was not opened in a browser";
        assertThat(Boolean.getBoolean("fusewire.test.forbidSkips")).as(missing).isFalse();
        System.err.println(missing);
        assumeTrue(false, missing);
        throw new IllegalStateException("an assumption that fails does not return");
    }
}
