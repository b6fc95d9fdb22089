package io.fusewire.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.regex.Pattern;

class ReportPageTest {

    /** Anything that could make a browser run or fetch something. */
    private static final Pattern ACTIVE =
            Pattern.compile(
                    "<script|<img|<iframe|<object|<embed|<link|<base|<form|<input| on[a-z]+\\s*=|"
                            + "src=|url\\(|@import",
                    Pattern.CASE_INSENSITIVE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</title><script>alert(1)</script>",
                "</style><script>alert(1)</script>",
                "<svg/onload=alert(1)>",
                "]]><script>alert(1)</script>",
                "&lt;script&gt;alert(1)&lt;/script&gt;"
            })
    void showsNamesThatAreMarkupAsText(String name) {
        String page = ReportPage.render(SampleReports.withTrip(name));
        String escaped =
                name.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;");
        assertThat(page).contains(escaped);
        assertThat(tags(page)).doesNotContainPattern(ACTIVE);
    }

    @Property(tries = 200)
    void hasTheSameMarkupWhateverTheNames(@ForAll String name) {
        assertThat(skeleton(ReportPage.render(SampleReports.withTrip(name))))
                .isEqualTo(skeleton(ReportPage.render(SampleReports.withTrip("plain"))));
    }

    @Test
    void showsByCodeWhatWouldHideOrReorderText() {
        String page = ReportPage.render(SampleReports.withTrip("a\u202Eb\u0000c\u200Bd"));
        assertThat(page).contains("a\\u202eb\\u0000c\\u200bd").doesNotContain("\u202E", "\u200B");
    }

    @Test
    void asksTheNetworkForNothing() {
        String page = ReportPage.render(SampleReports.withTrip("agent"));
        assertThat(page)
                .doesNotContain("http://", "https://", "//")
                .contains("default-src 'none'".replace("'", "&#39;"));
        assertThat(tags(page)).doesNotContainPattern(ACTIVE);
    }

    @Test
    void linksOnlyToWhatIsOnThePage() {
        String page = ReportPage.render(SampleReports.withTrip("agent"));
        var links = Pattern.compile("href=\"([^\"]*)\"").matcher(page);
        int count = 0;
        while (links.find()) {
            count++;
            assertThat(links.group(1)).startsWith("#");
            assertThat(page).containsOnlyOnce("id=\"" + links.group(1).substring(1) + "\"");
        }
        assertThat(count).isGreaterThan(5);
    }

    @Test
    void saysSoWhenThereIsNothingToShow() {
        assertThat(ReportPage.render(SampleReports.empty()))
                .contains("No agent tripped, and nothing called for an alert.")
                .contains("<p>None.</p>");
    }

    @Test
    void tellsTheIncidentWithWhatCameAfterTheTrip() {
        assertThat(ReportPage.render(SampleReports.withTrip("the-agent")))
                .contains("1 trip, 0 alerts.")
                .contains("3 resources up to the decision, 1 more after it")
                .contains("93.9 against a limit of 64 (an unsigned default)")
                .contains("made again")
                .contains("2026-11-17 07:43:20Z");
    }

    @Test
    void namesThePatternThatAppearedOnlyAfterTheTrip() {
        assertThat(ReportPage.render(SampleReports.withTrip("the-agent")))
                .contains("<li>Deleted and recreated (after the decision)</li>");
    }

    @Test
    void showsTheClimbAgainstTheAgentsOwnPast() {
        assertThat(ReportPage.render(SampleReports.withTrip("the-agent")))
                .contains("Its climb against 132 episodes of its own past")
                .contains("Odds of this climb: 1 in 9,800.")
                .contains("23 % of past bursts came to");
    }

    @Test
    void listsDaysThatCameNearAndThoseOnly() {
        String page = ReportPage.render(SampleReports.withTrip("the-agent"));
        assertThat(page)
                .contains("<td class=\"nowrap\">2026-11-14</td>")
                .contains("</meter>\n 62 %")
                .doesNotContain("<td class=\"nowrap\">2026-11-16</td>");
    }

    @Test
    void isTheSamePageForTheSameRun() {
        assertThat(ReportPage.render(SampleReports.withTrip("x")))
                .isEqualTo(ReportPage.render(SampleReports.withTrip("x")));
    }

    /** The markup without its text. */
    private static String tags(String page) {
        StringBuilder tags = new StringBuilder();
        var matcher = Pattern.compile("<[^>]*>").matcher(withoutStyle(page));
        while (matcher.find()) {
            tags.append(matcher.group().replaceAll("=\"[^\"]*\"", "=\"\"")).append('\n');
        }
        return tags.toString().replace("src=\"\"", "src=");
    }

    private static String skeleton(String page) {
        return tags(page);
    }

    private static String withoutStyle(String page) {
        return page.replaceAll("(?s)<style>.*?</style>", "");
    }
}
