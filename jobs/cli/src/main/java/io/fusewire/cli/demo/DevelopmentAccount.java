package io.fusewire.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A development account: an agent that codes, a pipeline that makes test environments, the nightly
 * teardown that removes them all, an agent behind the managed MCP server, and its person.
 */
final class DevelopmentAccount {

    static final Cloud CLOUD = Cloud.of("aws", "222233334444", "us-east-1");

    private static final int ENVIRONMENTS = 6;

    private final Instant start;
    private final Ids ids;
    private final Calls calls;
    private final Member coder;
    private final Member factory;
    private final Member teardown;
    private final Member mcp;
    private final Member carol;
    private final List<TestEnvironment> environments = new ArrayList<>();

    /** What one pull request's environment consists of. */
    private record TestEnvironment(
            String name, String balancerId, String securityGroup, List<String> instances) {

        String service() {
            return name + "-api";
        }

        String table() {
            return name + "-data";
        }
    }

    DevelopmentAccount(Trail trail, Ids ids, Instant start) {
        this.start = start;
        this.ids = ids;
        this.calls = new Calls(CLOUD, ids);
        this.coder =
                agent(
                        "claude-code (role/agents/coder)",
                        "redeploys what it made, under the same names",
                        trail);
        this.factory = agent("ci-environments", "makes a test environment per pull request", trail);
        this.teardown =
                agent("nightly-teardown", "deletes every test environment once a day", trail);
        this.mcp = agent("mcp agent (as carol)", "reads, through the managed MCP server", trail);
        this.carol =
                new Member(
                        "carol (Developer)",
                        Member.Kind.PERSON,
                        CLOUD,
                        "looks at test environments in the console",
                        trail);
    }

    private static Member agent(String name, String habit, Trail trail) {
        return new Member(name, Member.Kind.AGENT, CLOUD, habit, trail);
    }

    List<Member> members() {
        return List.of(coder, factory, teardown, mcp, carol);
    }

    void play(int everySeconds) {
        code();
        makeEnvironments();
        tearDown();
        askThroughMcp(everySeconds);
        work();
    }

    /** Delete and recreate as daily work: own things, few, restored at once. */
    private void code() {
        for (int task = 0; task < 12; task++) {
            Instant at = start.plus(Duration.ofHours(9).plusMinutes(41L * task));
            Caller session =
                    Caller.ofRole(
                            CLOUD,
                            "agents/coder",
                            "claude-task-" + (510 + task),
                            at.minusSeconds(20),
                            Clients.cli("dynamodb.describe-table", "E,Z,AN,b,n"),
                            "10.40.2.9",
                            "claude-code");
            String table = "feature-" + task + "-items";
            String queue = "feature-" + task + "-jobs";
            coder.call(at, session, Call.read("sts", "GetCallerIdentity"));
            coder.call(at.plusSeconds(20), session, calls.createTable(table));
            coder.call(at.plusSeconds(25), session, calls.createQueue(queue));
            coder.call(at.plusSeconds(300), session, calls.describeTable(table));
            coder.call(at.plusSeconds(420), session, calls.deleteTable(table));
            coder.call(at.plusSeconds(424), session, calls.deleteQueue(queue));
            coder.call(at.plusSeconds(440), session, calls.createTable(table));
            coder.call(at.plusSeconds(446), session, calls.createQueue(queue));
            coder.call(at.plusSeconds(1_400), session, calls.deleteTable(table));
            coder.call(at.plusSeconds(1_404), session, calls.deleteQueue(queue));
        }
    }

    private void makeEnvironments() {
        for (int i = 0; i < ENVIRONMENTS; i++) {
            TestEnvironment environment =
                    new TestEnvironment(
                            "pr-" + (1_740 + i),
                            ids.hex(16),
                            ids.ec2("sg"),
                            List.of(ids.ec2("i"), ids.ec2("i")));
            environments.add(environment);
            Instant at = start.plus(Duration.ofHours(8).plusMinutes(83L * i));
            make(environment, at, factorySession(at, i));
        }
    }

