package io.fusewire.actions.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

class AwsSettingsTest {

    @Test
    void withoutAnyKeyTheDefaultsHold() throws AwsSettingsException {
        AwsSettings settings = AwsSettings.of(Map.of("kafka.group-id", "x"));
        assertThat(settings.callTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.writeTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.threads()).isEqualTo(8);
        assertThat(settings.queueMax()).isEqualTo(256);
        assertThat(settings.accessKeyId()).isNull();
        assertThat(settings.access("111122223333"))
                .isEqualTo(
                        new AccountAccess(null, null, null, null, null, "fusewire-enforcer", null));
    }

    @Test
    void everyKeyIsRead() throws AwsSettingsException {
        Map<String, String> values = new HashMap<>();
        values.put("aws.call-timeout", "PT1S");
        values.put("aws.write-timeout", "PT2S");
        values.put("aws.threads", "3");
        values.put("aws.queue-max", "4");
        values.put("aws.access-key-id", "AKIA");
        values.put("aws.secret-access-key", "planted-1");
        values.put("aws.session-token", "planted-2");
        String prefix = "aws.account.111122223333.";
        values.put(prefix + "partition", "aws-cn");
        values.put(prefix + "region", "cn-north-1");
        values.put(prefix + "endpoint", "https://iam.example.com");
        values.put(prefix + "role-arn", "arn:{partition}:iam::{account}:role/breaker/enforcer");
        values.put(prefix + "external-id", "planted-3");
        values.put(prefix + "session-name", "breaker");
        values.put(prefix + "organizations-account", "999988887777");
        values.put("aws.account.default.region", "eu-central-1");
        AwsSettings settings = AwsSettings.of(values);
        assertThat(settings.callTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.writeTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.threads()).isEqualTo(3);
        assertThat(settings.queueMax()).isEqualTo(4);
        assertThat(settings.accessKeyId()).isEqualTo("AKIA");
        assertThat(settings.secretAccessKey()).isEqualTo(new Secret("planted-1"));
        assertThat(settings.sessionToken()).isEqualTo(new Secret("planted-2"));
        assertThat(settings.access("111122223333"))
                .isEqualTo(
                        new AccountAccess(
                                "aws-cn",
                                "cn-north-1",
                                URI.create("https://iam.example.com"),
                                "arn:{partition}:iam::{account}:role/breaker/enforcer",
                                new Secret("planted-3"),
                                "breaker",
                                "999988887777"));
        assertThat(settings.access("444455556666").region()).isEqualTo("eu-central-1");
        assertThat(settings.toString()).doesNotContain("planted");
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnceWithoutSecrets() {
        Map<String, String> values = new HashMap<>();
        values.put("aws.call-timeout", "5");
        values.put("aws.write-timeout", "PT1S");
        values.put("aws.threads", "0");
        values.put("aws.queue-max", "many");
        values.put("aws.secret-access-key", "planted-1");
        values.put("aws.account.12.region", "eu-central-1");
        values.put("aws.account.default.endpoint", "http://user:planted-2@iam.example.com");
        values.put("aws.account.default.external-id", "planted 3");
        values.put("aws.account.default.role-arn", "enforcer");
        values.put("aws.account.default.regoin", "eu-central-1");
        values.put("aws.account.default.organizations-account", "o-a1b2c3d4e5");
        AwsSettingsException problems =
                catchThrowableOfType(AwsSettingsException.class, () -> AwsSettings.of(values));
        assertThat(problems.problems())
                .containsExactlyInAnyOrder(
                        "aws.call-timeout must be a duration from PT0.1S to PT1M, but was '5'",
                        "aws.write-timeout must be aws.call-timeout or more, but was 'PT1S'",
                        "aws.threads must be a whole number from 1 to 64, but was '0'",
                        "aws.queue-max must be a whole number from 1 to 10000, but was 'many'",
                        "aws.access-key-id and aws.secret-access-key must be given together, but"
                                + " only one was",
                        "aws.account.12.region must name an account of 12 digits or 'default', but"
                                + " was '12'",
                        "aws.account.default.endpoint must be an https URL, or http on this"
                                + " machine, without a password; it is not",
                        "aws.account.default.external-id must be 2 to 1224 characters that AWS"
                                + " takes, but was '******'",
                        "aws.account.default.role-arn must be a role's ARN, but was 'enforcer'",
                        "aws.account.default.organizations-account must be an account's id of 12"
                                + " digits, but was 'o-a1b2c3d4e5'",
                        "aws.account.default.regoin must be a key that is known, but is not");
        assertThat(problems).hasMessageNotContaining("planted");
    }
}
