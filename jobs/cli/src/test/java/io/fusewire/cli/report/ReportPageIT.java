package io.fusewire.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** Opens the page in a real browser, where there is one. */
class ReportPageIT {

    private static final String LONG_NAME =
            "aws-cn:444455556666:role/"
                    + "a-name-without-any-place-to-break-".repeat(6)
                    + "/x:agent";

    @TempDir private Path folder;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        Optional<Path> program = Browser.find();
        if (program.isEmpty()) {
            String missing =
                    "SKIPPED: no chromium on the PATH, so the report page was not opened in a browser";
            assertThat(Boolean.getBoolean("fusewire.test.forbidSkips")).as(missing).isFalse();
            System.err.println(missing);
            assumeTrue(false, missing);
        }
        browser = new Browser(program.orElseThrow(), folder);
    }

    @AfterEach
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private Path page(String name) throws Exception {
        return Files.writeString(
                folder.resolve("report.html"), ReportPage.render(SampleReports.withTrip(name)));
    }

    @Test
    void neverRunsWhatNamesContain() throws Exception {
        browser.open(
                page("<script>document.title='owned'</script><img src=x onerror=alert(1)>"),
                1280,
                900,
                false);
        assertThat(browser.evaluate("document.title").asText())
                .startsWith("Fusewire replay of <script>");
        assertThat(browser.evaluate("document.querySelectorAll('script, img').length").asInt())
                .isZero();
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1280,900,false", "1280,900,true", "360,740,false", "360,740,true"})
    void fitsTheScreenAndComplainsOfNothing(int width, int height, boolean dark) throws Exception {
        browser.open(page(LONG_NAME), width, height, dark);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(width);
        assertThat(browser.evaluate("document.querySelectorAll('svg.chart').length").asInt())
                .isGreaterThanOrEqualTo(5);
        assertThat(Base64.getDecoder().decode(browser.picture()))
                .startsWith(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void isDarkWhereThatIsWanted() throws Exception {
        String paper = "getComputedStyle(document.body).backgroundColor";
        browser.open(page("agent"), 1280, 900, false);
        String light = browser.evaluate(paper).asText();
        browser.open(page("agent"), 1280, 900, true);
        assertThat(browser.evaluate(paper).asText()).isNotEqualTo(light).startsWith("rgb(");
    }

    @Test
    void keepsTheTextOfItsChartsOnThem() throws Exception {
        for (int width : new int[] {1280, 360}) {
            browser.open(page("agent"), width, 900, false);
            assertThat(
                            browser.evaluate(
                                            "[...document.querySelectorAll('svg.chart text')].filter(t => {"
                                                    + "const b = t.getBBox(), v = t.ownerSVGElement.viewBox.baseVal;"
                                                    + "return b.width > 0 && (b.x < -1 || b.x + b.width > v.width + 1);"
                                                    + "}).map(t => t.textContent).join()")
                                    .asText())
                    .as("labels beyond their chart at %s px", width)
                    .isEmpty();
        }
    }

    @Test
    void isPrintable() throws Exception {
        browser.open(page("agent"), 1280, 900, false);
        byte[] pdf = Base64.getDecoder().decode(browser.print());
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(browser.complaints()).isEmpty();
    }
}
