package io.fusewire.cli.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The incident: asked to fix a service, an agent that holds its operator's role deletes the
 * environment and makes it anew.
 *
 * <p>The order of calls follows what is publicly known of such a case in December 2025 and what the
 * services demand; no log of it is public, so the calls are inferred.
 */
final class DeleteAndRecreate {

    private final Cloud cloud;
    private final Environment environment;
    private final Calls calls;
    private final Member agent;
    private final Caller caller;
    private final List<Step> steps = new ArrayList<>();

    /** From this second on it takes protection away and deletes: what is played as it happens. */
    static final int HARM_FROM_SECOND = 53;

    /**
     * One call.
     *
     * @param atSecond since the incident began
     * @param caller the agent's session, with the tool's user agent
     */
    record Step(int atSecond, Caller caller, Call call) {

        /** Whether it takes something away if it succeeds. */
        boolean isLoss() {
            return call.name().startsWith("Delete") && call.errorCode() == null;
        }
    }

    /**
     * @param agent who does it
     * @param caller the agent's session; its user agent is replaced by that of each command
     */
    DeleteAndRecreate(Cloud cloud, Environment environment, Ids ids, Member agent, Caller caller) {
        this.cloud = cloud;
        this.environment = environment;
        this.calls = new Calls(cloud, ids);
        this.agent = agent;
        this.caller = caller;
        lookAround();
        removeProtection();
        delete();
        recreate();
    }

    /** Writes the whole incident down, as it goes if nothing stops it. */
    void play(Instant start) {
        steps.forEach(
                step -> agent.call(start.plusSeconds(step.atSecond()), step.caller(), step.call()));
    }

    /** Writes down how it begins: the agent looks around. */
    void playBeginning(Instant start) {
        steps.stream()
                .filter(step -> step.atSecond() < HARM_FROM_SECOND)
                .forEach(
                        step ->
                                agent.call(
                                        start.plusSeconds(step.atSecond()),
                                        step.caller(),
                                        step.call()));
    }

    /** What follows the beginning. */
    List<Step> harm() {
        return steps.stream().filter(step -> step.atSecond() >= HARM_FROM_SECOND).toList();
    }

    /** How many resources the agent deletes if nothing stops it. */
    int resourcesDeleted() {
        return 5 + environment.tables().size();
    }

    private void lookAround() {
        String service = environment.service();
        step(0, "sts.get-caller-identity", Call.read("sts", "GetCallerIdentity"));
        step(3, "ecs.describe-services", calls.describeServices(environment.cluster(), service));
        step(9, "ecs.list-tasks", Call.read("ecs", "ListTasks", "cluster", environment.cluster()));
        step(16, "elbv2.describe-load-balancers", calls.describeLoadBalancer(service));
        step(
                22,
                "elbv2.describe-target-health",
                calls.describeTargetHealth(environment.targetGroupArn(calls)));
        step(30, "rds.describe-db-instances", calls.describeDatabase(environment.database()));
        for (int i = 0; i < environment.tables().size(); i++) {
            step(
                    35 + 3 * i,
                    "dynamodb.describe-table",
                    calls.describeTable(environment.tables().get(i)));
        }
        step(
                48,
                "cloudformation.describe-stacks",
                calls.describeStack(environment.cluster())
                        .failing(
                                "ValidationException",
                                "Stack with id " + environment.cluster() + " does not exist"));
    }

    private void removeProtection() {
        String service = environment.service();
        String database = environment.database();
        step(
                55,
                "elbv2.delete-load-balancer",
                calls.deleteLoadBalancer(service, environment.balancerId())
                        .failing(
                                "OperationNotPermittedException",
                                "Load balancer '"
                                        + calls.loadBalancerArn(service, environment.balancerId())
                                        + "' cannot be deleted because deletion protection is enabled"));
        step(
                61,
                "elbv2.modify-load-balancer-attributes",
                calls.dropDeletionProtectionOfLoadBalancer(service, environment.balancerId()));
        step(63, "rds.modify-db-instance", calls.dropDeletionProtectionOfDatabase(database));
    }

    private void delete() {
        String service = environment.service();
        String id = environment.balancerId();
        step(65, "ecs.delete-service", calls.deleteService(environment.cluster(), service));
        step(69, "elbv2.delete-listener", calls.deleteListener(service, id));
        step(72, "elbv2.delete-target-group", calls.deleteTargetGroup(service, id));
        step(75, "elbv2.delete-load-balancer", calls.deleteLoadBalancer(service, id));
        int second = 80;
        for (String table : environment.tables()) {
            step(second, "dynamodb.delete-table", calls.deleteTable(table));
            second += 4;
        }
        step(90, "rds.delete-db-instance", calls.deleteDatabase(environment.database()));
    }

    private void recreate() {
        String service = environment.service();
        String id = Ids.of(cloud.account() + service + "again").hex(16);
        step(95, "elbv2.create-load-balancer", calls.createLoadBalancer(service, id));
        step(98, "elbv2.create-target-group", calls.createTargetGroup(service, id));
        step(
                102,
                "elbv2.create-listener",
                calls.createListener(service, id, calls.targetGroupArn(service, id)));
        int second = 106;
        for (String table : environment.tables()) {
            step(second, "dynamodb.create-table", calls.createTable(table));
            second += 4;
        }
        step(117, "rds.create-db-instance", calls.createDatabase(environment.database()));
        step(
                124,
                "ecs.create-service",
                calls.createService(environment.cluster(), service, service + ":42"));
    }

    private void step(int atSecond, String command, Call call) {
        steps.add(new Step(atSecond, caller.with(Clients.cli(command, "E,Z,AQ,b,n")), call));
    }
}
