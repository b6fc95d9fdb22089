package io.fusewire.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Fields that are null, absent, of another type or out of place. */
class RecordOdditiesTest {

    private static String read(String fields) {
        CollectingSink found = Reading.message(Reading.recordWith(fields));
        assertThat(found.deadLetters).isEmpty();
        return found.records.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"readOnly\":true                        | readOnly=true",
                "\"readOnly\":\"true\"                    | readOnly=true",
                "\"readOnly\":\"True\"                    | readOnly=true",
                "\"readOnly\":\"FALSE\"                   | readOnly=false",
                "\"sessionCredentialFromConsole\":\"true\"| sessionCredentialFromConsole=true",
                "\"sessionCredentialFromConsole\":true    | sessionCredentialFromConsole=true",
                "\"recipientAccountId\":123456789012      | recipientAccountId=123456789012",
                "\"responseElements\":\"done\"            | responseElements=\"done\"",
                "\"responseElements\":{\"_return\":true}  | responseElements={_return:true}",
                "\"requestParameters\":{}                 | requestParameters={}",
                "\"requestParameters\":[1,[2]]            | requestParameters=[1,[2]]",
                "\"sharedEventID\":\"s-1\"                | sharedEventId=s-1",
                "\"mcpEventDetails\":{\"sessionId\":\"m\",\"toolName\":\"t\"} | mcpSessionId=m",
                "\"mcpEventDetails\":{\"mcpServerName\":\"aws-mcp\"} | mcpServerName=aws-mcp",
                "\"additionalEventData\":{\"signInSessionArn\":\"arn:s\"} | signInSessionArn=arn:s",
                "\"userIdentity\":{\"sessionContext\":{\"signInSessionArn\":\"arn:s\"}} | signInSessionArn=arn:s",
                "\"userIdentity\":{\"sessionContext\":{\"sourceIdentity\":\"alice\"}} | sourceIdentity=alice",
                "\"userIdentity\":{\"onBehalfOf\":{\"userId\":\"u\",\"identityStoreArn\":\"a\"}} | onBehalfOfUserId=u",
                "\"userIdentity\":{\"credentialId\":\"c\"} | credentialId=c",
                "\"userIdentity\":{\"type\":\"AWSService\",\"invokedBy\":\"config.amazonaws.com\"} | invokedBy=config.amazonaws.com",
            })
    void readsAField(String field, String expected) {
        assertThat(read(field)).contains(expected + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"readOnly\":\"perhaps\"",
                "\"readOnly\":null",
                "\"userAgent\":[\"a\",\"b\"]",
                "\"userAgent\":null",
                "\"userIdentity\":null",
                "\"userIdentity\":\"someone\"",
                "\"userIdentity\":[]",
                "\"userIdentity\":{\"sessionContext\":null}",
                "\"userIdentity\":{\"sessionContext\":{\"sessionIssuer\":{},\"attributes\":null}}",
                "\"userIdentity\":{\"sessionContext\":{\"sessionIssuer\":\"x\",\"attributes\":[]}}",
                "\"requestParameters\":null",
                "\"resources\":null",
                "\"awsRegion\":{\"a\":{\"b\":[]}}",
                "\"mcpEventDetails\":\"x\"",
                "\"additionalEventData\":null",
                "\"somethingNew\":{\"a\":[{\"b\":1}]}",
            })
    void takesAnOddFieldForAbsent(String field) {
        assertThat(read(field)).isEqualTo(read(""));
    }

    @Test
    void marksOmittedAndHiddenSections() {
        String omitted =
                "{\"reason\":\"requestParameters too large\",\"omitted\":\"true\",\"originalSize\":\"149893\"}";
        assertThat(read("\"requestParameters\":" + omitted))
                .contains("requestParametersOmitted=true")
                .doesNotContain("requestParameters={");
        assertThat(read("\"requestParameters\":\"HIDDEN_DUE_TO_SECURITY_REASONS\""))
                .contains("requestParametersOmitted=true")
                .doesNotContain("HIDDEN");
        assertThat(read("\"responseElements\":" + omitted))
                .contains("responseElementsOmitted=true");
        assertThat(read("\"requestParameters\":{\"inner\":{\"omitted\":\"true\"}}"))
                .doesNotContain("Omitted");
    }

    @Test
    void neverPutsSecretsIntoTheForm() {
        assertThat(
                        read(
                                "\"responseElements\":{\"credentials\":{\"accessKeyId\":\"ASIA\","
                                        + "\"sessionToken\":\"IQoJb3JpZ2luX2Vj\",\"secretAccessKey\":\"k\"}}"))
                .contains(
                        "accessKeyId:\"ASIA\"", "sessionToken:\"***\"", "secretAccessKey:\"***\"");
    }

    @Test
    void fallsBackToTheShippersTimestamp() {
        CollectingSink found =
                Reading.message(
                        "{\"eventName\":\"A\",\"eventSource\":\"s.amazonaws.com\",\"@version\":\"1\",\"@timestamp\":\"2020-09-14T00:44:20.123Z\"}");

        assertThat(found.records.get(0)).contains("eventTimeMillis=1600044260123");
    }

    @Test
    void prefersTheRecordsOwnTime() {
        assertThat(read("\"@timestamp\":\"2020-09-14T00:44:20Z\""))
                .contains("eventTimeMillis=1772360130000");
    }

    @Test
    void identifiesARecordWithoutIdByItsBytes() throws Exception {
        String record =
                "{\"eventName\":\"A\",\"eventSource\":\"s.amazonaws.com\",\"eventTime\":\"2026-03-01T10:15:30Z\"}";
        String sha256 =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(record.getBytes(StandardCharsets.UTF_8)));
        CollectingSink found = new CollectingSink();
        AuditReader reader = new AuditReader(ReaderLimits.DEFAULT, DigestMode.WHEN_NEEDED);
        reader.readMessage(("[ " + record + " ]").getBytes(StandardCharsets.UTF_8), "t", 0, found);
        reader.readMessage(
                record.replace("{", "{\"eventID\":\"...\",").getBytes(StandardCharsets.UTF_8),
                "t",
                0,
                found);
        reader.readMessage(Reading.RECORD.getBytes(StandardCharsets.UTF_8), "t", 0, found);

        assertThat(found.eventIds)
                .hasSize(3)
                .startsWith("sha256:" + sha256)
                .doesNotHaveDuplicates()
                .endsWith("11111111-2222-3333-4444-555555555555");
        assertThat(found.eventIds.get(1)).startsWith("sha256:");
        assertThat(found.digests.get(0))
                .isEqualTo(Long.parseUnsignedLong(sha256.substring(0, 16), 16));
        assertThat(found.digests.get(2)).isZero();
    }

    @Test
    void forgetsOneRecordBeforeTheNext() {
        CollectingSink found =
                Reading.stream(Reading.RECORD + "\n" + Reading.recordWith("") + "\n");

        assertThat(found.records.get(1)).isEqualTo(read(""));
    }

    @Test
    void lastOfTwoEqualFieldsCounts() {
        assertThat(read("\"awsRegion\":\"a\",\"awsRegion\":\"b\"")).contains("awsRegion=b\n");
    }
}
