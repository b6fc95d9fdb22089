package io.fusewire.actions.aws;

import io.fusewire.core.containment.DenyEntry;
import io.fusewire.core.containment.Measure;
import io.fusewire.core.containment.MeasureChoice;
import io.fusewire.core.containment.Subject;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.TargetLedger;
import io.fusewire.core.containment.WriteRequest;
import io.fusewire.core.containment.WriteResult;
import io.fusewire.standin.AwsStandIn;
import io.fusewire.standin.Credentials;
import io.fusewire.standin.SettableClock;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One account at the stand-in, and a writer that is told of it. */
final class AwsScene implements AutoCloseable {

    static final String ACCOUNT = "111122223333";
    static final String MANAGEMENT = "999988887777";
    static final Duration PROPAGATION = Duration.ofSeconds(4);
    static final String EXTERNAL_ID = "planted-external-id";

    /** The SDK compares the end of sessions with the machine's time. */
    final SettableClock clock = new SettableClock(Instant.now());

    final AwsStandIn aws;
    final String partition;
    final Map<String, String> values = new HashMap<>();
    AwsIamWriter writer;

    AwsScene(String partition, long seed) throws IOException {
        this.partition = partition;
        this.aws = AwsStandIn.start(clock, PROPAGATION, seed, 2);
        aws.addRole(arn("role/breaker/enforcer"), "AROAENFORCER", EXTERNAL_ID);
        String base = "arn:" + partition + ":iam::444455556666:user/base";
        aws.addUser(base, "AIDABASE");
        Credentials key = aws.addAccessKey(base, "AKIABASE", true);
        values.put("aws.access-key-id", key.accessKeyId());
        values.put("aws.secret-access-key", key.secretAccessKey());
        values.put("aws.account.default.endpoint", aws.endpoint().toString());
        values.put(
                "aws.account.default.role-arn",
                "arn:{partition}:iam::{account}:role/breaker/enforcer");
        values.put("aws.account.default.external-id", EXTERNAL_ID);
        restart();
    }

    /** Puts the account into an organization, and tells the writer of it. */
    void joinOrganization(String... others) {
        List<String> members = new ArrayList<>(List.of(others));
        members.add(ACCOUNT);
        aws.addOrganization(partition, MANAGEMENT, members);
        aws.addRole(
                "arn:" + partition + ":iam::" + MANAGEMENT + ":role/breaker/enforcer",
                "AROAMANAGEMENT",
                EXTERNAL_ID);
        values.put("aws.account.default.organizations-account", MANAGEMENT);
        restart();
    }

    /** A new process: what the writer remembered is gone. */
    void restart() {
        if (writer != null) {
            writer.close();
        }
        writer = new AwsIamWriter(settings(), clock);
    }

    AwsSettings settings() {
        try {
            return AwsSettings.of(values);
        } catch (AwsSettingsException e) {
            throw new IllegalArgumentException(e);
        }
    }

    String arn(String rest) {
        return "arn:" + partition + ":iam::" + ACCOUNT + ":" + rest;
    }

    Measure.Deny measure(String agent, String session, String principalArn) {
        return (Measure.Deny)
                new MeasureChoice(List.of(), Set.of())
                        .choose(
                                new Subject(
                                        agent,
                                        session,
                                        ACCOUNT,
                                        partition,
                                        principalArn,
                                        false,
                                        List.of()),
                                clock.millis());
    }

    /** What a role's ledger says after sessions were opened, an agent each. */
    TargetLedger ledger(String roleArn, String roleId, List<String> names) {
        TargetLedger ledger = null;
        for (String name : names) {
            Measure.Deny deny =
                    measure(name, "role:" + roleId + ":" + name + "@" + clock.instant(), roleArn);
            ledger =
                    (ledger == null ? TargetLedger.empty(deny.target()) : ledger)
                            .with(deny.entry());
        }
        return ledger;
    }

    WriteResult write(TargetLedger ledger) {
        return write(new WriteRequest(ledger.target(), ledger, Set.of(), Set.of()));
    }

    WriteResult write(WriteRequest request) {
        return writer.write(request).join();
    }

    static TargetLedger empty(Target target) {
        return TargetLedger.empty(target);
    }

    static TargetLedger of(Target target, DenyEntry... entries) {
        TargetLedger ledger = TargetLedger.empty(target);
        for (DenyEntry entry : entries) {
            ledger = ledger.with(entry);
        }
        return ledger;
    }

    @Override
    public void close() {
        writer.close();
        aws.close();
    }
}
