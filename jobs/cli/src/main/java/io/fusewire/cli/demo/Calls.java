package io.fusewire.cli.demo;

import static io.fusewire.cli.demo.Call.items;
import static io.fusewire.cli.demo.Call.map;
import static io.fusewire.cli.demo.Call.write;

import java.util.List;
import java.util.Map;

/** The calls that the fleet makes, each with the parameters and the response that AWS records. */
final class Calls {

    private final Cloud cloud;
    private final Ids ids;

    Calls(Cloud cloud, Ids ids) {
        this.cloud = cloud;
        this.ids = ids;
    }

    // EC2

    Call runInstances(String instance, String type) {
        Map<String, Object> made =
                map(
                        "instanceId",
                        instance,
                        "imageId",
                        "ami-0c101f26f147fa7fd",
                        "instanceState",
                        map("code", 0, "name", "pending"),
                        "instanceType",
                        type,
                        "vpcId",
                        cloud.vpc());
        return write(
                "ec2",
                "RunInstances",
                map(
                        "instancesSet",
                        items(
                                List.of(
                                        map(
                                                "imageId",
                                                "ami-0c101f26f147fa7fd",
                                                "minCount",
                                                1,
                                                "maxCount",
                                                1))),
                        "instanceType",
                        type,
                        "clientToken",
                        ids.uuid()),
                map(
                        "requestId",
                        ids.uuid(),
                        "reservationId",
                        ids.ec2("r"),
                        "ownerId",
                        cloud.account(),
                        "instancesSet",
                        items(List.of(made))));
    }

    Call terminateInstances(List<String> instances) {
        List<Map<String, Object>> asked =
                instances.stream().map(id -> map("instanceId", id)).toList();
        List<Map<String, Object>> answered =
                instances.stream()
                        .map(
                                id ->
                                        map(
                                                "instanceId",
                                                id,
                                                "currentState",
                                                map("code", 32, "name", "shutting-down"),
                                                "previousState",
                                                map("code", 16, "name", "running")))
                        .toList();
        return write(
                "ec2",
                "TerminateInstances",
                map("instancesSet", items(asked)),
                map("requestId", ids.uuid(), "instancesSet", items(answered)));
    }

    Call createSecurityGroup(String group, String name) {
        return write(
                "ec2",
                "CreateSecurityGroup",
                map("groupName", name, "groupDescription", name, "vpcId", cloud.vpc()),
                map(
                        "requestId",
                        ids.uuid(),
                        "_return",
                        true,
                        "groupId",
                        group,
                        "securityGroupArn",
                        cloud.arn("ec2", "security-group/" + group)));
    }

    Call deleteSecurityGroup(String group) {
        return write("ec2", "DeleteSecurityGroup", map("groupId", group), done());
    }

    Call deleteVolume(String volume) {
        return write("ec2", "DeleteVolume", map("volumeId", volume), done());
    }

    Call createSnapshot(String volume, String snapshot) {
        return write(
                "ec2",
                "CreateSnapshot",
                map("volumeId", volume, "description", "nightly backup of " + volume),
                map(
                        "requestId",
                        ids.uuid(),
                        "snapshotId",
                        snapshot,
                        "volumeId",
                        volume,
                        "status",
                        "pending",
                        "ownerId",
                        cloud.account(),
                        "volumeSize",
                        "100"));
    }

    Call deleteSnapshot(String snapshot) {
        return write("ec2", "DeleteSnapshot", map("snapshotId", snapshot), done());
    }

    private Map<String, Object> done() {
        return map("requestId", ids.uuid(), "_return", true);
    }

    // RDS

    Call createDatabase(String name) {
        return write(
                "rds",
                "CreateDBInstance",
                map(
                        "dBInstanceIdentifier",
                        name,
                        "allocatedStorage",
                        100,
                        "dBInstanceClass",
                        "db.m6g.large",
                        "engine",
                        "postgres",
                        "masterUsername",
                        "app",
                        "masterUserPassword",
                        "HIDDEN_DUE_TO_SECURITY_REASONS",
                        "deletionProtection",
                        false),
                database(name, "creating"));
    }

    Call dropDeletionProtectionOfDatabase(String name) {
        return write(
                "rds",
                "ModifyDBInstance",
                map(
                        "dBInstanceIdentifier",
                        name,
                        "deletionProtection",
                        false,
                        "applyImmediately",
                        true,
                        "allowMajorVersionUpgrade",
                        false),
                database(name, "available"));
    }

    Call deleteDatabase(String name) {
        return write(
                "rds",
                "DeleteDBInstance",
                map(
                        "dBInstanceIdentifier",
                        name,
                        "skipFinalSnapshot",
                        true,
                        "deleteAutomatedBackups",
                        true),
                database(name, "deleting"));
    }

    Call describeDatabase(String name) {
        return Call.read("rds", "DescribeDBInstances", "dBInstanceIdentifier", name);
    }

