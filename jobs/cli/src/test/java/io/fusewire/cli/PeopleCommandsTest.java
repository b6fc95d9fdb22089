package io.fusewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.control.ControlReader;
import io.fusewire.control.ControlReader.Heard;
import io.fusewire.control.ControlReader.Place;
import io.fusewire.control.TrustedKeys;
import io.fusewire.core.control.UsedMessages;
import io.fusewire.core.detection.Command;
import io.fusewire.core.policy.Approval;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** What people on call type, without a broker: keys, and signed messages in files. */
class PeopleCommandsTest {

    private static final String AGENT = "aws:111122223333:role/Deploy/ci-#";

    @TempDir private Path folder;
    private String keysFile = "version: 1\nkeys:\n";

    @BeforeEach
    void makeKeys() {
        keysFile += generate("lee-1", "lee@example.com").out();
        keysFile += generate("ann-1", "ann@example.com", "--kind", "es256").out();
        keysFile += generate("ann-2", "Ann").out();
    }

    private CommandOutput generate(String id, String person, String... more) {
        String[] arguments = {"keys", "generate", "--id", id, "--person", person, "--out", key(id)};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        CommandOutput output = CommandOutput.of(all);
        assertThat(output.err()).startsWith("The private key is in ");
        assertThat(output.status()).isZero();
        return output;
    }

    private String key(String id) {
        return folder.resolve(id + ".jwk").toString();
    }

    private Heard hear(String message) throws Exception {
        return new ControlReader(TrustedKeys.read(keysFile, "keys.yaml"), false, new UsedMessages())
                .read(
                        message.strip().getBytes(StandardCharsets.UTF_8),
                        new Place("t-0", 1, System.currentTimeMillis()));
    }

    @Test
    void aGeneratedKeyIsItsOwnersAndItsPublicHalfFitsTheKeysFile() throws Exception {
        Path file = Path.of(key("lee-1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String secret = Files.readString(file).replaceAll("(?s).*\"d\":\"([^\"]+)\".*", "$1");
        assertThat(keysFile).doesNotContain(secret);

        Path keys = Files.writeString(folder.resolve("keys.yaml"), keysFile);
        CommandOutput check = CommandOutput.of("keys", "check", keys.toString());
        assertThat(check.status()).isZero();
        assertThat(check.out())
                .contains(keys + ": a good keys file", "lee-1", "approver, responder");

        CommandOutput again =
                CommandOutput.of(
                        "keys", "generate", "--id", "x", "--person", "y", "--out", file.toString());
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("--out must be a new file, but exists: " + file);
    }

    @Test
    void wrongNamesAndRolesMakeNoKey() {
        Path out = folder.resolve("new.jwk");
        CommandOutput output =
                CommandOutput.of(
                        "keys",
                        "generate",
                        "--id",
                        "lee 1",
                        "--person",
                        "it's: me",
                        "--roles",
                        "boss",
                        "--out",
                        out.toString());
        assertThat(output.status()).isEqualTo(2);
        assertThat(output.err()).contains("id must be 1 to 128", "but was 'boss'");
        assertThat(out).doesNotExist();
    }

    @Test
    void aCommandIsSignedForWhoeverPublishesIt() throws Exception {
        CommandOutput output = CommandOutput.of("hold", AGENT, "--key", key("lee-1"), "--out", "-");
        assertThat(output.err()).isEmpty();
        assertThat(output.status()).isZero();
        Command command = hear(output.out()).statement().command();
        assertThat(command.kind()).isEqualTo(Command.Kind.HOLD);
        assertThat(command.agent()).isEqualTo(AGENT);
        assertThat(command.by()).isEqualTo("lee@example.com");
    }

    @Test
    void aVerdictNamesItsDecision() throws Exception {
        CommandOutput output =
                CommandOutput.of(
                        "reset",
                        "8c1f03d2",
                        "--agent",
                        AGENT,
                        "--verdict",
                        "Harm",
                        "--to",
                        "closed",
                        "--key",
                        key("ann-1"),
                        "--out",
                        "-");
        assertThat(output.err()).isEmpty();
        Command command = hear(output.out()).statement().command();
        assertThat(command.kind()).isEqualTo(Command.Kind.HARM);
        assertThat(command.decisionId()).isEqualTo("8c1f03d2");
        assertThat(command.toProbation()).isFalse();
        assertThat(
                        hear(CommandOutput.of(
                                                "reset",
                                                "8c1f03d2",
                                                "--agent",
                                                AGENT,
                                                "--verdict",
                                                "legitimate",
                                                "--key",
                                                key("lee-1"),
                                                "--out",
                                                "-")
                                        .out())
                                .statement()
                                .command()
                                .toProbation())
                .isTrue();
    }

    @Test
    void aKeyThatOthersMayReadSignsNothing() throws Exception {
        Files.setPosixFilePermissions(
                Path.of(key("lee-1")), PosixFilePermissions.fromString("rw-r--r--"));
        CommandOutput output = CommandOutput.of("hold", AGENT, "--key", key("lee-1"), "--out", "-");
        assertThat(output.status()).isEqualTo(2);
        assertThat(output.err())
                .contains("--key must be readable by its owner only (chmod 600), but is rw-r--r--");
        assertThat(output.out()).isEmpty();
    }

    private CommandOutput approve(Path out, String... more) {
        String[] arguments = {
            "approve",
            "--agent",
            AGENT,
            "--effects",
            "DESTROY,PROTECTION_REMOVAL",
            "--resources",
            "*staging*",
            "--count",
            "12",
            "--for",
            "3h",
            "--ticket",
            "CHG-17",
            "--key",
            key("lee-1"),
            "--out",
            out.toString()
        };
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return CommandOutput.of(all);
    }

    @Test
    void twoPersonsApproveByAFile() throws Exception {
        Path file = folder.resolve("CHG-17.json");
        CommandOutput first = approve(file);
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).contains("signed by   lee-1", "count       12");

        CommandOutput shown = CommandOutput.of("approve", "--show", file.toString());
        assertThat(shown.out()).contains("resources   *staging*", "signed by   lee-1");

        Path both = folder.resolve("both.json");
        CommandOutput second =
                CommandOutput.of(
                        "approve",
                        "--countersign",
                        file.toString(),
                        "--key",
                        key("ann-1"),
                        "--out",
                        both.toString());
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).contains("signed by   lee-1, ann-1");

