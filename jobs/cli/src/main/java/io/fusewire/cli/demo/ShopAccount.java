package io.fusewire.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A production account with two trails: a deploy bot, a Terraform pipeline, a cost cleaner,
 * scaling, and two people.
 */
final class ShopAccount {

    static final Cloud CLOUD = Cloud.of("aws", "111122223333", "us-east-1");

    private static final List<String> SERVICES = List.of("shop-api", "shop-web", "shop-worker");

    private final Instant start;
    private final Ids ids;
    private final Calls calls;
    private final Environment shop = Environment.named(CLOUD, "shop", "shop-api");
    private final Member deployBot;
    private final Member terraform;
    private final Member cleaner;
    private final Member alice;
    private final Member bob;
    private final Member application;
    private final Member scaling;

    ShopAccount(Trail trail, Ids ids, Instant start) {
        this.start = start;
        this.ids = ids;
        this.calls = new Calls(CLOUD, ids);
        this.deployBot =
                agent("deploy-bot", "16 deployments a day, retires old task definitions", trail);
        this.terraform =
                agent("terraform-pipeline", "three applies a day, replaces what it made", trail);
        this.cleaner =
                agent("cost-cleaner", "deletes old snapshots and idle volumes once a day", trail);
        this.alice = person("alice", trail);
        this.bob = person("bob", trail);
        this.application = service("shop-api", "uses its tables and its database all day", trail);
        this.scaling =
                service("auto scaling", "starts and terminates instances with the load", trail);
    }

    private static Member agent(String name, String habit, Trail trail) {
        return new Member(name, Member.Kind.AGENT, CLOUD, habit, trail);
    }

    private static Member person(String name, Trail trail) {
        return new Member(
                name, Member.Kind.PERSON, CLOUD, "works in the console, changes little", trail);
    }

    private static Member service(String name, String habit, Trail trail) {
        return new Member(name, Member.Kind.SERVICE, CLOUD, habit, trail);
    }

    List<Member> members() {
        return List.of(deployBot, terraform, cleaner, alice, bob, application, scaling);
    }

    void play(int everySeconds) {
        deploy();
        applyTerraform();
        clean();
        scale();
        work(alice, "alice@example.com", 13);
        work(bob, "bob@example.com", 14);
        List<Call> reads = new ArrayList<>();
        reads.add(calls.getSecret("shop/db"));
        shop.tables().forEach(table -> reads.add(calls.describeTable(table)));
        reads.add(calls.describeDatabase(shop.database()));
        new Application(application, CLOUD, "ShopApiTask", reads)
                .play(start, start.plus(BillingAccount.INCIDENT_AFTER), everySeconds);
    }

    private void deploy() {
        for (int run = 0; run < 16; run++) {
            Instant at = start.plus(Duration.ofHours(8).plusMinutes(47L * run));
            Caller bot =
                    Caller.ofRole(
                            CLOUD,
                            "DeployBot",
                            "ci-" + (48_210 + run),
                            at.minusSeconds(30),
                            Clients.GITHUB_ACTIONS,
                            "20.55.12." + (10 + run),
                            null);
            String service = SERVICES.get(run % SERVICES.size());
            int revision = 200 + run / SERVICES.size();
            deployBot.call(at, bot, calls.putImage(service, "v" + (900 + run)));
            deployBot.call(
                    at.plusSeconds(20), bot, calls.registerTaskDefinition(service, revision));
            deployBot.call(
                    at.plusSeconds(24),
                    bot,
                    calls.updateService("shop", service, service + ":" + revision));
            deployBot.call(at.plusSeconds(30), bot, calls.describeServices("shop", service));
            deployBot.call(at.plusSeconds(70), bot, calls.describeServices("shop", service));
            deployBot.call(
                    at.plusSeconds(110),
                    bot,
                    calls.deregisterTaskDefinition(service, revision - 3));
            deployBot.call(
                    at.plusSeconds(130),
                    bot,
                    calls.updateFunctionCode("shop-mailer", String.valueOf(300 + run)));
        }
    }

