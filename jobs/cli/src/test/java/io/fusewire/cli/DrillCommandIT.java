package io.fusewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.control.KeyFiles;
import io.fusewire.control.SigningKey;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;
import io.fusewire.standin.AwsStandIn;
import io.fusewire.standin.Credentials;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A drill against both jobs, a real broker and what stands in for AWS. */
class DrillCommandIT {

    private static final String ACCOUNT = "arn:aws:iam::111122223333:";
    private static final String CANARY = ACCOUNT + "role/FusewireCanary";
    private static final String UNARMED = ACCOUNT + "role/Unarmed";
    private static final String POLICY =
            """
            version: 1
            agents:
              - { roleArn: "%s", class: canary, mode: enforce }
              - { roleArn: "%s", class: canary }
            """
                    .formatted(CANARY, UNARMED);

    @TempDir private Path folder;

    private AwsStandIn aws;
    private EmbeddedKafka kafka;

    @BeforeEach
    void start() throws Exception {
        aws = AwsStandIn.start(Clock.systemUTC(), Duration.ofSeconds(1), 1);
        aws.addRole(CANARY, "AROACANARY");
        aws.addRole(UNARMED, "AROAUNARMED");
        aws.addRole(ACCOUNT + "role/breaker/fusewire", "AROAFUSEWIRE");
        aws.addUser(ACCOUNT + "user/base", "AIDABASE");
        kafka = EmbeddedKafka.start();
        kafka.createTopics(Topics.all(1, Optional.of((short) 1)));
        kafka.createTopics(Topics.ofEnforcer(Optional.of((short) 1)));
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        kafka.close();
        aws.close();
    }

    @Test
    void tellsWhetherTheCanaryIsStoppedAndLeavesNothingBehind() throws Exception {
        Credentials base = aws.addAccessKey(ACCOUNT + "user/base", "AKIABASE", true);
        System.setProperty("aws.accessKeyId", base.accessKeyId());
        System.setProperty("aws.secretAccessKey", base.secretAccessKey());
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        SigningKey key = SigningKey.generate(SigningKey.Kind.ED25519, "drill-1");
        KeyFiles.write(folder.resolve("drill.jwk"), key);
        Path keys =
                Files.writeString(
                        folder.resolve("keys.yaml"),
                        "version: 1\nkeys:\n"
                                + KeysFileEntry.of(key, "drill", List.of("responder"), 1));
        Path work = Files.createDirectory(folder.resolve("work"));
        Path metrics = folder.resolve("drill.prom");
        Map<String, String> before = aws.documents();
        try (LiveJob detector =
                        LiveJob.detector(
                                List.of(
                                        "--kafka.bootstrap-servers",
                                        kafka.bootstrapServers(),
                                        "--policy.file",
                                        policy.toString(),
                                        "--control.keys-file",
                                        keys.toString()),
                                work,
                                1,
                                0);
                LiveJob enforcer =
                        LiveJob.enforcer(
                                List.of(
                                        "--kafka.bootstrap-servers",
                                        kafka.bootstrapServers(),
                                        "--actions.writer",
                                        "aws",
                                        "--aws.access-key-id",
                                        base.accessKeyId(),
                                        "--aws.secret-access-key",
                                        base.secretAccessKey(),
                                        "--aws.account.default.endpoint",
                                        aws.endpoint().toString(),
                                        "--aws.account.default.role-arn",
                                        "arn:{partition}:iam::{account}:role/breaker/fusewire"),
                                work,
                                1)) {
            assertThat(List.of(detector, enforcer)).isNotEmpty();
            CommandOutput unarmed = drill(UNARMED, metrics);
            assertThat(unarmed.status()).as(unarmed.out() + unarmed.err()).isEqualTo(1);
            assertThat(unarmed.out()).contains("in mode SHADOW", "mode: enforce", "FAILED");
            assertThat(metrics).content().contains("last_run").doesNotContain("last_success");

            CommandOutput armed = drill(CANARY, metrics);
            assertThat(armed.status()).as(armed.out() + armed.err()).isZero();
            assertThat(armed.out())
                    .containsSubsequence(
                            "tripped",
                            "deny written and read back",
                            "AWS refuses the canary",
                            "AWS answers the canary again",
                            "The drill went well.");
            assertThat(metrics)
                    .content()
                    .contains("last_run", "fusewire_drill_last_success_timestamp_seconds 1");
            assertThat(metrics)
                    .content()
                    .doesNotContain(base.accessKeyId(), base.secretAccessKey(), "secret-", "token-")
                    .doesNotContain(key.privateJwk().replaceAll(".*\"d\":\"([^\"]+)\".*", "$1"));
            assertThat(aws.documents()).isEqualTo(before);
        }
    }

    private CommandOutput drill(String role, Path metrics) {
        return CommandOutput.of(
                "drill",
                "--role-arn",
                role,
                "--endpoint",
                aws.endpoint().toString(),
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--key",
                folder.resolve("drill.jwk").toString(),
                "--timeout",
                "60",
                "--metrics-file",
                metrics.toString());
    }
}
