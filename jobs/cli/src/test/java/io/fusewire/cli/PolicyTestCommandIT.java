package io.fusewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class PolicyTestCommandIT {

    private static final String GIVEN =
            """
            given:
              eventVersion: "1.11"
              eventType: AwsApiCall
              eventSource: dynamodb.amazonaws.com
              awsRegion: eu-west-1
              recipientAccountId: "111122223333"
              userIdentity:
                type: IAMUser
                principalId: AIDAEXAMPLE
                arn: arn:aws:iam::111122223333:user/robot
                accountId: "111122223333"
                userName: robot
            """;

    private static final String DELETIONS =
            """
                records:
                  - eventTime: "2026-11-17T10:00:00Z"
                    eventName: DeleteTable
                    requestParameters: { tableName: "orders-{n}" }
                    repeat: 20
            """;

    @TempDir private Path folder;
    private Path policy;

    @BeforeEach
    void writeAPolicy() throws IOException {
        policy =
                Files.writeString(
                        folder.resolve("policy.yaml"),
                        "version: 1\nagents:\n  - { userArn: \"*:user/robot\", class: coder }\n");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    private CommandOutput test() {
        return CommandOutput.of("policy", "test", policy.toString());
    }

    @Test
    void theShippedExamplePassesItsTests() {
        Path example =
                Path.of(
                        "../../connectors/policy/src/main/resources/io/fusewire/policy"
                                + "/example-policy.yaml");

        CommandOutput output = CommandOutput.of("policy", "test", example.toString());

        assertThat(output.err()).isEmpty();
        assertThat(output.status()).isZero();
        assertThat(output.out())
                .contains("  ok    a coder may delete what it made itself")
                .contains("4 passed.")
                .doesNotContain("FAIL");
    }

    @Test
    void aFailingTestSaysWhatDiffersAndWhere() throws IOException {
        Path tests =
                write(
                        "first.test.yaml",
                        GIVEN
                                + "tests:\n"
                                + "  - name: trips at once\n"
                                + DELETIONS
                                + "    expect:\n"
                                + "      - { agent: \"*user/robot\", decision: alert }\n"
                                + "      - { agent: \"*user/robot\", decision: trip, at: record-1/1 }\n"
                                + "  - name: does nothing\n"
                                + DELETIONS
                                + "    expect: [ { agent: \"*user/robot\", decision: none } ]\n"
                                + "  - name: is somebody else\n"
                                + DELETIONS
                                + "    expect: [ { agent: \"*user/other\", decision: none } ]\n");

        CommandOutput output = test();

        assertThat(output.status()).isEqualTo(1);
        assertThat(output.out())
                .contains("FAIL  trips at once  (" + tests + ":14)")
                .contains(
                        "line 22: expects a TRIP of *user/robot at record-1/1, but record"
                                + " record-1/15 decided it")
                .contains("FAIL  does nothing")
                .containsPattern("nobody expects an ALERT of \\S+user/robot at record-1/1")
                .contains("even expects none")
                .contains("FAIL  is somebody else")
                .containsPattern(
                        "expects no decision about \\*user/other, but the records have no such"
                                + " agent; they have \\S+user/robot")
                .contains("0 passed, 3 failed.");
    }

    @Test
    void recordsPriorsAndControlMayLieBesideTheTest() throws IOException {
        write(
                "day.jsonl",
                """
                {"eventVersion":"1.11","eventID":"e1","eventTime":"2026-11-17T10:00:00Z",\
                "eventSource":"dynamodb.amazonaws.com","eventName":"DeleteTable","awsRegion":"eu-west-1",\
                "recipientAccountId":"111122223333","requestParameters":{"tableName":"orders"},\
                "userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE",\
                "arn":"arn:aws:iam::111122223333:user/robot","accountId":"111122223333","userName":"robot"}}
                """);
        write(
                "control.jsonl",
                """
                {"type":"disable","agent":"aws:111122223333:user/robot","at":"2026-11-17T11:00:00Z","by":"lee"}
                """);
        write(
                "files.test.yaml",
                """
                tests:
                  - name: one table is a page
                    files: [day.jsonl]
                    controlFile: control.jsonl
                    agentDaysPerFalseTrip: 1000000
                    expect:
                      - { agent: "*user/robot", decision: alert, at: e1, lostAtMost: 1 }
                """);

        CommandOutput output = test();

        assertThat(output.out()).contains("  ok    one table is a page");
        assertThat(output.status()).isZero();
    }

    @Test
    void allProblemsOfAllFilesComeAtOnceAndNothingIsRun() throws IOException {
        Files.writeString(policy, "version: 2\n");
        Path one = write("one.test.yaml", "tests:\n  - { name: one, files: [gone.jsonl] }\n");
        Path control = write("control.jsonl", "{\"type\":\"shout\"}\n");
        write(
                "two.test.yaml",
                "tests:\n  - { name: two, files: [control.jsonl], controlFile: control.jsonl, expect: [] }\n");

        CommandOutput output = test();

        assertThat(output.status()).isEqualTo(2);
        assertThat(output.out()).isEmpty();
        assertThat(output.err())
                .contains(policy + ":1:10: version")
                .contains(one + ":2:26: tests[0].files[0] must be a readable file beside the test")
                .contains(one + ":2:5: tests[0].expect must be given")
                .contains(control + ":1:9: type must be policy,");
    }

    @Test
    void aPolicyWithoutTestsAndATestOfAnotherPolicy() throws IOException {
        write("other.yaml", "version: 1\n");
        write(
                "other.test.yaml",
                "policy: other.yaml\ntests: [ { name: x, files: [policy.yaml], expect: [] } ]\n");

        CommandOutput output = test();

        assertThat(output.status()).isEqualTo(2);
        assertThat(output.err())
                .contains(
                        policy
                                + ": must have tests beside it, in files that end in .test.yaml, but"
                                + " has none");
    }
}