    /** Each apply makes things; the last one replaces what the first one made. */
    private void applyTerraform() {
        List<String> groups = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            Instant at = start.plus(Duration.ofHours(9 + 4L * run).plusMinutes(5));
            Caller pipeline =
                    Caller.ofRole(
                            CLOUD,
                            "TerraformPipeline",
                            "tf-apply-" + (7_300 + run),
                            at.minusSeconds(60),
                            Clients.TERRAFORM,
                            "10.9.1.14",
                            null);
            for (int i = 0; i < 40; i++) {
                terraform.call(at.plusMillis(400L * i), pipeline, refresh(i));
            }
            Instant apply = at.plusSeconds(30);
            for (int i = 0; i < 8; i++) {
                String group = ids.ec2("sg");
                groups.add(group);
                terraform.call(
                        apply.plusMillis(900L * i),
                        pipeline,
                        calls.createSecurityGroup(group, "shop-" + run + "-" + i));
            }
            String table = "shop-cache-" + run;
            terraform.call(apply.plusSeconds(9), pipeline, calls.createTable(table));
            if (run == 2) {
                replaceFirstRun(apply.plusSeconds(20), pipeline, groups.subList(0, 8));
            }
        }
    }

    private Call refresh(int i) {
        return i % 2 == 0
                ? Call.read("ec2", "DescribeSecurityGroups", "securityGroupSet", Call.map())
                : calls.describeTable(shop.tables().get(i % 4 / 2));
    }

    private void replaceFirstRun(Instant at, Caller pipeline, List<String> groups) {
        for (int i = 0; i < groups.size(); i++) {
            Call delete = calls.deleteSecurityGroup(groups.get(i));
            Instant moment = at.plusMillis(700L * i);
            if (i % 3 == 0) {
                terraform.call(moment, pipeline, inUse(delete, groups.get(i)));
                moment = moment.plusSeconds(12);
            }
            terraform.call(moment, pipeline, delete);
        }
        terraform.call(at.plusSeconds(16), pipeline, calls.deleteTable("shop-cache-0"));
    }

    static Call inUse(Call delete, String resource) {
        return delete.failing(
                "Client.DependencyViolation", "resource " + resource + " has a dependent object");
    }

    /** Old, unused things that it did not make: foreign, but nobody's. */
    private void clean() {
        Instant at = start.plus(Duration.ofHours(5));
        Caller janitor =
                Caller.ofRole(
                        CLOUD,
                        "CostOptimizer",
                        "cost-cleaner",
                        at.minusSeconds(5),
                        Clients.BOTO,
                        "10.9.8.7",
                        null);
        cleaner.call(at, janitor, Call.read("ec2", "DescribeSnapshots", "ownersSet", Call.map()));
        cleaner.call(at.plusSeconds(1), janitor, Call.read("ec2", "DescribeVolumes"));
        for (int i = 0; i < 24; i++) {
            String snapshot = ids.ec2("snap");
            Call delete = calls.deleteSnapshot(snapshot);
            cleaner.call(
                    at.plusSeconds(3 + 2L * i),
                    janitor,
                    i % 6 == 5
                            ? delete.failing(
                                    "Client.InvalidSnapshot.InUse",
                                    "The snapshot " + snapshot + " is currently in use by ami-0aa")
                            : delete);
        }
        for (int i = 0; i < 9; i++) {
            cleaner.call(at.plusSeconds(60 + 2L * i), janitor, calls.deleteVolume(ids.ec2("vol")));
        }
    }

    private void scale() {
        Caller autoScaling =
                Caller.ofService(
                        CLOUD,
                        "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
                        "AutoScaling",
                        start,
                        "autoscaling.amazonaws.com");
        for (int hour = 1; hour < 23; hour += 2) {
            Instant at = start.plus(Duration.ofHours(hour).plusMinutes(3));
            String instance = ids.ec2("i");
            scaling.call(at, autoScaling, calls.runInstances(instance, "m7g.large"));
            scaling.call(
                    at.plus(Duration.ofMinutes(95)),
                    autoScaling,
                    calls.terminateInstances(List.of(instance)));
        }
    }

    private void work(Member member, String alias, int fromHour) {
        Instant from = start.plus(Duration.ofHours(fromHour).plusMinutes(6));
        Caller console =
                Caller.inConsole(
                        CLOUD,
                        "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Developer_1a2b3c4d5e6f7a8b",
                        alias,
                        from,
                        Clients.BROWSER,
                        "198.51.100.7");
        new Person(
                        member,
                        console,
                        List.of(
                                calls.describeServices("shop", "shop-api"),
                                calls.describeDatabase(shop.database()),
                                Call.read("ec2", "DescribeInstances"),
                                Call.read("monitoring", "DescribeAlarms", "maxRecords", 100),
                                calls.describeTable(shop.tables().get(1))))
                .play(from.plusSeconds(8), from.plus(Duration.ofHours(8)));
    }
}
