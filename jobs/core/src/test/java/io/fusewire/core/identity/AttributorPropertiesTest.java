package io.fusewire.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.record.CloudTrailRecord;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class AttributorPropertiesTest {

    private static final String[] TYPES = {
        null,
        "",
        "IAMUser",
        "Root",
        "AssumedRole",
        "Role",
        "FederatedUser",
        "SAMLUser",
        "WebIdentityUser",
        "IdentityCenterUser",
        "AWSAccount",
        "AWSService",
        "Unknown",
        "..."
    };
    private static final String[] ARNS = {
        null,
        "",
        "...",
        "arn:",
        "arn::",
        "arn:aws-cn:sts::111122223333:assumed-role/Ops/run-17",
        "arn:aws:sts::111122223333:assumed-role/",
        "arn:aws:sts::111122223333:assumed-role/Ops",
        "arn:aws:sts::111122223333:assumed-role/Ops/",
        "arn:aws-us-gov:iam::111122223333:user/a/b",
        "arn:aws:iam::111122223333:role/aws-service-role/x/Y",
        "arn:aws:sts::111122223333:federated-user/f-1"
    };
    private static final String[] IDS = {
        null, "", ":", "AROA1:", ":x", "AROA1:alice", "AROA1:i-0123abcd", "AIDA1", "111122223333"
    };
    private static final String[] HOSTS = {
        null,
        "",
        ".cn",
        ".amazonaws.com",
        "AWS Internal",
        "signin.amazonaws.com",
        "aws-mcp.amazonaws.com",
        "cloudformation.amazonaws.com.cn",
        "198.51.100.7"
    };
    private static final String[] AGENTS = {
        null,
        "",
        "[",
        "[]",
        "m/",
        "m/AQ",
        "[aws-cli/2 m/E,AN,,b]",
        "exec-env/",
        "Mozilla/5.0",
        "aws-mcp.amazonaws.com",
        "claude-code/2",
        "app/x"
    };
    private static final String[] TEXTS = {null, "", "x", "alice-7", "2026-01-01T00:00:00Z"};
    private static final String[] EVENT_TYPES = {
        null, "AwsApiCall", "AwsMcpEvent", "AwsConsoleSignIn", "AwsServiceEvent"
    };

    private static final List<Policy> POLICIES =
            List.of(
                    Policy.DEFAULT,
                    Policies.humans("sessionName", "a*"),
                    Policies.agents("userAgent", "*app/x*"),
                    Policies.policy(
                            List.of(
                                    Policies.rule(
                                            "account",
                                            "1*",
                                            "coder",
                                            EnforcementMode.ENFORCE,
                                            "{roleName}{userName}{sessionName}{sessionFamily}{sourceIdentity}")),
                            List.of(),
                            List.of(Policies.matcher("userArn", "*"))));

    private static <T> T one(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static CloudTrailRecord any(Random random) {
        CloudTrailRecord record = new CloudTrailRecord();
        record.eventType = one(EVENT_TYPES, random);
        record.awsRegion = one(new String[] {null, "", "cn-north-1", "us-east-1"}, random);
        record.recipientAccountId = one(TEXTS, random);
        record.sourceIpAddress = one(HOSTS, random);
        record.userAgent = one(AGENTS, random);
        record.sessionCredentialFromConsole = random.nextBoolean();
        record.identityType = one(TYPES, random);
        record.principalId = one(IDS, random);
        record.arn = one(ARNS, random);
        record.accountId = one(new String[] {null, "", "111122223333"}, random);
        record.accessKeyId = one(new String[] {null, "", "AKIA1", "ASIA1"}, random);
        record.userName = one(TEXTS, random);
        record.invokedBy = one(HOSTS, random);
        record.onBehalfOfUserId = one(TEXTS, random);
        record.credentialId = one(TEXTS, random);
        record.sessionCreationDate = one(TEXTS, random);
        record.sourceIdentity = one(TEXTS, random);
        record.signInSessionArn = one(TEXTS, random);
        record.issuerType = one(TEXTS, random);
        record.issuerArn = one(ARNS, random);
        record.issuerUserName = one(TEXTS, random);
        return record;
    }

    @Property(tries = 300)
    void answersForEveryCombinationAndRemembersNothingWrong(@ForAll long seed) {
        Random random = new Random(seed);
        Attributor remembering = new Attributor(16);
        Attributor forgetful = new Attributor(0);
        for (int i = 0; i < 60; i++) {
            CloudTrailRecord record = any(random);
            Policy policy = POLICIES.get(random.nextInt(POLICIES.size()));

            Attribution expected = forgetful.attribute(record, policy);

            assertThat(remembering.attribute(record, policy)).isEqualTo(expected);
            assertThat(remembering.attribute(record, policy)).isEqualTo(expected);
            assertThat(expected.agent()).startsWith(expected.owner()).isNotEmpty();
            assertThat(expected.session()).isNotEmpty();
        }
    }

    @Property(tries = 50)
    void doesNotDependOnTheOrderOfRecords(@ForAll long seed) {
        Random random = new Random(seed);
        List<CloudTrailRecord> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            records.add(any(random));
        }
        Attributor straight = new Attributor(8);
        List<Attribution> expected = new ArrayList<>();
        records.forEach(r -> expected.add(straight.attribute(r, Policy.DEFAULT)));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        Attributor shuffled = new Attributor(8);

        for (int i : order) {
            assertThat(shuffled.attribute(records.get(i), Policy.DEFAULT))
                    .isEqualTo(expected.get(i));
        }
    }
}
