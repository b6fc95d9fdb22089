package io.fusewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;

class CommandsTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "replay",
                "run",
                "classify",
                "catalogue",
                "plan",
                "status",
                "explain",
                "incident",
                "reset",
                "hold",
                "release",
                "close",
                "disable",
                "enable",
                "approve",
                "keys",
                "keys generate",
                "keys check",
                "policy",
                "policy check",
                "policy test",
                "policy publish",
                "policy diff",
                "policy activate",
                "policy withdraw",
                "priors",
                "priors publish"
            })
    void everyCommandExplainsItselfWithAnExample(String command) {
        String[] arguments = (command + " --help").strip().split(" ");
        CommandOutput output = CommandOutput.of(arguments);
        assertThat(output.status()).isZero();
        assertThat(output.out()).containsPattern("Examples?:\n  fusewire " + command);
        assertThat(output.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "revoke                                     | Unmatched argument at index 0: 'revoke'",
                "replay                                     | Missing required parameter: 'PATH'",
                "replay no-such-file.json                   | PATH must exist, but does not: no-such-file.json",
                "classify no-such-file.json                 | PATH must exist, but does not: no-such-file.json",
                "replay --priors p.yaml x                   | --priors must be a readable file, but was not: p.yaml",
                "replay --parallelism 0 x                   | --parallelism must be from 1 to 128, but was 0",
                "replay --agent-days-per-false-trip 0 x     | --agent-days-per-false-trip must be a number of at least 1, but was 0.0",
                "replay --agent-days-per-false-trip many x  | Invalid value for option '--agent-days-per-false-trip': 'many' is not a double",
                "replay --policy no-such.yaml x             | --policy must be a readable file, but was not: no-such.yaml",
                "policy                                     | policy needs a subcommand: check FILE, test POLICY…, publish FILE, diff, activate VERSION or withdraw VERSION",
                "policy check no-such.yaml                  | FILE must be a readable file, but was not: no-such.yaml",
                "plan                                       | Missing required parameter: 'DECISIONS.jsonl'",
                "plan no-such.jsonl                         | DECISIONS.jsonl must be a readable file, but was not: no-such.jsonl",
                "plan --enforcer-config no-such.yaml x      | --enforcer-config must fit. ",
                "plan --policy no-such.yaml x               | --policy must be a readable file, but was not: no-such.yaml",
                "replay --keys k.yaml x                     | --keys must come with --control, whose messages it checks",
                "status                                     | --bootstrap-servers must be given",
                "explain 8c1f03d2                           | --bootstrap-servers must be given",
                "incident 8c1f03d2                          | --bootstrap-servers must be given",
                "incident 8c1                               | DECISION must be an id or at least its first 6 characters, but was 8c1",
                "explain 8c1 --decisions no-such.jsonl      | DECISION must be an id or at least its first 6 characters, but was 8c1",
                "explain 8c1f03d2 --decisions no-such.jsonl | --decisions must be a readable file, but was not: no-such.jsonl",
                "reset 8c1f03d2 --out -                     | Missing required option: '--verdict=legitimate|harm'",
                "reset 8c1f03d2 --verdict maybe             | Invalid value for option '--verdict'",
                "reset 8c1f03d2 --verdict harm              | --bootstrap-servers must be given",
                "hold --out -                               | Missing required parameter: 'AGENT'",
                "hold agent                                 | --bootstrap-servers must be given",
                "hold agent --out -                         | --key must be given, or FUSEWIRE_KEY",
                "hold agent --out - --key no-such.jwk       | --key must be a readable file, but was not: no-such.jwk",
                "hold agent --out - --wait -1               | --wait must be from 0 to 3600 seconds, but was -1",
                "hold agent --client-properties no-such     | --client-properties must be a readable properties file, but was not: no-such",
                "approve --bootstrap-servers x:1            | --out must be given: an approval takes a second signature before it is published",
                "approve --countersign no-such.json --out - | --countersign must be a readable file, but was not: no-such.json",
                "policy diff                                | --bootstrap-servers must be given",
                "policy diff no-such.jsonl                  | FILE must be a readable file, but was not: no-such.jsonl",
                "policy activate x --out -                  | message@0:1:30: version must be the id of a version, 12 hexadecimal digits",
                "priors                                     | priors needs a subcommand: publish FILE",
                "priors publish no-such.yaml                | FILE must be a readable file, but was not: no-such.yaml",
                "policy publish no-such.yaml                | FILE must be a readable file, but was not: no-such.yaml",
                "keys                                       | keys needs a subcommand: generate or check FILE",
                "keys check no-such.yaml                    | FILE must be a readable file, but was not: no-such.yaml",
                "keys generate --id a --person b            | Missing required option: '--out=FILE'",
                "catalogue ec2                              | Missing required parameter: 'OPERATION'",
                "run --port 70000                           | --port must be from 0 to 65535, but was 70000",
                "run --web-port 0                           | --web-port must be from 1 to 65535, but was 0",
                "demo --drills -1                           | --drills must be from 0 to 10000, but was -1",
            })
    void wrongUsageEndsWithTwoAndNamesOptionRuleAndValue(String line, String message) {
        CommandOutput output = CommandOutput.of(line.strip().split(" "));
        assertThat(output.err()).contains("fusewire: " + message.strip());
        assertThat(output.status()).isEqualTo(2);
        assertThat(output.out()).isEmpty();
    }

    @Test
    void whateverIsWrongWithTheEnforcersSettingsIsSaidBeforeAnythingStarts() {
        CommandOutput output =
                CommandOutput.of(
                        "run",
                        "--config",
                        "detector.yaml",
                        "--enforcer-config",
                        "no-such.yaml",
                        "--enforcer-set",
                        "actions.writer=gcp",
                        "--enforcer-set",
                        "mass-trips.max=0");
        assertThat(output.err())
                .contains(
                        "fusewire: the enforcer cannot start. The configuration has 4 problems:",
                        "- config must name a readable file, but was 'no-such.yaml'",
                        "- kafka.bootstrap-servers must be given",
                        "- actions.writer must be one of dry-run, aws, but was 'gcp'",
                        "- mass-trips.max must be a whole number from 1 to 4096, but was '0'");
        assertThat(output.status()).isEqualTo(2);
        assertThat(output.out()).isEmpty();
    }

    @Test
    void aFolderWithoutRecordsIsWrongUsage() {
        CommandOutput output = CommandOutput.of("classify", folder.toString());
        assertThat(output.status()).isEqualTo(2);
        assertThat(output.err()).contains("PATH must hold files that end in .json");
    }

    @Test
    void anOutputThatIsAFileIsWrongUsage() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandOutput output = CommandOutput.of("replay", "--out", file.toString(), "x.json");
        assertThat(output.status()).isEqualTo(2);
        assertThat(output.err()).contains("--out must be a folder, but is a file: " + file);
    }

    @Test
    void policyCheckReportsAllProblemsAtOnceWithTheirLines() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("policy.yaml"),
                        "version: 2\nmode: loud\nagents:\n  - { role: \"x\" }\n");
        CommandOutput output = CommandOutput.of("policy", "check", file.toString());
        assertThat(output.status()).isEqualTo(2);
        assertThat(output.err()).contains(":1:", ":2:", ":4:", "loud");
    }

    @Test
    void policyCheckSaysWhatAGoodPolicyMeans() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("policy.yaml"),
                        """
                        version: 1
                        mode: shadow
                        agents:
                          - { roleArn: "arn:*:iam::*:role/agents/*", class: coder, mode: enforce }
                          - { roleArn: "arn:*:iam::*:role/x", class: codre }
                        humans:
                          - { sessionName: "*@example.com" }
                        """);
        CommandOutput output = CommandOutput.of("policy", "check", file.toString());
        assertThat(output.status()).isZero();
        assertThat(output.out())
                .isEqualTo(
                        file
                                + """
                                : a good policy
                                  mode      shadow: trips are reported, nothing is revoked
                                  agents    2 rules, 1 enforcing
                                  people    1 rule: alerts at most
                                  unknown   trip where nothing tells who called
                                  shared    trip where agent and person share one session
                                  ladder    session, agent-sessions, person: how far a containment climbs
                                  class     coder             caps burst 64, week 64, month 64, strike 45 (unsigned defaults)
                                  class     codre             caps burst 64, week 64, month 64, strike 45 (unsigned defaults)
                                  note: no caps are known for codre; shipped classes are coder, cost-optimiser, deploy-bot, nightly-teardown, operator, operator-agent, terraform, unknown
                                """);
    }

    private static String decision(String id, String session, String agent) {
        return "{\"decisionId\":\"%s\",\"type\":\"TRIP\",\"at\":\"2026-11-17T07:43:20Z\",\"agent\":\"%s\",\"account\":\"111122223333\",\"partition\":\"aws-cn\",\"sessions\":[\"%s\"],\"breakerFrom\":\"CLOSED\"}\n"
                .formatted(id, agent, session);
    }

    @Test
    void planPrintsALinePerActionAndNothingForAlerts() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("decisions.jsonl"),
                        decision("d1", "role:AROAX:ci-1", "aws-cn:111122223333:role/coder/ci-#")
                                + "\n{\"type\":\"ALERT\"}\n"
                                + decision("d2", "root:111122223333", "aws-cn:111122223333:root"));
        CommandOutput output = CommandOutput.of("plan", file.toString());
        assertThat(output.err()).isEmpty();
        assertThat(output.status()).isZero();
        assertThat(output.out().lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "\"decisionId\":\"d1\"",
                                                "\"revocable\":true",
                                                "\"target\":\"arn:aws-cn:iam::111122223333:role/coder\"",
                                                "\"operation\":\"PutRolePolicy\""),
                        line ->
                                assertThat(line)
                                        .contains(
                                                "\"decisionId\":\"d2\"",
                                                "\"revocable\":false",
                                                "aws iam list-access-keys"));
    }

    @Test
    void planNeverRevokesWhatPolicyListsAsBreakGlass() throws Exception {
        Path policy =
                Files.writeString(
                        folder.resolve("policy.yaml"),
                        "version: 1\nbreakGlass:\n  - { sessionName: \"ci-*\" }\n");
        Path file =
                Files.writeString(
                        folder.resolve("decisions.jsonl"),
                        decision("d1", "role:AROAX:ci-1", "aws-cn:111122223333:role/coder/ci-#"));
        CommandOutput output =
                CommandOutput.of("plan", "--policy", policy.toString(), file.toString());
        assertThat(output.out())
                .contains("\"revocable\":false", "policy lists the principal as break-glass");
    }

    @Test
    void planSaysWhatConfiguredGatewaysWouldBeTold() throws Exception {
        Path secret =
                Files.writeString(
                        folder.resolve("secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        Path config =
                Files.writeString(
                        folder.resolve("enforcer.yaml"),
                        "kafka:\n  bootstrap-servers: \"127.0.0.1:9\"\n"
                                + "actions:\n"
                                + "  own-principals: \"arn:aws-cn:iam::111122223333:role/own\"\n"
                                + "gateways:\n"
                                + "  receivers: webhook\n"
                                + "  webhook:\n"
                                + "    url: https://gateway.example.com/t0ken\n"
                                + "    secret-file: "
                                + secret
                                + "\n");
        Path file =
                Files.writeString(
                        folder.resolve("decisions.jsonl"),
                        decision("d1", "role:AROAX:ci-1", "aws-cn:111122223333:role/coder/ci-#")
                                + decision("d2", "role:AROAY:x", "aws-cn:111122223333:role/own/x"));
        CommandOutput output =
                CommandOutput.of("plan", "--enforcer-config", config.toString(), file.toString());
        assertThat(output.err()).isEmpty();
        assertThat(output.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"action\":\"aws-iam\""),
                        line ->
                                assertThat(line)
                                        .contains(
                                                "\"decisionId\":\"d1\",\"action\":\"webhook\"",
                                                "\"operation\":\"session.revoked\"",
                                                "\"host\":\"gateway.example.com\"",
                                                "\"session\":\"role:AROAX:ci-1\"")
                                        .doesNotContain("t0ken", "whsec"),
                        line ->
                                assertThat(line)
                                        .contains(
                                                "\"decisionId\":\"d2\"",
                                                "\"revocable\":false",
                                                "the one that revokes"));
    }

    @Test
    void planNamesEveryBadLineAndPrintsNoHalfPlan() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("decisions.jsonl"),
                        decision("d1", "role:AROAX:ci-1", "aws-cn:111122223333:role/coder/ci-#")
                                + "{\"type\":\"LO\u202eOP\"}\n"
                                + decision("", "s", "a"));
        CommandOutput output = CommandOutput.of("plan", file.toString());
        assertThat(output.status()).isEqualTo(2);
        assertThat(output.out()).isEmpty();
        assertThat(output.err())
                .contains(
                        file + ":2: type must be TRIP or ALERT, but was LO\\u202eOP",
                        file + ":3: decisionId must be given and not empty");
    }

    @Test
    void theCatalogueTellsWhatAnOperationDoes() {
        CommandOutput output = CommandOutput.of("catalogue", "ec2", "TerminateInstances");
        assertThat(output.status()).isZero();
        assertThat(output.out())
                .isEqualTo(
                        """
                        ec2.amazonaws.com TerminateInstances
                          effect     DESTROY, irreversible
                          impact     5 of 10, each resource
                          resource   AWS::EC2::Instance
                          ids at     requestParameters.instancesSet.items[].instanceId
                          units      every id in the record counts
                          made by    RunInstances
                        """);
    }

    @Test
    void theCatalogueTellsOfParametersThatChangeTheEffect() {
        assertThat(CommandOutput.of("catalogue", "rds.amazonaws.com", "ModifyDBInstance").out())
                .contains("deletionProtection is false  ->  PROTECTION_REMOVAL, impact 7");
        assertThat(
                        CommandOutput.of(
                                        "catalogue",
                                        "elasticloadbalancing",
                                        "ModifyLoadBalancerAttributes")
                                .out())
                .contains("whose key is deletion_protection.enabled is false");
    }

    @Test
    void theCatalogueSaysHowAnUnknownOperationWouldBeJudged() {
        CommandOutput output = CommandOutput.of("catalogue", "nosuchservice", "DeleteEverything");
        assertThat(output.status()).isZero();
        assertThat(output.out())
                .contains(
                        "nosuchservice.amazonaws.com DeleteEverything is not in the catalogue.",
                        "effect     DESTROY, recoverable",
                        "readOnly: true");
    }

    @Test
    void theCatalogueNamesServicesThatHaveTheOperation() {
        assertThat(CommandOutput.of("catalogue", "ec3", "TerminateInstances").out())
                .contains("ec2.amazonaws.com TerminateInstances");
    }
}
