package io.fusewire.detector.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * Streams that look like damage and are ordinary work.
 *
 * <p>H5, the approved destroy, is not here: without approvals it is S2.
 */
final class OrdinaryWork {

    private OrdinaryWork() {}

    /**
     * Pairs of a create and the delete that undoes it, over many types, as Terraform makes them.
     */
    private static void pairs(Aws aws, int copies, List<Call> creates, List<Call> deletes) {
        for (int i = 0; i < copies; i++) {
            String vpc = Aws.id("vpc", 100 + i);
            String subnet = Aws.id("subnet", 100 + i);
            String gateway = Aws.id("igw", 100 + i);
            String name = "test-" + (char) ('a' + i);
            creates.add(aws.createVpc(vpc));
            deletes.add(aws.deleteVpc(vpc));
            creates.add(aws.createSubnet(subnet, vpc));
            deletes.add(aws.deleteSubnet(subnet));
            creates.add(aws.createSecurityGroup(Aws.id("sg", 100 + i), vpc));
            deletes.add(aws.deleteSecurityGroup(Aws.id("sg", 100 + i)));
            creates.add(aws.createInternetGateway(gateway));
            deletes.add(aws.deleteInternetGateway(gateway));
            creates.add(aws.attachInternetGateway(gateway, vpc));
            deletes.add(aws.detachInternetGateway(gateway, vpc));
            creates.add(aws.createRouteTable(Aws.id("rtb", 100 + i), vpc));
            deletes.add(aws.deleteRouteTable(Aws.id("rtb", 100 + i)));
            creates.add(aws.allocateAddress(Aws.id("eipalloc", 100 + i)));
            deletes.add(aws.releaseAddress(Aws.id("eipalloc", 100 + i)));
            creates.add(aws.createNatGateway(Aws.id("nat", 100 + i), subnet));
            deletes.add(aws.deleteNatGateway(Aws.id("nat", 100 + i)));
            creates.add(aws.createLaunchTemplate(Aws.id("lt", 100 + i), name));
            deletes.add(aws.deleteLaunchTemplate(Aws.id("lt", 100 + i)));
            creates.add(aws.runInstances(Aws.ids("i", 100 + 3 * i, 3)));
            deletes.add(aws.terminateInstances(Aws.ids("i", 100 + 3 * i, 3)));
            creates.add(aws.createVolume(Aws.id("vol", 100 + i)));
            deletes.add(aws.deleteVolume(Aws.id("vol", 100 + i)));
            creates.add(aws.createSnapshot(Aws.id("snap", 100 + i), Aws.id("vol", 100 + i)));
            deletes.add(aws.deleteSnapshot(Aws.id("snap", 100 + i)));
            creates.add(aws.createLoadBalancer(name));
            deletes.add(aws.deleteLoadBalancer(name));
            creates.add(aws.createTargetGroup(name));
            deletes.add(aws.deleteTargetGroup(name));
            creates.add(aws.createListener(name));
            deletes.add(aws.deleteListener(name));
            creates.add(aws.createCluster(name));
            deletes.add(aws.deleteCluster(name));
            creates.add(aws.registerTaskDefinition(name));
            deletes.add(aws.deregisterTaskDefinition(name));
            creates.add(aws.createService(name, name));
            deletes.add(aws.scaleServiceToZero(name, name));
            deletes.add(aws.deleteService(name, name));
            creates.add(aws.createDatabase(name));
            deletes.add(aws.deleteDatabase(name));
            creates.add(aws.createTable(name));
            deletes.add(aws.deleteTable(name));
            creates.add(aws.createBucket(name + "-bucket"));
            deletes.add(aws.deleteBucket(name + "-bucket"));
            creates.add(aws.createAutoScalingGroup(name));
            deletes.add(aws.deleteAutoScalingGroup(name));
            creates.add(aws.createRole(name));
            deletes.add(aws.deleteRole(name));
            creates.add(aws.createFunction(name));
            deletes.add(aws.deleteFunction(name));
            creates.add(aws.createLogGroup("/" + name));
            deletes.add(aws.deleteLogGroup("/" + name));
            creates.add(aws.createQueue(name));
            deletes.add(aws.deleteQueue(name));
            creates.add(aws.createTopic(name));
            deletes.add(aws.deleteTopic(name));
            creates.add(aws.putRule(name));
            deletes.add(aws.deleteRule(name));
            creates.add(aws.createSecret(name));
            deletes.add(aws.deleteSecret(name));
        }
    }

    /**
     * H1: Terraform makes an environment and destroys it half an hour later, 60 deletes in a
     * minute, throttled ones between them; by a user that at other times does other things.
     */
    static Story terraformCleanUp(Place place) {
        Story story = new Story("H1" + place, Variant.POLICY);
        Caller user = Caller.user(place, "tester").using(Caller.TERRAFORM);
        List<Call> creates = new ArrayList<>();
        List<Call> deletes = new ArrayList<>();
        pairs(new Aws(place), 2, creates, deletes);
        for (int i = 0; i < creates.size(); i++) {
            story.tell(i, user, creates.get(i));
        }
        for (int i = 0; i < deletes.size(); i++) {
            if (i % 4 == 0) {
                story.tell(1_800 + i, user, deletes.get(i).throttled());
            }
            story.tell(1_801 + i, user, deletes.get(i));
        }
        return story;
    }

