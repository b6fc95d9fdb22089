package io.fusewire.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The incident again and again, in an account of its own each time: enough trips for a
 * distribution.
 */
final class Drills {

    private static final long FIRST_ACCOUNT = 555_566_660_000L;

    private static final String ACCOUNT_PREFIX = "55556666";

    private Drills() {}

    /** Whether an account is a drill's. */
    static boolean isOneOf(String account) {
        return account.startsWith(ACCOUNT_PREFIX);
    }

    /**
     * Makes drills.
     *
     * @param number how many, up to 10,000
     * @param start event time of the first; each begins a minute after the one before
     * @param aws where their role is made
     */
    static List<List<FleetRecord>> of(int number, long seed, Instant start, DemoAws aws) {
        List<List<FleetRecord>> drills = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            drills.add(one(FIRST_ACCOUNT + i, seed + i, start.plus(Duration.ofMinutes(i)), aws));
        }
        return drills;
    }

    private static List<FleetRecord> one(long account, long seed, Instant start, DemoAws aws) {
        Cloud cloud = Cloud.of("aws-cn", String.valueOf(account), "cn-north-1");
        Trail trail = new Trail(seed, "");
        Ids ids = Ids.of(seed);
        Calls calls = new Calls(cloud, ids);
        Environment environment = Environment.named(cloud, "billing", "billing-api");
        // Signs of life count by the hour, from the hour after: use comes well before.
        useOnce(trail, cloud, calls, environment, start.minus(Duration.ofHours(2)));
        Member agent = new Member("drill", Member.Kind.AGENT, cloud, "", trail);
        Caller caller =
                Caller.ofRole(
                        cloud,
                        BillingAccount.ROLE,
                        BillingAccount.ALIAS,
                        start,
                        Clients.cli("sts.get-caller-identity", "E,AQ"),
                        "203.0.113.24",
                        null);
        aws.addRoleOf(caller);
        new DeleteAndRecreate(cloud, environment, ids, agent, caller).play(start);
        return trail.delivered();
    }

    /** What the service does before: without use nothing is live. */
    private static void useOnce(
            Trail trail, Cloud cloud, Calls calls, Environment environment, Instant at) {
        Member application = new Member("drill", Member.Kind.SERVICE, cloud, "", trail);
        Caller task =
                Caller.ofRole(
                        cloud,
                        "BillingApiTask",
                        "0f3a9c5e7b1d4f2a8c6e0d9b7a5f3c1e",
                        at,
                        Clients.JAVA_SDK,
                        "10.20.3.10",
                        null);
        environment.tables().forEach(t -> application.call(at, task, calls.describeTable(t)));
        application.call(at, task, calls.describeDatabase(environment.database()));
        application.call(at, task, calls.describeLoadBalancer(environment.service()));
        application.call(
                at, task, calls.describeServices(environment.cluster(), environment.service()));
    }
}