        Approval approval = hear(Files.readString(both)).statement().approval();
        assertThat(approval.id()).isEqualTo("CHG-17");
        assertThat(approval.approvers()).containsExactly("lee@example.com", "ann@example.com");
        assertThat(approval.effects()).containsExactly("DESTROY", "PROTECTION_REMOVAL");
        assertThat(approval.expiryMillis() - approval.notBeforeMillis()).isEqualTo(3 * 3_600_000);
    }

    @Test
    void anApprovalThatNobodyWouldAcceptIsNotSigned() {
        Path file = folder.resolve("CHG-17.json");
        assertThat(approve(file, "--expiry", "2026-11-17T20:00:00Z").err())
                .contains("either --expiry or --for must be given");
        assertThat(approve(file, "--for", "31d").err()).contains("--for");
        assertThat(approve(file, "--operations", "").status()).isEqualTo(2);
        assertThat(file).doesNotExist();
        CommandOutput tooMuch =
                CommandOutput.of(
                        "approve",
                        "--agent",
                        AGENT,
                        "--effects",
                        "EVERYTHING",
                        "--resources",
                        "*",
                        "--count",
                        "5000",
                        "--for",
                        "1h",
                        "--ticket",
                        "T",
                        "--key",
                        key("lee-1"),
                        "--out",
                        file.toString());
        assertThat(tooMuch.status()).isEqualTo(2);
        assertThat(tooMuch.err()).contains("EVERYTHING");
        assertThat(file).doesNotExist();
    }

    @Test
    void nobodySignsTwiceAndNobodyPublishesOneSignature() {
        Path file = folder.resolve("CHG-17.json");
        approve(file);
        assertThat(
                        CommandOutput.of(
                                        "approve",
                                        "--countersign",
                                        file.toString(),
                                        "--key",
                                        key("lee-1"),
                                        "--out",
                                        "-")
                                .err())
                .contains("--key must be another person's, but lee-1 has signed already");
        assertThat(
                        CommandOutput.of(
                                        "approve",
                                        "--publish",
                                        file.toString(),
                                        "--bootstrap-servers",
                                        "127.0.0.1:1")
                                .err())
                .contains("--publish must be a file with two signatures, but it has 1");
    }

    @Test
    void explainsADecisionOfAReplayAndSaysHowToReset() throws Exception {
        String decision =
                "{\"decisionId\":\"%s\",\"type\":\"TRIP\",\"at\":\"2026-11-17T07:43:20Z\",\"agent\":\"%s\",\"sessions\":[\"role:AROAX:ci-1\"],\"mode\":\"SHADOW\",\"breakerFrom\":\"CLOSED\",\"breakerTo\":\"OPEN\",\"score\":4100.0,\"limit\":1000.0,\"reasons\":[\"foreign-harm/burst\"],\"resourcesLost\":3,\"resources\":[{\"type\":\"AWS::EC2::Instance\",\"id\":\"i-\\u001b[2Jevil\"}],\"trails\":[{\"call\":\"StopLogging\",\"id\":\"org-trail\",\"eventId\":\"e\"}],\"executions\":[\"arn:e\"],\"explanation\":\"It destroyed three.\"}\n";
        Path file =
                Files.writeString(
                        folder.resolve("decisions.jsonl"),
                        decision.formatted("8c1f03d2aa", AGENT)
                                + decision.formatted("8c1f03ffbb", AGENT));
        CommandOutput output =
                CommandOutput.of("explain", "8c1f03d2", "--decisions", file.toString());
        assertThat(output.err()).isEmpty();
        assertThat(output.out())
                .contains(
                        "TRIP  2026-11-17T07:43:20Z  " + AGENT,
                        "It destroyed three.",
                        "CLOSED -> OPEN, shadow",
                        "AWS::EC2::Instance  i-\\u001b[2Jevil",
                        "  trails      StopLogging  org-trail",
                        "  executions  arn:e",
                        "fusewire reset 8c1f03d2aa --verdict legitimate");
        assertThat(CommandOutput.of("explain", "8c1f03", "--decisions", file.toString()).err())
                .contains("but 2 begin with 8c1f03");
        assertThat(CommandOutput.of("explain", "ffffff", "--decisions", file.toString()).err())
                .contains("but none begins with ffffff");
    }
}