    /** H1 through a role whose runs have names of their own. */
    static Story terraformCleanUpInTwoRuns(Place place) {
        Story story = new Story("H1-runs" + place, Variant.POLICY);
        Caller first = Caller.role(place, "TerraformRunner", "run-4711", Story.at(-60));
        Caller second = Caller.role(place, "TerraformRunner", "run-4712", Story.at(1_700));
        List<Call> creates = new ArrayList<>();
        List<Call> deletes = new ArrayList<>();
        pairs(new Aws(place), 2, creates, deletes);
        for (int i = 0; i < creates.size(); i++) {
            story.tell(i, first.using(Caller.TERRAFORM), creates.get(i));
        }
        for (int i = 0; i < deletes.size(); i++) {
            story.tell(1_800 + i, second.using(Caller.TERRAFORM), deletes.get(i));
        }
        return story;
    }

    /** H2: a cron job's burst of snapshot deletions at the same hours, every one failing. */
    static Story failingSnapshotSweeps(Place place) {
        Story story = new Story("H2" + place, Variant.POLICY);
        Aws aws = new Aws(place);
        Caller cron = Caller.role(place, "SnapshotCron", "i-0abc1234567890def", Story.at(0));
        for (int day = 0; day < 5; day++) {
            for (int i = 0; i < 22; i++) {
                story.tell(
                        Story.days(day) + i / 4,
                        cron,
                        aws.deleteSnapshot(Aws.id("snap", i))
                                .failing("Client.InvalidSnapshot.InUse"));
            }
        }
        return story;
    }

    /** The twin of H2 that must trip: the same burst, succeeding, on backups of others. */
    static Story snapshotSweep(Place place) {
        Story story = new Story("H2-twin" + place, Variant.POLICY);
        Aws aws = new Aws(place);
        Caller backup = Caller.role(place, "Backup", "backup", Story.at(-60));
        Caller cron = Caller.role(place, "SnapshotCron", "i-0abc1234567890def", Story.at(0));
        for (int i = 0; i < 60; i++) {
            story.tell(
                    -Story.days(2) + i,
                    backup,
                    aws.createSnapshot(Aws.id("snap", i), Aws.id("vol", i)));
            story.tell(
                    -Story.hours(1) + i,
                    backup,
                    Call.read(
                            "ec2",
                            "DescribeSnapshots",
                            "{'snapshotSet':{'items':[{'snapshotId':'"
                                    + Aws.id("snap", i)
                                    + "'}]}}"));
        }
        for (int i = 0; i < 60; i++) {
            story.tell(i / 4, cron, aws.deleteSnapshot(Aws.id("snap", i)));
        }
        return story;
    }

    /** H3: a small group of own resources deleted and made again under the same names. */
    static Story ownRedeploy(Place place) {
        Story story = new Story("H3" + place, Variant.POLICY);
        Aws aws = new Aws(place);
        Caller agent = Caller.role(place, "agents/fixer", "fixer", Story.at(-60));
        for (int day = 0; day < 4; day++) {
            long at = Story.days(day);
            story.tell(at, agent, aws.createLoadBalancer("preview"));
            story.tell(at + 2, agent, aws.createTargetGroup("preview"));
            story.tell(at + 4, agent, aws.createService("dev", "preview"));
            story.tell(at + 6, agent, aws.createTable("preview"));
            story.tell(at + 600, agent, aws.deleteService("dev", "preview"));
            story.tell(at + 602, agent, aws.deleteTargetGroup("preview"));
            story.tell(at + 604, agent, aws.deleteLoadBalancer("preview"));
            story.tell(at + 606, agent, aws.deleteTable("preview"));
            story.tell(at + 640, agent, aws.createLoadBalancer("preview"));
            story.tell(at + 642, agent, aws.createTargetGroup("preview"));
            story.tell(at + 644, agent, aws.createService("dev", "preview"));
            story.tell(at + 646, agent, aws.createTable("preview"));
            story.tell(at + 3_000, agent, aws.deleteService("dev", "preview"));
            story.tell(at + 3_002, agent, aws.deleteTargetGroup("preview"));
            story.tell(at + 3_004, agent, aws.deleteLoadBalancer("preview"));
            story.tell(at + 3_006, agent, aws.deleteTable("preview"));
        }
        return story;
    }

