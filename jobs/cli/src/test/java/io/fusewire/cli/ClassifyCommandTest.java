package io.fusewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

class ClassifyCommandTest {

    private static final String TERMINATE =
            """
            {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:bot",\
            "arn":"arn:aws:sts::111122223333:assumed-role/Deploy/bot","accountId":"111122223333",\
            "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAEXAMPLE",\
            "arn":"arn:aws:iam::111122223333:role/Deploy","accountId":"111122223333","userName":"Deploy"},\
            "attributes":{"creationDate":"2026-11-17T01:00:00Z","mfaAuthenticated":"false"}}},\
            "eventTime":"2026-11-17T01:02:03Z","eventSource":"ec2.amazonaws.com",\
            "eventName":"TerminateInstances","awsRegion":"us-east-1","sourceIPAddress":"10.0.0.1",\
            "userAgent":"aws-cli/2.34.9 ua/2.1 m/E,AQ cfg/retry-mode#standard",\
            "requestParameters":{"instancesSet":{"items":[{"instanceId":"i-0a"},{"instanceId":"i-0b"}]}},\
            "responseElements":null,"eventID":"e-1","readOnly":false,"eventType":"AwsApiCall",\
            "recipientAccountId":"111122223333"}""";

    private static final String EXPECTED =
            """
            {"eventId":"e-1","eventTime":"2026-11-17T01:02:03Z","eventSource":"ec2.amazonaws.com",\
            "eventName":"TerminateInstances","effect":"DESTROY","outcome":"SUCCESS","units":2,"impact":5.0,\
            "resources":[{"type":"AWS::EC2::Instance","id":"i-0a"},{"type":"AWS::EC2::Instance","id":"i-0b"}],\
            "agent":"aws:111122223333:role/Deploy/bot:agent","agentKind":"AGENT",\
            "agentEvidence":["user-agent:AQ"],\
            "session":"role:AROAEXAMPLE:bot@2026-11-17T01:00:00Z","causedBy":null}
            """;

    @TempDir private Path folder;

    @Test
    void writesOneLinePerRecordWithTheFieldsOfTheContract() throws Exception {
        Path file = Files.writeString(folder.resolve("one.json"), TERMINATE);
        CommandOutput output = CommandOutput.of("classify", file.toString());
        assertThat(output.status()).isZero();
        assertThat(output.out()).isEqualTo(EXPECTED);
    }

    @Test
    void keepsInputOrderAndSaysWhereARecordCannotBeRead() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("some.jsonl"),
                        TERMINATE + "\n{\"eventName\": oops}\n" + TERMINATE + "\n");
        String[] lines = CommandOutput.of("classify", file.toString()).out().split("\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).startsWith("{\"eventId\":\"e-1\"");
        assertThat(lines[1])
                .startsWith("{\"error\":\"")
                .contains("\"source\":\"" + file + "\"", "\"offset\":" + (TERMINATE.length() + 1));
        assertThat(lines[2]).isEqualTo(lines[0]);
    }

    @Test
    void readsFoldersAndCompressedFilesByPath() throws Exception {
        Files.createDirectory(folder.resolve("b"));
        Files.writeString(folder.resolve("b/two.ndjson"), TERMINATE.replace("e-1", "e-2"));
        Files.writeString(folder.resolve("ignored.txt"), "not asked for");
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.json.gz")))) {
            out.write(TERMINATE.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(CommandOutput.of("classify", folder.toString()).out())
                .isEqualTo(EXPECTED + EXPECTED.replace("e-1", "e-2"));
    }

    @Test
    void anUnknownCountIsNullAndNotZero() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("omitted.json"),
                        TERMINATE.replaceFirst(
                                "\"requestParameters\":\\{.*?]}}",
                                "\"requestParameters\":{\"reason\":\"requestParameters too large\","
                                        + "\"omitted\":\"true\",\"originalSize\":\"149893\"}"));
        assertThat(CommandOutput.of("classify", file.toString()).out())
                .contains("\"units\":null,", "\"resources\":[]");
    }
}
