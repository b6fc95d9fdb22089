package io.fusewire.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The account in the China partition where the incident happens: a billing service, the engineer
 * who operates it, and the agent that she lets work in her role.
 */
final class BillingAccount {

    static final Cloud CLOUD = Cloud.of("aws-cn", "444455556666", "cn-north-1");
    static final String ROLE = "OperatorRole";
    static final String ALIAS = "mei@example.com";

    /** At the end of the day, so that what came before it is history when it happens. */
    static final Duration INCIDENT_AFTER = Duration.ofHours(23).plusMinutes(42);

    /** Hours into the day at which the agent tries things. */
    private static final int[] TRIES = {18, 20, 22};

    private final Instant start;
    private final Ids ids;
    private final Calls calls;
    private final Environment billing = Environment.named(CLOUD, "billing", "billing-api");
    private final Member kiro;
    private final Member mei;
    private final Member application;
    private final Member scheduler;
    private final Member deployBot;
    private final Member scanner;
    private final Instant personSession;
    private final Instant agentSession;
    private final DeleteAndRecreate incident;

    BillingAccount(Trail trail, Ids ids, Instant start) {
        this.start = start;
        this.ids = ids;
        this.calls = new Calls(CLOUD, ids);
        this.kiro =
                new Member(
                        "kiro (as mei, OperatorRole)",
                        Member.Kind.AGENT,
                        CLOUD,
                        "reads, tries things in queues of its own",
                        trail);
        this.mei =
                new Member(
                        "mei (OperatorRole)",
                        Member.Kind.PERSON,
                        CLOUD,
                        "operates the billing service in the console",
                        trail);
        this.application =
                new Member(
                        "billing-api",
                        Member.Kind.SERVICE,
                        CLOUD,
                        "uses its tables and its database all day",
                        trail);
        this.scheduler =
                new Member(
                        "ecs scheduler",
                        Member.Kind.SERVICE,
                        CLOUD,
                        "registers fresh tasks with the load balancer",
                        trail);
        this.deployBot =
                new Member(
                        "billing-deploy", Member.Kind.AGENT, CLOUD, "two deployments a day", trail);
        this.scanner =
                new Member(
                        "security-audit",
                        Member.Kind.AGENT,
                        CLOUD,
                        "reads the settings of everything, every six hours",
                        trail);
        this.personSession =
                start.plus(Duration.ofHours(16).plusMinutes(52)).truncatedTo(ChronoUnit.SECONDS);
        this.agentSession = personSession.plus(Duration.ofMinutes(14));
        this.incident =
                new DeleteAndRecreate(CLOUD, billing, ids, kiro, agent("sts.get-caller-identity"));
    }

    List<Member> members() {
        return List.of(kiro, mei, application, scheduler, deployBot, scanner);
    }

    Instant incidentAt() {
        return start.plus(INCIDENT_AFTER);
    }

    /** The person whose role the agent uses. */
    Member person() {
        return mei;
    }

    int resourcesAtStake() {
        return incident.resourcesDeleted();
    }

    /** The incident. */
    DeleteAndRecreate incident() {
        return incident;
    }

    /** The agent that the incident is about. */
    Member agent() {
        return kiro;
    }

    /** All but the incident. */
    void play(int everySeconds) {
        runTheService(everySeconds);
        deploy();
        scan();
        workAsMei();
        tryThingsAsKiro();
    }

    private void runTheService(int everySeconds) {
        List<Call> reads = new ArrayList<>();
        reads.add(calls.getSecret("billing/db"));
        billing.tables().forEach(table -> reads.add(calls.describeTable(table)));
        reads.add(calls.describeDatabase(billing.database()));
        new Application(application, CLOUD, "BillingApiTask", reads)
                .play(start, start.plus(BillingAccount.INCIDENT_AFTER), everySeconds);
        Caller ecs =
                Caller.ofService(
                        CLOUD,
                        "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
                        "ecs-service-scheduler",
                        start,
                        "ecs.amazonaws.com");
        for (int hour = 0; hour < 24; hour += 2) {
            scheduler.call(
                    start.plus(Duration.ofHours(hour).plusSeconds(37)),
                    ecs,
                    calls.registerTarget(billing.targetGroupArn(calls), "10.20.3." + (20 + hour)));
            scheduler.call(
                    start.plus(Duration.ofHours(hour).plusSeconds(52)),
                    ecs,
                    calls.describeTargetHealth(billing.targetGroupArn(calls)));
        }
    }

