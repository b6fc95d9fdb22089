package io.fusewire.cli.demo;

import io.fusewire.standin.AwsStandIn;
import io.fusewire.standin.Credentials;
import io.fusewire.standin.Verdict;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What stands in for AWS: IAM as the enforcer's SDK calls it, and the refusals that what was
 * written there brings upon the fleet's calls.
 */
final class DemoAws implements AutoCloseable {

    /**
     * From a policy's write until it takes effect: 3 to 4 seconds were measured in two regions of
     * AWS in 2025.
     */
    static final Duration PROPAGATION = Duration.ofMillis(3_500);

    private static final String ENFORCER_ROLE = "role/breaker/fusewire";
    private static final long SEED = 1;

    private final AwsStandIn aws;
    private final Credentials enforcer;

    private DemoAws(AwsStandIn aws) {
        this.aws = aws;
        String base = BillingAccount.CLOUD.globalArn("iam", "user/fusewire");
        aws.addUser(base, "AIDAFUSEWIRE");
        this.enforcer = aws.addAccessKey(base, "AKIAFUSEWIRE", true);
    }

    static DemoAws start() throws IOException {
        return new DemoAws(AwsStandIn.start(Clock.systemUTC(), PROPAGATION, SEED));
    }

    /** Makes the role behind a session, and the one that may revoke it, in the caller's account. */
    void addRoleOf(Caller caller) {
        aws.addRole(caller.roleArn(), caller.roleId());
        aws.addRole(caller.cloud().globalArn("iam", ENFORCER_ROLE), "AROAFUSEWIRE");
    }

    /** The enforcer's settings by which it writes here. */
    List<String> enforcerArguments() {
        return List.of(
                "--actions.writer",
                "aws",
                "--aws.access-key-id",
                enforcer.accessKeyId(),
                "--aws.secret-access-key",
                enforcer.secretAccessKey(),
                "--aws.account.default.endpoint",
                aws.endpoint().toString(),
                "--aws.account.default.role-arn",
                "arn:{partition}:iam::{account}:" + ENFORCER_ROLE);
    }

    /** A call as AWS answers it: as it is, or refused by what is in force now. */
    Call answered(Caller caller, Call call) {
        Verdict verdict =
                aws.judge(
                        io.fusewire.standin.Caller.roleSession(
                                caller.roleArn(),
                                caller.roleId(),
                                caller.sessionName(),
                                caller.issuedAt()),
                        call.service() + ":" + call.name(),
                        "*");
        if (!verdict.isDenied()) {
            return call;
        }
        return call.failing(
                call.service().equals("ec2") ? "Client.UnauthorizedOperation" : verdict.errorCode(),
                verdict.errorMessage());
    }

    /** All policies as they stand. */
    Map<String, String> policies() {
        return aws.documents();
    }

    @Override
    public void close() {
        aws.close();
    }
}