    /** H4: environments made, used and torn down all day, with failing retries. */
    static Story ephemeralEnvironments(Place place) {
        Story story = new Story("H4" + place, Variant.POLICY);
        Aws aws = new Aws(place);
        for (int cycle = 0; cycle < 24; cycle++) {
            long at = Story.hours(cycle);
            // Each pull request's run is a session of its own.
            Caller pipeline =
                    Caller.role(
                            place, "PreviewEnvironments", "pr-" + (300 + cycle), Story.at(at - 5));
            List<String> instances = Aws.ids("i", 1_000 + 5 * cycle, 5);
            String group = Aws.id("sg", 1_000 + cycle);
            String database = "pr-" + (300 + cycle);
            story.tell(at, pipeline, aws.createSecurityGroup(group, "vpc-0abc1234"));
            story.tell(at + 1, pipeline, aws.runInstances(instances));
            story.tell(at + 2, pipeline, aws.createDatabase(database));
            story.tell(at + 900, pipeline, aws.describeDatabase(database));
            story.tell(at + 2_400, pipeline, aws.terminateInstances(instances));
            story.tell(at + 2_401, pipeline, aws.deleteDatabase(database));
            for (int retry = 0; retry < 6; retry++) {
                story.tell(
                        at + 2_402 + 10 * retry,
                        pipeline,
                        aws.deleteSecurityGroup(group).failing("Client.DependencyViolation"));
            }
            story.tell(at + 2_470, pipeline, aws.deleteSecurityGroup(group));
        }
        return story;
    }

    /** H6: about a hundred creates in two minutes. */
    static Story massCreate(Place place) {
        Story story = new Story("H6" + place, Variant.POLICY);
        Caller runner =
                Caller.role(place, "TerraformRunner", "run-5000", Story.at(-60))
                        .using(Caller.TERRAFORM);
        List<Call> creates = new ArrayList<>();
        pairs(new Aws(place), 4, creates, new ArrayList<>());
        for (int i = 0; i < creates.size(); i++) {
            story.tell(i, runner, creates.get(i));
        }
        return story;
    }

    /**
     * H7: Auto Scaling ends instances, a scheduler stops a group, a person takes a stack down
     * through CloudFormation.
     */
    static Story serviceWork(Place place) {
        Story story = new Story("H7" + place, Variant.POLICY);
        Aws aws = new Aws(place);
        Caller scaling =
                Caller.role(
                                place,
                                "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
                                "AutoScaling",
                                Story.at(-60))
                        .on("autoscaling.amazonaws.com");
        Caller person = Caller.person(place, "Developer", Variant.PERSON, Story.at(-60));
        story.tell(0, scaling, aws.runInstances(Aws.ids("i", 0, 40)));
        story.tell(3_600, scaling, aws.terminateInstances(Aws.ids("i", 0, 20)));
        story.tell(3_660, scaling, aws.terminateInstances(Aws.ids("i", 20, 20)));
        // A group that was there before the stream.
        story.tell(3_700, scaling, aws.terminateInstances(Aws.ids("i", 500, 50)));
        Caller scheduler =
                Caller.role(place, "InstanceScheduler", "scheduler", Story.at(3_700))
                        .using(Caller.BOTO);
        story.tell(4_000, scheduler, aws.stopInstances(Aws.ids("i", 600, 30)));
        story.tell(5_000, person, aws.deleteStack("demo"));
        Caller cascade = person.on("cloudformation.amazonaws.com");
        for (int i = 0; i < 12; i++) {
            story.tell(5_010 + i, cascade, aws.deleteFunction("demo-function-" + i));
            story.tell(5_030 + i, cascade, aws.deleteTable("demo-table-" + i));
        }
        return story;
    }

    /** H8: an expired permission makes an agent fail hundreds of calls. */
    static Story errorStorm(Place place) {
        Story story = new Story("H8" + place, Variant.POLICY);
        Aws aws = new Aws(place);
        Caller agent = Caller.role(place, "agents/fixer", "fixer", Story.at(-60));
        for (int i = 0; i < 300; i++) {
            Call call =
                    switch (i % 4) {
                        case 0 -> aws.describeTable("t" + i);
                        case 1 -> aws.createTable("t" + i);
                        case 2 -> aws.scaleServiceToZero("dev", "s" + i);
                        default -> aws.createSnapshot(Aws.id("snap", i), Aws.id("vol", i));
                    };
            story.tell(i, agent, call.denied());
        }
        return story;
    }

    /** The nightly teardown that its class is made for. */
    static Story nightlyTeardown(Place place) {
        Story story = new Story("nightly" + place, Variant.POLICY);
        Aws aws = new Aws(place);
        for (int night = 0; night < 3; night++) {
            long evening = Story.days(night) + Story.hours(10);
            Caller developers =
                    Caller.role(place, "Developer", "dev-" + night, Story.at(Story.days(night)));
            Caller teardown =
                    Caller.role(place, "NightlyTeardown", "night-" + night, Story.at(evening));
            List<String> instances = Aws.ids("i", 2_000 + 10 * night, 10);
            story.tell(Story.days(night), developers, aws.runInstances(instances));
            story.tell(evening, teardown, aws.terminateInstances(instances));
        }
        return story;
    }
}