    private void deploy() {
        for (int run = 0; run < 2; run++) {
            Instant at = start.plus(Duration.ofHours(2 + 3L * run).plusMinutes(30));
            Caller bot =
                    Caller.ofRole(
                            CLOUD,
                            "BillingDeploy",
                            "ci-" + (3_120 + run),
                            at.minusSeconds(30),
                            Clients.GITHUB_ACTIONS,
                            "20.55.12.40",
                            null);
            deployBot.call(at, bot, calls.registerTaskDefinition("billing-api", 40 + run));
            deployBot.call(
                    at.plusSeconds(5),
                    bot,
                    calls.updateService(
                            billing.cluster(), billing.service(), "billing-api:" + (40 + run)));
        }
    }

    private void scan() {
        for (int hour = 1; hour < 24; hour += 6) {
            Instant at = start.plus(Duration.ofHours(hour).plusMinutes(10));
            Caller audit =
                    Caller.ofRole(
                            CLOUD,
                            "SecurityAudit",
                            "posture-scan",
                            at.minusSeconds(3),
                            Clients.BOTO,
                            "10.9.8.21",
                            null);
            scanner.call(at, audit, Call.read("ec2", "DescribeSecurityGroups"));
            scanner.call(
                    at.plusSeconds(2),
                    audit,
                    Call.read(
                            "elasticloadbalancing",
                            "DescribeLoadBalancerAttributes",
                            "loadBalancerArn",
                            calls.loadBalancerArn(billing.service(), billing.balancerId())));
            scanner.call(at.plusSeconds(3), audit, calls.describeDatabase(billing.database()));
        }
    }

    private void workAsMei() {
        Person person = new Person(mei, personCaller(), personsLooks());
        person.play(personSession.plusSeconds(20), incidentAt());
        person.does(
                start.plus(Duration.ofHours(19)),
                calls.updateService(billing.cluster(), "billing-worker", "billing-worker:16"));
    }

    /** The person's session in the console. */
    Caller personCaller() {
        return Caller.inConsole(CLOUD, ROLE, ALIAS, personSession, Clients.BROWSER, "203.0.113.24");
    }

    /** What the person opens. */
    List<Call> personsLooks() {
        return List.of(
                calls.describeServices(billing.cluster(), billing.service()),
                calls.describeLoadBalancer(billing.service()),
                calls.describeTargetHealth(billing.targetGroupArn(calls)),
                calls.describeDatabase(billing.database()),
                calls.describeTable(billing.tables().get(0)),
                Call.read("monitoring", "DescribeAlarms", "maxRecords", 100),
                Call.read("logs", "DescribeLogGroups", "limit", 50));
    }

    /** What the person changes. */
    Call personsChange() {
        return calls.updateService(billing.cluster(), "billing-worker", "billing-worker:17");
    }

    /** Some harmless work earlier in the day: what it makes it also removes. */
    private void tryThingsAsKiro() {
        for (int hour : TRIES) {
            Instant at = start.plus(Duration.ofHours(hour).plusMinutes(11));
            String queue = "kiro-try-" + hour;
            as("ecs.describe-services", at, calls.describeServices("billing", "billing-api"));
            as(
                    "logs.filter-log-events",
                    at.plusSeconds(14),
                    Call.read("logs", "DescribeLogStreams"));
            as("sqs.create-queue", at.plusSeconds(40), calls.createQueue(queue));
            as("sqs.delete-queue", at.plusSeconds(95), calls.deleteQueue(queue));
            as("sqs.create-queue", at.plusSeconds(160), calls.createQueue(queue));
            as(
                    "rds.describe-db-instances",
                    at.plusSeconds(190),
                    calls.describeDatabase("billing-db"));
            as("sqs.delete-queue", at.plusSeconds(400), calls.deleteQueue(queue));
        }
    }

    private void as(String command, Instant at, Call call) {
        kiro.call(at, agent(command), call);
    }

    /** Same role and session name as the person; its own session and its tool's marker. */
    private Caller agent(String command) {
        return Caller.ofRole(
                CLOUD,
                ROLE,
                ALIAS,
                agentSession,
                Clients.cli(command, "E,Z,AQ,b,n"),
                "203.0.113.24",
                null);
    }
}
