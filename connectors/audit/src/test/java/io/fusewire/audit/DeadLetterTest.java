package io.fusewire.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

class DeadLetterTest {

    private static final String GOOD = Reading.recordWith("");

    private static List<String> reasons(CollectingSink found) {
        return found.deadLetters.stream().map(DeadLetter::reason).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"eventSource\":\"s.amazonaws.com\",\"eventTime\":\"2026-03-01T10:15:30Z\"} | eventName must be present, but the record has none",
                "{\"eventName\":null,\"eventSource\":\"s.amazonaws.com\"} | eventName must be present, but the record has none",
                "{\"eventName\":\"A\",\"eventTime\":\"2026-03-01T10:15:30Z\"} | eventSource must be present, but the record has none",
                "{\"eventName\":\"A\",\"eventSource\":\"...\"} | eventSource must be a name, but was \"...\"",
                "{\"eventName\":\"A\",\"eventSource\":\"s3\"} | eventSource must be a host such as s3.amazonaws.com, but was \"s3\"",
                "{\"eventName\":\"A\",\"eventSource\":\"s3.amazonaws.\"} | eventSource must be a host such as s3.amazonaws.com, but was \"s3.amazonaws.\"",
                "{\"eventName\":\"A\",\"eventSource\":\"s3..com\"} | eventSource must be a host such as s3.amazonaws.com, but was \"s3..com\"",
                "{\"eventName\":\"A\",\"eventSource\":\"s.amazonaws.com\"} | eventTime must be present, but neither the record nor its container has a time",
                "{\"eventName\":\"A\",\"eventSource\":\"s.amazonaws.com\",\"eventTime\":\"...\"} | eventTime must be an ISO-8601 date and time, but was \"...\"",
                "{\"eventName\":\"A\",\"eventSource\":\"s.amazonaws.com\",\"eventTime\":\"eventTime\"} | eventTime must be an ISO-8601 date and time, but was \"eventTime\"",
                "{\"eventName\":\"A\",\"eventSource\":\"s.amazonaws.com\",\"eventTime\":12,\"@timestamp\":\"2026-03-01T10:15:30Z\"} | eventTime must be an ISO-8601 date and time, but was \"12\"",
                "{} | eventName must be present, but the record has none",
                "nonsense | record must be a JSON object or array",
                "{\"eventName\":\"A\" | record must be whole, but the input ends within it",
            })
    void namesFieldRuleAndValue(String text, String reason) {
        assertThat(reasons(Reading.message(text))).containsExactly(reason);
        assertThat(reasons(Reading.stream(text))).containsExactly(reason);
    }

    @Test
    void refusesNotificationsOfS3() {
        CollectingSink found =
                Reading.message(
                        """
                        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",
                        "eventTime":"2026-03-01T10:15:30.123Z","eventName":"ObjectRemoved:Delete",
                        "userIdentity":{"principalId":"AWS:AIDAEXAMPLE"},"s3":{"object":{"key":"k"}}}]}
                        """);

        assertThat(reasons(found))
                .containsExactly(
                        "eventSource must be a host such as s3.amazonaws.com, but was \"aws:s3\"");
        assertThat(found.total()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ec2.amazonaws.com",
                "ec2.amazonaws.com.cn",
                "aws-mcp.us-east-1.api.aws",
                "signin.amazonaws.com",
                "a2i-runtime.sagemaker.amazonaws.com"
            })
    void takesEveryFormOfSourceThatCloudTrailHas(String eventSource) {
        assertThat(Reading.message(GOOD.replace("s3.amazonaws.com", eventSource)).records)
                .hasSize(1);
    }

    @Test
    void goesOnAtTheNextLine() {
        CollectingSink found =
                Reading.stream(
                        String.join(
                                "\n",
                                GOOD,
                                "{\"eventName\":\"cut off",
                                GOOD,
                                "no json at all",
                                "nor here",
                                GOOD,
                                "{\"eventName\":[1,{\"x\":",
                                GOOD,
                                GOOD + " trailing",
                                GOOD));

        assertThat(found.records).hasSize(6);
        assertThat(found.deadLetters).hasSize(5);
        assertThat(found.deadLetters.get(0).offset()).isEqualTo(GOOD.length() + 1);
        assertThat(found.deadLetters.get(0).raw()).isEqualTo("{\"eventName\":\"cut off\n");
        assertThat(found.deadLetters.get(0).source()).isEqualTo("file.json");
    }

    @Test
    void takesABrokenRecordOverSeveralLinesForOne() {
        CollectingSink found =
                Reading.stream("{\n  \"eventName\": \"A\",\n  \"x\": nul,\n}\n" + GOOD);

        assertThat(found.deadLetters).hasSize(1);
        assertThat(found.records).hasSize(1);
    }

    @Test
    void goesOnAtTheNextRecordOfAnArrayWhenTheBrokenOnesEndIsCertain() {
        CollectingSink found =
                Reading.stream(
                        "{\"Records\":["
                                + GOOD
                                + ",{\"eventName\" \"A\",\"b\":{\"c\":\"}\"}},"
                                + GOOD
                                + ",7,\"text\",[1],null,"
                                + GOOD
                                + "]}");

        assertThat(found.records).hasSize(3);
        assertThat(found.deadLetters).hasSize(5);
        assertThat(found.deadLetters.get(0).raw())
                .isEqualTo("{\"eventName\" \"A\",\"b\":{\"c\":\"}\"}}");
    }

    @Test
    void goesOnAtTheStartOfACloudTrailRecordWhenAQuoteIsLost() {
        String record = Reading.RECORD;
        String broken = record.replace("\"eventTime\":\"", "\"eventTime\":");
        CollectingSink found =
                Reading.stream(
                        "{\"Records\":["
                                + record
                                + ","
                                + broken
                                + " , "
                                + record
                                + ","
                                + record
                                + "]}");

        assertThat(found.records).hasSize(3);
        assertThat(found.deadLetters).hasSize(1);
        assertThat(found.deadLetters.get(0).raw()).isEqualTo(broken + " , ");
    }

    @Test
    void takesTheRestForOneRegionWhenNothingIsCertain() {
        CollectingSink found =
                Reading.stream("[" + GOOD + ",{\"a\":\"lost, " + GOOD + "," + GOOD + "]");

        assertThat(found.records).hasSize(1);
        assertThat(found.deadLetters).hasSize(1);
    }

    @Test
    void losesOnlyItsOwnLineWhenAnArrayInALineIsBroken() {
        String file = "{\"Records\":[" + GOOD + "]}\n";
        CollectingSink found =
                Reading.stream(file + "{\"Records\":[" + GOOD + ",{\"a\":\"b\n" + file + file);

        assertThat(found.records).hasSize(4);
        assertThat(found.deadLetters).hasSize(1);
    }

    @Test
    void reportsAnArrayThatEndsTooEarly() {
        CollectingSink found = Reading.stream("{\"Records\":[" + GOOD + ",");

        assertThat(found.records).hasSize(1);
        assertThat(reasons(found))
                .containsExactly("array of records must be whole, but the input ends within it");
    }

    @Test
    void keepsTheLimits() {
        ReaderLimits limits = new ReaderLimits(2000, 10, 500, 100, 100_000, 8, 100);
        String deep = Reading.recordWith("\"a\":" + "[".repeat(20) + "]".repeat(20));
        String longText =
                Reading.recordWith("\"requestParameters\":{\"a\":\"" + "x".repeat(501) + "\"}");
        String longName = Reading.recordWith("\"" + "n".repeat(200) + "\":1");
        String large = Reading.recordWith("\"a\":\"" + "x".repeat(2000) + "\"");
        String input = String.join(",", GOOD, deep, longText, longName, large, GOOD);

        CollectingSink found =
                Reading.stream(
                        ("{\"Records\":[" + input + "]}").getBytes(StandardCharsets.UTF_8), limits);

        assertThat(found.records).hasSize(2);
        assertThat(reasons(found)).hasSize(4);
        assertThat(reasons(found).get(0)).contains("limits", "nesting", "10");
        assertThat(reasons(found).get(1)).contains("limits", "500");
        assertThat(reasons(found).get(2)).contains("limits", "100");
        assertThat(reasons(found).get(3)).startsWith("recordBytes must be at most 2000, but was 2");
        assertThat(found.deadLetters)
                .allSatisfy(
                        letter -> {
                            assertThat(letter.truncated()).isTrue();
                            assertThat(letter.raw()).hasSize(100);
                        });
    }

    @Test
    void dropsAContainerThatIsTooLargeToReadWhole() {
        ReaderLimits limits = new ReaderLimits(1 << 20, 64, 1 << 20, 1000, 300_000, 8, 64);
        String large = "{\"_raw\":{\"Records\":[" + (GOOD + ",").repeat(5000) + GOOD + "]}}";
        CollectingSink found =
                Reading.stream(
                        (GOOD + "\n" + large + "\n" + GOOD).getBytes(StandardCharsets.UTF_8),
                        limits);

        assertThat(found.records).hasSize(2);
        assertThat(reasons(found)).containsExactly("envelopeBytes must be at most 300000");
    }

    @Test
    void readsARecordsArrayOfAnyLengthInsideAMessage() {
        String large = "{\"_raw\":{\"Records\":[" + (GOOD + ",").repeat(5000) + GOOD + "]}}";

        assertThat(Reading.message(large).records).hasSize(5001);
        assertThat(Reading.stream(large).records).hasSize(5001);
    }

    @Test
    void encodesBytesThatAreNoText() {
        byte[] bytes = {'{', (byte) 0xC3, '(', 0, (byte) 0xFF};
        CollectingSink found = Reading.message(bytes);

        assertThat(found.deadLetters)
                .containsExactly(
                        new DeadLetter(
                                "topic-0",
                                42,
                                found.deadLetters.get(0).reason(),
                                Base64.getEncoder().encodeToString(bytes),
                                "base64",
                                false));
    }

    @Test
    void cutsTextBetweenCharacters() {
        ReaderLimits limits = new ReaderLimits(1 << 20, 64, 1 << 20, 1000, 1 << 20, 8, 5);
        CollectingSink found = Reading.stream("xxxé€😀".getBytes(StandardCharsets.UTF_8), limits);
        assertThat(found.deadLetters.get(0).raw()).isEqualTo("xxxé");

        found = Reading.stream("xxxx😀".getBytes(StandardCharsets.UTF_8), limits);
        assertThat(found.deadLetters.get(0).raw()).isEqualTo("xxxx");
        assertThat(found.deadLetters.get(0).truncated()).isTrue();
        assertThat(found.deadLetters.get(0).rawEncoding()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"sessionToken\":\"abc\\\"d\",\"x\":1 | {\"sessionToken\":\"***\",\"x\":1",
                "{\"SecretAccessKey\" : \"abc\" | {\"SecretAccessKey\" : \"***\"",
                "{\"message\":\"{\\\"sessionToken\\\":\\\"abc\\\",\\\"x\\\":1\" | {\"message\":\"{\\\"sessionToken\\\":\\\"***\\\",\\\"x\\\":1\"",
                "{\"masterUserPassword\":\"p\",\"userName\":\"u\" | {\"masterUserPassword\":\"***\",\"userName\":\"u\"",
                "{\"credentials\":{\"accessKeyId\":\"ASIA\",\"expiration\":\"e\"} | {\"credentials\":{\"accessKeyId\":\"***\",\"expiration\":\"e\"}",
                "{\"userIdentity\":{\"accessKeyId\":\"ASIA\"} | {\"userIdentity\":{\"accessKeyId\":\"ASIA\"}",
                "credentials={accessKeyId=ASIA, sessionToken=abc} | credentials={accessKeyId=***, sessionToken=***}",
                "{\"sessionToken\":\"cut off | {\"sessionToken\":\"***",
                "x IQoJb3JpZ2luX2VjEFsaCXVz+/=y z | x *** z",
                "{\"data\":\"H4sIAAAAAAAAA | {\"data\":\"***",
                "{\"nextToken\":\"n\" | {\"nextToken\":\"n\"",
            })
    void masksCredentials(String text, String masked) {
        assertThat(CredentialMask.mask(text)).isEqualTo(masked);
        assertThat(Reading.message(text).deadLetters.get(0).raw()).isEqualTo(masked);
    }

    @Test
    void keepsCredentialsOutOfTheReasonToo() {
        assertThat(reasons(Reading.message("{\"a\": IQoJb3JpZ2luX2VjEFsaCXVz")).get(0))
                .doesNotContain("X2VjEFsa");
    }

    @Test
    void refusesJsonInSixteenBits() {
        assertThat(reasons(Reading.message(GOOD.getBytes(StandardCharsets.UTF_16LE))))
                .containsExactly("record must be JSON in UTF-8, but its second byte is 0");
    }

    @Test
    void readsPastAByteOrderMark() {
        assertThat(Reading.message("\uFEFF" + GOOD).records).hasSize(1);
    }
}
