package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fusewire.audit.ReaderLimits;
import io.fusewire.core.baseline.Priors;
import io.fusewire.jobs.ConfigException;
import io.fusewire.jobs.Setting;
import io.fusewire.kafka.StartingPoint;
import io.fusewire.policy.PriorsWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class DetectorConfigTest {

    @TempDir Path folder;

    @Test
    void hasDefaultsForAllButTheBroker() throws ConfigException {
        DetectorConfig config = DetectorConfig.of("--kafka.bootstrap-servers", "broker:9092");

        assertThat(config.get(DetectorConfig.BOOTSTRAP_SERVERS)).isEqualTo("broker:9092");
        assertThat(config.get(DetectorConfig.AUDIT_TOPICS)).containsExactly("fusewire.audit");
        assertThat(config.get(DetectorConfig.GROUP_ID)).isEqualTo("fusewire-detector");
        assertThat(config.get(DetectorConfig.START_FROM)).isEqualTo(StartingPoint.COMMITTED);
        assertThat(config.get(DetectorConfig.CREATE_TOPICS)).isTrue();
        assertThat(config.get(DetectorConfig.AUDIT_PARTITIONS)).isEqualTo(4);
        assertThat(config.replicationFactor()).isEmpty();
        assertThat(config.get(DetectorConfig.CLIENT_PROPERTIES)).isEmpty();
        assertThat(config.get(DetectorConfig.SASL_JAAS_CONFIG)).isEmpty();
        assertThat(config.get(DetectorConfig.JOB_NAME)).isEqualTo("fusewire-detector");
        assertThat(config.get(DetectorConfig.PARALLELISM)).isZero();
        assertThat(config.get(DetectorConfig.MAX_PARALLELISM)).isEqualTo(128);
        assertThat(config.get(DetectorConfig.CHECKPOINT_INTERVAL))
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(config.get(DetectorConfig.BUFFER_TIMEOUT)).isEqualTo(Duration.ofMillis(1));
        assertThat(config.get(DetectorConfig.RESTART_DELAY_MAX)).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.settings()).isEqualTo(DetectorSettings.LIVE);
    }

    @Test
    void takesEveryKey() throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), "version: 1\n");
        Path priors =
                Files.writeString(
                        folder.resolve("priors.yaml"), PriorsWriter.write(Priors.NONE, List.of()));
        Path client =
                Files.writeString(folder.resolve("client.properties"), "security.protocol=SSL\n");
        String keys = TestingKeys.file();
        Path keysFile = Files.writeString(folder.resolve("keys.yaml"), keys);
        Map<String, String> given = new LinkedHashMap<>();
        given.put("kafka.bootstrap-servers", "broker:9092");
        given.put("kafka.audit-topics", "one, two");
        given.put("kafka.group-id", "group");
        given.put("kafka.start-from", "latest");
        given.put("kafka.create-topics", "false");
        given.put("kafka.audit-partitions", "12");
        given.put("kafka.replication-factor", "3");
        given.put("kafka.client-properties-file", client.toString());
        given.put("kafka.sasl-jaas-config", "secret words");
        given.put("job.name", "detector-cn");
        given.put("job.parallelism", "8");
        given.put("job.max-parallelism", "256");
        given.put("job.checkpoint-interval", "1 min");
        given.put("job.buffer-timeout", "3ms");
        given.put("job.restart-delay-max", "5s");
        given.put("policy.file", policy.toString());
        given.put("policy.always-shadow", "true");
        given.put("control.keys-file", keysFile.toString());
        given.put("control.unsigned-policies", "true");
        given.put("reader.record-bytes-max", "2097152");
        given.put("inventory.seen-ids-max", "3000");
        given.put("inventory.resources-max", "4000");
        given.put("guard.priors-file", priors.toString());
        given.put("guard.agent-days-per-false-trip", "365");
        given.put("guard.agent-retention", "90d");
        given.put("metrics.breaker-states-max", "7");
        assertThat(given.keySet())
                .as("every key is changed here")
                .containsExactlyElementsOf(
                        DetectorConfig.SETTINGS.stream().map(Setting::key).toList());

        DetectorConfig config = DetectorConfig.of(given);

        assertThat(config.get(DetectorConfig.AUDIT_TOPICS)).containsExactly("one", "two");
        assertThat(config.get(DetectorConfig.GROUP_ID)).isEqualTo("group");
        assertThat(config.get(DetectorConfig.START_FROM)).isEqualTo(StartingPoint.LATEST);
        assertThat(config.get(DetectorConfig.CREATE_TOPICS)).isFalse();
        assertThat(config.get(DetectorConfig.AUDIT_PARTITIONS)).isEqualTo(12);
        assertThat(config.replicationFactor()).isEqualTo(Optional.of((short) 3));
        assertThat(config.get(DetectorConfig.JOB_NAME)).isEqualTo("detector-cn");
        assertThat(config.get(DetectorConfig.PARALLELISM)).isEqualTo(8);
        assertThat(config.get(DetectorConfig.MAX_PARALLELISM)).isEqualTo(256);
        assertThat(config.get(DetectorConfig.CHECKPOINT_INTERVAL)).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.get(DetectorConfig.BUFFER_TIMEOUT)).isEqualTo(Duration.ofMillis(3));
        assertThat(config.get(DetectorConfig.RESTART_DELAY_MAX)).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.clientProperties())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("sasl.jaas.config", "secret words")
                .containsEntry("bootstrap.servers", "broker:9092");
        assertThat(config.settings())
                .isEqualTo(
                        new DetectorSettings(
                                DetectorSettings.Execution.STREAMING,
                                "version: 1\n",
                                PriorsWriter.write(Priors.NONE, List.of()),
                                365,
                                new ControlTrust(keys, true),
                                true,
                                2_097_152,
                                3_000,
                                4_000,
                                Duration.ofDays(90).toMillis(),
                                7));
        assertThat(config.settings().readerLimits().recordBytes()).isEqualTo(2_097_152);
        assertThat(config.settings().inventoryLimits().seenIdsMax()).isEqualTo(3_000);
    }

    @Test
    void reportsAllProblemsAtOnceWithKeyRuleAndValue() {
        ConfigException problems =
                catchThrowableOfType(
                        ConfigException.class,
                        () ->
                                DetectorConfig.of(
                                        "--job.buffer-timeout=100ms",
                                        "--job.parallelism",
                                        "many",
                                        "--kafka.start-from",
                                        "yesterday",
                                        "--kafka.boostrap-servers",
                                        "typo:9092",
                                        "stray"));

        assertThat(problems.problems())
                .containsExactlyInAnyOrder(
                        "an argument must be --key value, but was 'stray'",
                        "kafka.bootstrap-servers must be given",
                        "kafka.boostrap-servers must be a known key; see the documentation",
                        "kafka.start-from must be one of earliest, latest, committed, but was"
                                + " 'yesterday'",
                        "job.parallelism must be a whole number from 0 to 32768, but was 'many'",
                        "job.buffer-timeout must be a duration from 0 ms to 5 ms, but was"
                                + " '100ms'");
    }

    @Test
    void saysWhatIsWrongWithThePolicyFile() throws IOException {
        Path policy =
                Files.writeString(folder.resolve("policy.yaml"), "version: 1\nmoed: enforce\n");

        assertThatThrownBy(
                        () ->
                                DetectorConfig.of(
                                        "--kafka.bootstrap-servers",
                                        "broker:9092",
                                        "--policy.file",
                                        policy.toString()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("policy.file must name a valid policy")
                .hasMessageContaining("moed");
    }

    @Test
    void readsYamlAndPropertiesAndLetsArgumentsWin() throws Exception {
        Path yaml =
                Files.writeString(
                        folder.resolve("detector.yaml"),
                        """
                        kafka:
                          bootstrap-servers: broker:9092
                          audit-topics: [one, two]
                        job.name: from-file
                        """);
        Path properties =
                Files.writeString(
                        folder.resolve("detector.properties"),
                        "kafka.bootstrap-servers=other:9092\njob.name=from-file\n");

        DetectorConfig fromYaml =
                DetectorConfig.of("--config", yaml.toString(), "--job.name", "from-argument");
        DetectorConfig fromProperties = DetectorConfig.of("--config", properties.toString());

        assertThat(fromYaml.get(DetectorConfig.AUDIT_TOPICS)).containsExactly("one", "two");
        assertThat(fromYaml.get(DetectorConfig.JOB_NAME)).isEqualTo("from-argument");
        assertThat(fromProperties.get(DetectorConfig.BOOTSTRAP_SERVERS)).isEqualTo("other:9092");
        assertThat(fromProperties.get(DetectorConfig.JOB_NAME)).isEqualTo("from-file");
    }

    @Test
    void reportsAFileThatCannotBeReadWithoutQuotingIt() throws IOException {
        Path yaml = Files.writeString(folder.resolve("broken.yaml"), "a: [secret\n");

        assertThatThrownBy(() -> DetectorConfig.of("--config", yaml.toString()))
                .hasMessageContaining("broken.yaml must be YAML")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> DetectorConfig.of("--config", "/no/such/file"))
                .hasMessageContaining("config must name a readable file, but was '/no/such/file'");
    }

    @Test
    void neverShowsASecret() throws ConfigException {
        DetectorConfig config =
                DetectorConfig.of(
                        "--kafka.bootstrap-servers",
                        "broker:9092",
                        "--kafka.sasl-jaas-config",
                        "password=hunter2");

        assertThat(config.toString()).contains("broker:9092").doesNotContain("hunter2");
    }

    @Test
    void theReadmeHasTheTableThatTheCodeGives() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme)
                .as("put this table into jobs/detector/README.md:\n%s", DetectorConfig.table())
                .contains(DetectorConfig.table());
    }

    @Test
    void limitsOfTheReaderStayAsShippedUnlessChanged() {
        assertThat(DetectorSettings.LIVE.readerLimits()).isEqualTo(ReaderLimits.DEFAULT);
        assertThat(List.of(DetectorSettings.LIVE.inventoryLimits()))
                .containsExactly(io.fusewire.core.inventory.InventoryLimits.DEFAULT);
    }
}