    private Caller factorySession(Instant at, int run) {
        return Caller.ofRole(
                CLOUD,
                "CiEnvironments",
                "env-" + (20_400 + run),
                at.minusSeconds(15),
                Clients.TERRAFORM,
                "10.40.7.3",
                null);
    }

    private void make(TestEnvironment environment, Instant at, Caller session) {
        String id = environment.balancerId();
        List<Call> creates = new ArrayList<>();
        creates.add(calls.createSecurityGroup(environment.securityGroup(), environment.name()));
        environment.instances().forEach(i -> creates.add(calls.runInstances(i, "t4g.small")));
        creates.add(calls.createTable(environment.table()));
        creates.add(calls.createLoadBalancer(environment.service(), id));
        creates.add(calls.createTargetGroup(environment.service(), id));
        creates.add(
                calls.createListener(
                        environment.service(),
                        id,
                        calls.targetGroupArn(environment.service(), id)));
        creates.add(
                calls.createService("test", environment.service(), environment.service() + ":1"));
        for (int i = 0; i < creates.size(); i++) {
            factory.call(at.plusSeconds(3L * i), session, creates.get(i));
        }
    }

    /**
     * Some fifty deletes of what another agent made, with retries while something is still in use.
     */
    private void tearDown() {
        Instant at = start.plus(Duration.ofHours(22));
        Caller session =
                Caller.ofRole(
                        CLOUD,
                        "NightlyTeardown",
                        "teardown-" + at.toString().substring(0, 10).replace("-", ""),
                        at.minusSeconds(2),
                        Clients.BOTO,
                        "10.40.9.1",
                        null);
        teardown.call(at, session, Call.read("ec2", "DescribeInstances"));
        teardown.call(at.plusSeconds(1), session, Call.read("dynamodb", "ListTables"));
        for (int i = 0; i < environments.size(); i++) {
            remove(environments.get(i), at.plusSeconds(5 + 40L * i), session);
        }
    }

    private void remove(TestEnvironment environment, Instant at, Caller session) {
        String service = environment.service();
        String id = environment.balancerId();
        Call deleteGroup = calls.deleteSecurityGroup(environment.securityGroup());
        teardown.call(at, session, calls.deleteService("test", service));
        teardown.call(at.plusSeconds(2), session, calls.deleteListener(service, id));
        teardown.call(at.plusSeconds(3), session, calls.deleteLoadBalancer(service, id));
        teardown.call(at.plusSeconds(6), session, calls.deleteTargetGroup(service, id));
        teardown.call(
                at.plusSeconds(8), session, calls.terminateInstances(environment.instances()));
        teardown.call(
                at.plusSeconds(9),
                session,
                ShopAccount.inUse(deleteGroup, environment.securityGroup()));
        teardown.call(at.plusSeconds(12), session, calls.deleteTable(environment.table()));
        teardown.call(at.plusSeconds(34), session, deleteGroup);
    }

    private void askThroughMcp(int everySeconds) {
        Instant from = start.plus(Duration.ofHours(14));
        Caller agent = Caller.throughMcp(CLOUD, "Developer", "carol@example.com", from, "claude");
        for (int i = 0; i < 40; i++) {
            Call question =
                    switch (i % 3) {
                        case 0 -> Call.read("ecs", "ListServices", "cluster", "test");
                        case 1 -> Call.read("ec2", "DescribeInstances");
                        default -> Call.read("logs", "DescribeLogGroups", "limit", 20);
                    };
            mcp.call(from.plusSeconds(30L + (long) i * everySeconds), agent, question);
        }
    }

    private void work() {
        Instant from = start.plus(Duration.ofHours(13).plusMinutes(30));
        Caller console =
                Caller.inConsole(
                        CLOUD,
                        "Developer",
                        "carol@example.com",
                        from,
                        Clients.BROWSER,
                        "198.51.100.31");
        new Person(
                        carol,
                        console,
                        List.of(
                                calls.describeServices("test", "pr-1740-api"),
                                Call.read("ec2", "DescribeInstances"),
                                calls.describeTable("pr-1741-data")))
                .play(from.plusSeconds(10), from.plus(Duration.ofHours(8)));
    }
}