    private Map<String, Object> database(String name, String status) {
        return map(
                "dBInstanceIdentifier",
                name,
                "dBInstanceClass",
                "db.m6g.large",
                "engine",
                "postgres",
                "dBInstanceStatus",
                status,
                "dBInstanceArn",
                cloud.arn("rds", "db:" + name),
                "dbiResourceId",
                Ids.of(cloud.account() + name).iam("db-"));
    }

    // DynamoDB

    Call createTable(String name) {
        return write(
                        "dynamodb",
                        "CreateTable",
                        map(
                                "tableName",
                                name,
                                "attributeDefinitions",
                                List.of(map("attributeName", "id", "attributeType", "S")),
                                "keySchema",
                                List.of(map("attributeName", "id", "keyType", "HASH")),
                                "billingMode",
                                "PAY_PER_REQUEST"),
                        table(name, "CREATING"))
                .about(cloud.arn("dynamodb", "table/" + name), "AWS::DynamoDB::Table");
    }

    Call deleteTable(String name) {
        return write("dynamodb", "DeleteTable", map("tableName", name), table(name, "DELETING"))
                .about(cloud.arn("dynamodb", "table/" + name), "AWS::DynamoDB::Table");
    }

    Call describeTable(String name) {
        return Call.read("dynamodb", "DescribeTable", "tableName", name)
                .about(cloud.arn("dynamodb", "table/" + name), "AWS::DynamoDB::Table");
    }

    private Map<String, Object> table(String name, String status) {
        return map(
                "tableDescription",
                map(
                        "tableName",
                        name,
                        "tableArn",
                        cloud.arn("dynamodb", "table/" + name),
                        "tableId",
                        Ids.of(cloud.account() + name).uuid(),
                        "tableStatus",
                        status));
    }

    // ECS

    Call createService(String cluster, String service, String taskDefinition) {
        return write(
                "ecs",
                "CreateService",
                map(
                        "cluster",
                        cluster,
                        "serviceName",
                        service,
                        "taskDefinition",
                        taskDefinition,
                        "desiredCount",
                        3,
                        "launchType",
                        "FARGATE"),
                service(cluster, service, "ACTIVE"));
    }

    Call updateService(String cluster, String service, String taskDefinition) {
        return write(
                "ecs",
                "UpdateService",
                map("cluster", cluster, "service", service, "taskDefinition", taskDefinition),
                service(cluster, service, "ACTIVE"));
    }

    Call deleteService(String cluster, String service) {
        return write(
                "ecs",
                "DeleteService",
                map("cluster", cluster, "service", service, "force", true),
                service(cluster, service, "DRAINING"));
    }

    Call describeServices(String cluster, String service) {
        return Call.read(
                "ecs", "DescribeServices", "cluster", cluster, "services", List.of(service));
    }

    Call registerTaskDefinition(String family, int revision) {
        return write(
                "ecs",
                "RegisterTaskDefinition",
                map(
                        "family",
                        family,
                        "cpu",
                        "512",
                        "memory",
                        "1024",
                        "requiresCompatibilities",
                        List.of("FARGATE")),
                taskDefinition(family, revision, "ACTIVE"));
    }

    Call deregisterTaskDefinition(String family, int revision) {
        return write(
                "ecs",
                "DeregisterTaskDefinition",
                map("taskDefinition", family + ":" + revision),
                taskDefinition(family, revision, "INACTIVE"));
    }

    private Map<String, Object> service(String cluster, String service, String status) {
        return map(
                "service",
                map(
                        "serviceName",
                        service,
                        "serviceArn",
                        cloud.arn("ecs", "service/" + cluster + "/" + service),
                        "clusterArn",
                        cloud.arn("ecs", "cluster/" + cluster),
                        "status",
                        status));
    }

    private Map<String, Object> taskDefinition(String family, int revision, String status) {
        return map(
                "taskDefinition",
                map(
                        "taskDefinitionArn",
                        cloud.arn("ecs", "task-definition/" + family + ":" + revision),
                        "family",
                        family,
                        "revision",
                        revision,
                        "status",
                        status));
    }

    // Elastic Load Balancing v2. ARNs end in an id that the service draws.

    String loadBalancerArn(String name, String id) {
        return cloud.arn("elasticloadbalancing", "loadbalancer/app/" + name + "/" + id);
    }

    String targetGroupArn(String name, String id) {
        return cloud.arn("elasticloadbalancing", "targetgroup/" + name + "/" + id);
    }

    String listenerArn(String name, String id) {
        return cloud.arn(
                "elasticloadbalancing",
                "listener/app/" + name + "/" + id + "/" + "f2f7dc8efc522ab2");
    }

    Call createLoadBalancer(String name, String id) {
        return write(
                "elasticloadbalancing",
                "CreateLoadBalancer",
                map("name", name, "scheme", "internet-facing", "type", "application"),
                map(
                        "loadBalancers",
                        List.of(
                                map(
                                        "loadBalancerArn",
                                        loadBalancerArn(name, id),
                                        "loadBalancerName",
                                        name,
                                        "type",
                                        "application",
                                        "state",
                                        map("code", "provisioning"),
                                        "vpcId",
                                        cloud.vpc()))));
    }

    Call dropDeletionProtectionOfLoadBalancer(String name, String id) {
        Map<String, Object> attribute = map("key", "deletion_protection.enabled", "value", "false");
        return write(
                "elasticloadbalancing",
                "ModifyLoadBalancerAttributes",
                map("loadBalancerArn", loadBalancerArn(name, id), "attributes", List.of(attribute)),
                map("attributes", List.of(attribute)));
    }

    Call deleteLoadBalancer(String name, String id) {
        return write(
                "elasticloadbalancing",
                "DeleteLoadBalancer",
                map("loadBalancerArn", loadBalancerArn(name, id)),
                null);
    }

    Call createTargetGroup(String name, String id) {
        return write(
                "elasticloadbalancing",
                "CreateTargetGroup",
                map("name", name, "protocol", "HTTP", "port", 8080, "vpcId", cloud.vpc()),
                map(
                        "targetGroups",
                        List.of(
                                map(
                                        "targetGroupArn",
                                        targetGroupArn(name, id),
                                        "targetGroupName",
                                        name,
                                        "protocol",
                                        "HTTP",
                                        "port",
                                        8080))));
    }

    Call deleteTargetGroup(String name, String id) {
        return write(
                "elasticloadbalancing",
                "DeleteTargetGroup",
                map("targetGroupArn", targetGroupArn(name, id)),
                null);
    }

    Call createListener(String name, String id, String targetGroupArn) {
        return write(
                "elasticloadbalancing",
                "CreateListener",
                map(
                        "loadBalancerArn",
                        loadBalancerArn(name, id),
                        "protocol",
                        "HTTPS",
                        "port",
                        443,
                        "defaultActions",
                        List.of(map("type", "forward", "targetGroupArn", targetGroupArn))),
                map(
                        "listeners",
                        List.of(
                                map(
                                        "listenerArn",
                                        listenerArn(name, id),
                                        "loadBalancerArn",
                                        loadBalancerArn(name, id),
                                        "port",
                                        443,
                                        "protocol",
                                        "HTTPS"))));
    }

    Call deleteListener(String name, String id) {
        return write(
                "elasticloadbalancing",
                "DeleteListener",
                map("listenerArn", listenerArn(name, id)),
                null);
    }

    Call describeLoadBalancer(String name) {
        return Call.read("elasticloadbalancing", "DescribeLoadBalancers", "names", List.of(name));
    }

    Call describeTargetHealth(String targetGroupArn) {
        return Call.read(
                "elasticloadbalancing", "DescribeTargetHealth", "targetGroupArn", targetGroupArn);
    }

    Call registerTarget(String targetGroupArn, String address) {
        return write(
                "elasticloadbalancing",
                "RegisterTargets",
                map(
                        "targetGroupArn",
                        targetGroupArn,
                        "targets",
                        List.of(map("id", address, "port", 8080))),
                null);
    }

    // The rest

    Call getSecret(String name) {
        return Call.read(
                "secretsmanager",
                "GetSecretValue",
                "secretId",
                cloud.arn("secretsmanager", "secret:" + name));
    }

    Call describeStack(String name) {
        return Call.read("cloudformation", "DescribeStacks", "stackName", name);
    }

    Call putImage(String repository, String tag) {
        return write(
                "ecr",
                "PutImage",
                map("registryId", cloud.account(), "repositoryName", repository, "imageTag", tag),
                map(
                        "image",
                        map(
                                "registryId",
                                cloud.account(),
                                "repositoryName",
                                repository,
                                "imageId",
                                map(
                                        "imageDigest",
                                        "sha256:" + Ids.of(repository + tag).hex(64),
                                        "imageTag",
                                        tag))));
    }

    Call updateFunctionCode(String function, String version) {
        return write(
                "lambda",
                "UpdateFunctionCode20150331v2",
                map("functionName", function, "publish", true, "dryRun", false),
                map(
                        "functionName",
                        function,
                        "functionArn",
                        cloud.arn("lambda", "function:" + function),
                        "runtime",
                        "java21",
                        "version",
                        version));
    }

    Call createQueue(String name) {
        return write("sqs", "CreateQueue", map("queueName", name), map("queueUrl", queueUrl(name)));
    }

    Call deleteQueue(String name) {
        return write("sqs", "DeleteQueue", map("queueUrl", queueUrl(name)), null);
    }

    private String queueUrl(String name) {
        return "https://" + cloud.endpoint("sqs") + "/" + cloud.account() + "/" + name;
    }
}
