package io.fusewire.detector.scenario;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** AWS calls with the parameters and answers that CloudTrail records of them. */
final class Aws {

    private static final String DONE = "{'requestId':'59dbff89','_return':true}";

    private final Place place;

    Aws(Place place) {
        this.place = place;
    }

    /** An EC2 id: prefix and seventeen hex digits. */
    static String id(String prefix, int number) {
        return prefix + "-0" + String.format(Locale.ROOT, "%016x", 0xabc000L + number);
    }

    // ECS

    Call describeService(String cluster, String service) {
        return Call.read(
                "ecs",
                "DescribeServices",
                "{'cluster':'" + cluster + "','services':['" + service + "']}");
    }

    Call createService(String cluster, String service) {
        return Call.write(
                "ecs",
                "CreateService",
                "{'cluster':'%1$s','serviceName':'%2$s','taskDefinition':'%2$s:1','desiredCount':2}"
                        .formatted(cluster, service),
                "{'service':{'serviceArn':'%s','serviceName':'%s','clusterArn':'%s','status':'ACTIVE'}}"
                        .formatted(
                                place.arn("ecs", "service/" + cluster + "/" + service),
                                service,
                                place.arn("ecs", "cluster/" + cluster)));
    }

    Call scaleServiceToZero(String cluster, String service) {
        return Call.write(
                "ecs",
                "UpdateService",
                "{'cluster':'%s','service':'%s','desiredCount':0}".formatted(cluster, service),
                "{'service':{'serviceName':'%s','desiredCount':0}}".formatted(service));
    }

    Call deleteService(String cluster, String service) {
        return Call.write(
                "ecs",
                "DeleteService",
                "{'cluster':'%s','service':'%s','force':true}".formatted(cluster, service),
                "{'service':{'serviceArn':'%s','status':'DRAINING'}}"
                        .formatted(place.arn("ecs", "service/" + cluster + "/" + service)));
    }

    Call registerTaskDefinition(String family) {
        return Call.write(
                "ecs",
                "RegisterTaskDefinition",
                "{'family':'%s','containerDefinitions':[{'name':'app','image':'app:1'}]}"
                        .formatted(family),
                "{'taskDefinition':{'taskDefinitionArn':'%s','family':'%s','revision':1}}"
                        .formatted(place.arn("ecs", "task-definition/" + family + ":1"), family));
    }

    Call deregisterTaskDefinition(String family) {
        return Call.write(
                "ecs",
                "DeregisterTaskDefinition",
                "{'taskDefinition':'%s:1'}".formatted(family),
                "{'taskDefinition':{'status':'INACTIVE'}}");
    }

    Call createCluster(String cluster) {
        return Call.write(
                "ecs",
                "CreateCluster",
                "{'clusterName':'%s'}".formatted(cluster),
                "{'cluster':{'clusterArn':'%s','clusterName':'%s','status':'ACTIVE'}}"
                        .formatted(place.arn("ecs", "cluster/" + cluster), cluster));
    }

    Call deleteCluster(String cluster) {
        return Call.write(
                "ecs",
                "DeleteCluster",
                "{'cluster':'%s'}".formatted(cluster),
                "{'cluster':{'clusterArn':'%s','status':'INACTIVE'}}"
                        .formatted(place.arn("ecs", "cluster/" + cluster)));
    }

    // Elastic Load Balancing v2

    private String loadBalancerArn(String name) {
        return place.arn("elasticloadbalancing", "loadbalancer/app/" + name + "/50dc6c495c0c9188");
    }

    private String listenerArn(String name) {
        return place.arn(
                "elasticloadbalancing",
                "listener/app/" + name + "/50dc6c495c0c9188/f2f7dc8efc522ab2");
    }

    private String targetGroupArn(String name) {
        return place.arn("elasticloadbalancing", "targetgroup/" + name + "/73e2d6bc24d8a067");
    }

    Call describeLoadBalancer(String name) {
        return Call.read(
                "elasticloadbalancing",
                "DescribeLoadBalancers",
                "{'loadBalancerArns':['" + loadBalancerArn(name) + "']}");
    }

    Call createLoadBalancer(String name) {
        return Call.write(
                "elasticloadbalancing",
                "CreateLoadBalancer",
                "{'name':'%s','type':'application','scheme':'internet-facing','subnets':['subnet-0a']}"
                        .formatted(name),
                "{'loadBalancers':[{'loadBalancerArn':'%s','loadBalancerName':'%s','vpcId':'vpc-0a'}]}"
                        .formatted(loadBalancerArn(name), name));
    }

    Call createTargetGroup(String name) {
        return Call.write(
                "elasticloadbalancing",
                "CreateTargetGroup",
                "{'name':'%s','port':80,'protocol':'HTTP','vpcId':'vpc-0a'}".formatted(name),
                "{'targetGroups':[{'targetGroupArn':'%s','targetGroupName':'%s'}]}"
                        .formatted(targetGroupArn(name), name));
    }

    Call createListener(String name) {
        return Call.write(
                "elasticloadbalancing",
                "CreateListener",
                "{'loadBalancerArn':'%s','port':443,'protocol':'HTTPS'}"
                        .formatted(loadBalancerArn(name)),
                "{'listeners':[{'listenerArn':'%s','loadBalancerArn':'%s','port':443}]}"
                        .formatted(listenerArn(name), loadBalancerArn(name)));
    }

    Call unprotectLoadBalancer(String name) {
        return Call.write(
                "elasticloadbalancing",
                "ModifyLoadBalancerAttributes",
                "{'attributes':[{'value':'false','key':'deletion_protection.enabled'}],'loadBalancerArn':'%s'}"
                        .formatted(loadBalancerArn(name)),
                "{'attributes':[{'value':'false','key':'deletion_protection.enabled'}]}");
    }

    Call deleteListener(String name) {
        return Call.write(
                "elasticloadbalancing",
                "DeleteListener",
                "{'listenerArn':'" + listenerArn(name) + "'}",
                "");
    }

    Call deleteTargetGroup(String name) {
        return Call.write(
                "elasticloadbalancing",
                "DeleteTargetGroup",
                "{'targetGroupArn':'" + targetGroupArn(name) + "'}",
                "");
    }

    Call deleteLoadBalancer(String name) {
        return Call.write(
                "elasticloadbalancing",
                "DeleteLoadBalancer",
                "{'loadBalancerArn':'" + loadBalancerArn(name) + "'}",
                "");
    }

    // RDS

    Call describeDatabase(String name) {
        return Call.read("rds", "DescribeDBInstances", "{'dBInstanceIdentifier':'" + name + "'}");
    }

    Call describeDatabaseCluster(String name) {
        return Call.read("rds", "DescribeDBClusters", "{'dBClusterIdentifier':'" + name + "'}");
    }

    Call createDatabase(String name) {
        return Call.write(
                "rds",
                "CreateDBInstance",
                "{'dBInstanceIdentifier':'%s','allocatedStorage':20,'dBInstanceClass':'db.t4g.micro','engine':'postgres','masterUserPassword':'****'}"
                        .formatted(name),
                "{'dBInstanceIdentifier':'%s','dBInstanceArn':'%s','dBInstanceStatus':'creating'}"
                        .formatted(name, place.arn("rds", "db:" + name)));
    }

    Call unprotectDatabaseCluster(String name) {
        return Call.write(
                "rds",
                "ModifyDBCluster",
                "{'dBClusterIdentifier':'%s','deletionProtection':false,'applyImmediately':true,'allowMajorVersionUpgrade':false}"
                        .formatted(name),
                "{'dBClusterIdentifier':'%s','deletionProtection':false}".formatted(name));
    }

    Call unprotectDatabase(String name) {
        return Call.write(
                "rds",
                "ModifyDBInstance",
                "{'dBInstanceIdentifier':'%s','deletionProtection':false,'applyImmediately':true,'allowMajorVersionUpgrade':false}"
                        .formatted(name),
                "{'dBInstanceIdentifier':'%s','deletionProtection':false}".formatted(name));
    }

    Call deleteDatabase(String name) {
        return Call.write(
                "rds",
                "DeleteDBInstance",
                "{'dBInstanceIdentifier':'%s','skipFinalSnapshot':true,'deleteAutomatedBackups':true}"
                        .formatted(name),
                "{'dBInstanceIdentifier':'%s','dBInstanceArn':'%s','dBInstanceStatus':'deleting'}"
                        .formatted(name, place.arn("rds", "db:" + name)));
    }

    Call deleteDatabaseCluster(String name) {
        return Call.write(
                "rds",
                "DeleteDBCluster",
                "{'dBClusterIdentifier':'%s','skipFinalSnapshot':true}".formatted(name),
                "{'dBClusterIdentifier':'%s','status':'deleting'}".formatted(name));
    }

    // DynamoDB

    Call describeTable(String name) {
        return Call.read("dynamodb", "DescribeTable", "{'tableName':'" + name + "'}");
    }

    Call createTable(String name) {
        return Call.write(
                "dynamodb",
                "CreateTable",
                "{'tableName':'%s','billingMode':'PAY_PER_REQUEST','keySchema':[{'attributeName':'id','keyType':'HASH'}]}"
                        .formatted(name),
                "{'tableDescription':{'tableName':'%s','tableArn':'%s','tableStatus':'CREATING'}}"
                        .formatted(name, place.arn("dynamodb", "table/" + name)));
    }

    Call deleteTable(String name) {
        return Call.write(
                        "dynamodb",
                        "DeleteTable",
                        "{'tableName':'" + name + "'}",
                        "{'tableDescription':{'tableName':'%s','tableArn':'%s','tableStatus':'DELETING'}}"
                                .formatted(name, place.arn("dynamodb", "table/" + name)))
                .listing(
                        "[{'accountId':'%s','type':'AWS::DynamoDB::Table','ARN':'%s'}]"
                                .formatted(
                                        place.account(), place.arn("dynamodb", "table/" + name)));
    }

    // EC2

    private static String items(String field, List<String> ids) {
        return "{'items':["
                + ids.stream()
                        .map(id -> "{'" + field + "':'" + id + "'}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    static List<String> ids(String prefix, int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> id(prefix, i)).toList();
    }

    Call describeInstance(String id) {
        return Call.read(
                "ec2",
                "DescribeInstances",
                "{'instancesSet':" + items("instanceId", List.of(id)) + ",'filterSet':{}}");
    }

    Call runInstances(List<String> ids) {
        return Call.write(
                "ec2",
                "RunInstances",
                "{'instancesSet':{'items':[{'imageId':'ami-0abcdef1234567890','minCount':%1$d,'maxCount':%1$d}]},'instanceType':'t3.micro','clientToken':'x'}"
                        .formatted(ids.size()),
                "{'requestId':'59dbff89','reservationId':'r-0abcdef1234567890','ownerId':'%s','groupSet':{},'instancesSet':%s}"
                        .formatted(place.account(), items("instanceId", ids)));
    }

    Call terminateInstances(List<String> ids) {
        return Call.write(
                "ec2",
                "TerminateInstances",
                "{'instancesSet':" + items("instanceId", ids) + "}",
                "{'requestId':'59dbff89','instancesSet':" + items("instanceId", ids) + "}");
    }

    Call stopInstances(List<String> ids) {
        return Call.write(
                "ec2",
                "StopInstances",
                "{'instancesSet':" + items("instanceId", ids) + ",'force':false}",
                "{'requestId':'59dbff89','instancesSet':" + items("instanceId", ids) + "}");
    }

    Call createVolume(String id) {
        return Call.write(
                "ec2",
                "CreateVolume",
                "{'zone':'" + place.region() + "a','size':'100','volumeType':'gp3'}",
                "{'requestId':'59dbff89','volumeId':'%s','size':'100','status':'creating'}"
                        .formatted(id));
    }

    Call describeVolume(String id) {
        return Call.read(
                "ec2",
                "DescribeVolumes",
                "{'volumeSet':" + items("volumeId", List.of(id)) + ",'filterSet':{}}");
    }

    Call deleteVolume(String id) {
        return Call.write("ec2", "DeleteVolume", "{'volumeId':'" + id + "'}", DONE);
    }

    Call createSnapshot(String id, String volume) {
        return Call.write(
                "ec2",
                "CreateSnapshot",
                "{'volumeId':'" + volume + "','description':'nightly'}",
                "{'requestId':'59dbff89','snapshotId':'%s','volumeId':'%s','status':'pending'}"
                        .formatted(id, volume));
    }

    Call deleteSnapshot(String id) {
        return Call.write("ec2", "DeleteSnapshot", "{'snapshotId':'" + id + "'}", DONE);
    }

    Call createVpc(String id) {
        return Call.write(
                "ec2",
                "CreateVpc",
                "{'cidrBlock':'10.1.0.0/16','instanceTenancy':'default','amazonProvidedIpv6CidrBlock':false}",
                "{'requestId':'59dbff89','vpc':{'vpcId':'" + id + "','state':'pending'}}");
    }

    Call deleteVpc(String id) {
        return Call.write("ec2", "DeleteVpc", "{'vpcId':'" + id + "'}", DONE);
    }

    Call createSubnet(String id, String vpc) {
        return Call.write(
                "ec2",
                "CreateSubnet",
                "{'vpcId':'" + vpc + "','cidrBlock':'10.1.1.0/24'}",
                "{'requestId':'59dbff89','subnet':{'subnetId':'%s','subnetArn':'%s','vpcId':'%s'}}"
                        .formatted(id, place.arn("ec2", "subnet/" + id), vpc));
    }

    Call deleteSubnet(String id) {
        return Call.write("ec2", "DeleteSubnet", "{'subnetId':'" + id + "'}", DONE);
    }

    Call createSecurityGroup(String id, String vpc) {
        return Call.write(
                "ec2",
                "CreateSecurityGroup",
                "{'groupName':'app','groupDescription':'app','vpcId':'" + vpc + "'}",
                "{'requestId':'59dbff89','_return':true,'groupId':'" + id + "'}");
    }

    Call deleteSecurityGroup(String id) {
        return Call.write(
                "ec2",
                "DeleteSecurityGroup",
                "{'groupId':'" + id + "'}",
                "{'requestId':'59dbff89','_return':true,'groupId':'" + id + "'}");
    }

    Call createNatGateway(String id, String subnet) {
        return Call.write(
                "ec2",
                "CreateNatGateway",
                "{'CreateNatGatewayRequest':{'AllocationId':'eipalloc-0abcdef1234567890','ClientToken':'x','SubnetId':'"
                        + subnet
                        + "'}}",
                "{'CreateNatGatewayResponse':{'xmlns':'http://ec2.amazonaws.com/doc/2016-11-15/','natGateway':{'natGatewayId':'"
                        + id
                        + "','state':'pending'}}}");
    }

    Call deleteNatGateway(String id) {
        return Call.write(
                "ec2",
                "DeleteNatGateway",
                "{'DeleteNatGatewayRequest':{'NatGatewayId':'" + id + "'}}",
                "{'DeleteNatGatewayResponse':{'xmlns':'http://ec2.amazonaws.com/doc/2016-11-15/','natGatewayId':'"
                        + id
                        + "'}}");
    }

    Call allocateAddress(String id) {
        return Call.write(
                "ec2",
                "AllocateAddress",
                "{'domain':'vpc'}",
                "{'requestId':'59dbff89','publicIp':'203.0.113.9','domain':'vpc','allocationId':'"
                        + id
                        + "'}");
    }

    Call releaseAddress(String id) {
        return Call.write("ec2", "ReleaseAddress", "{'allocationId':'" + id + "'}", DONE);
    }

    Call createRouteTable(String id, String vpc) {
        return Call.write(
                "ec2",
                "CreateRouteTable",
                "{'vpcId':'" + vpc + "'}",
                "{'requestId':'59dbff89','routeTable':{'routeTableId':'%s','vpcId':'%s'}}"
                        .formatted(id, vpc));
    }

    Call deleteRouteTable(String id) {
        return Call.write("ec2", "DeleteRouteTable", "{'routeTableId':'" + id + "'}", DONE);
    }

    Call createInternetGateway(String id) {
        return Call.write(
                "ec2",
                "CreateInternetGateway",
                "{}",
                "{'requestId':'59dbff89','internetGateway':{'internetGatewayId':'" + id + "'}}");
    }

    Call attachInternetGateway(String id, String vpc) {
        return Call.write(
                "ec2",
                "AttachInternetGateway",
                "{'internetGatewayId':'%s','vpcId':'%s'}".formatted(id, vpc),
                DONE);
    }

    Call detachInternetGateway(String id, String vpc) {
        return Call.write(
                "ec2",
                "DetachInternetGateway",
                "{'internetGatewayId':'%s','vpcId':'%s'}".formatted(id, vpc),
                DONE);
    }

    Call deleteInternetGateway(String id) {
        return Call.write(
                "ec2", "DeleteInternetGateway", "{'internetGatewayId':'" + id + "'}", DONE);
    }

    Call createLaunchTemplate(String id, String name) {
        return Call.write(
                "ec2",
                "CreateLaunchTemplate",
                "{'CreateLaunchTemplateRequest':{'LaunchTemplateName':'" + name + "'}}",
                "{'CreateLaunchTemplateResponse':{'xmlns':'x','launchTemplate':{'launchTemplateId':'%s','launchTemplateName':'%s'}}}"
                        .formatted(id, name));
    }

    Call deleteLaunchTemplate(String id) {
        return Call.write(
                "ec2",
                "DeleteLaunchTemplate",
                "{'DeleteLaunchTemplateRequest':{'LaunchTemplateId':'" + id + "'}}",
                "{'DeleteLaunchTemplateResponse':{'xmlns':'x','launchTemplate':{'launchTemplateId':'"
                        + id
                        + "'}}}");
    }

    // CloudFormation

    private String stackId(String name) {
        return place.arn(
                "cloudformation", "stack/" + name + "/0a1b2c3d-0000-1111-2222-333344445555");
    }

    Call createStack(String name) {
        return Call.write(
                "cloudformation",
                "CreateStack",
                "{'stackName':'" + name + "','capabilities':['CAPABILITY_IAM']}",
                "{'stackId':'" + stackId(name) + "'}");
    }

    Call deleteStack(String name) {
        return Call.write("cloudformation", "DeleteStack", "{'stackName':'" + name + "'}", "");
    }

    // Step Functions

    Call startExecution(String machine, String name) {
        return Call.write(
                "states",
                "StartExecution",
                "{'stateMachineArn':'%s','name':'%s'}"
                        .formatted(place.arn("states", "stateMachine:" + machine), name),
                "{'executionArn':'%s','startDate':'Nov 17, 2026, 7:43:21 AM'}"
                        .formatted(place.arn("states", "execution:" + machine + ":" + name)));
    }

    // EventBridge

    Call disableRule(String rule) {
        return Call.write("events", "DisableRule", "{'name':'" + rule + "'}", "");
    }

    // Auto Scaling

    Call createAutoScalingGroup(String name) {
        return Call.write(
                "autoscaling",
                "CreateAutoScalingGroup",
                "{'autoScalingGroupName':'" + name + "','minSize':1,'maxSize':4}",
                "");
    }

    Call deleteAutoScalingGroup(String name) {
        return Call.write(
                "autoscaling",
                "DeleteAutoScalingGroup",
                "{'autoScalingGroupName':'" + name + "','forceDelete':true}",
                "");
    }

    // S3

    Call createBucket(String name) {
        return Call.write(
                "s3",
                "CreateBucket",
                "{'bucketName':'%s','Host':'%1$s.s3.amazonaws.com','CreateBucketConfiguration':{'LocationConstraint':'eu-central-1'}}"
                        .formatted(name),
                "");
    }

    Call deleteBucket(String name) {
        return Call.write(
                "s3",
                "DeleteBucket",
                "{'bucketName':'%s','Host':'%1$s.s3.amazonaws.com'}".formatted(name),
                "");
    }

    Call deleteObjects(String bucket, int from, int count) {
        String keys =
                IntStream.range(from, from + count)
                        .mapToObj(i -> "{'key':'invoices/" + i + ".pdf'}")
                        .collect(Collectors.joining(","));
        return Call.write(
                        "s3",
                        "DeleteObjects",
                        "{'bucketName':'%s','Host':'%1$s.s3.amazonaws.com','delete':{'objects':[%2$s]}}"
                                .formatted(bucket, keys),
                        "")
                .listing(bucketResource(bucket));
    }

    /** Without keys, as before June 2025 and whenever the record would be too large. */
    Call deleteUncountedObjects(String bucket) {
        return Call.write(
                        "s3",
                        "DeleteObjects",
                        "{'bucketName':'%s','delete':'','Host':'%1$s.s3.amazonaws.com'}"
                                .formatted(bucket),
                        "")
                .listing(bucketResource(bucket));
    }

    Call deleteObjectsWithOmittedParameters(String bucket) {
        return Call.write(
                        "s3",
                        "DeleteObjects",
                        "{'reason':'requestParameters too large','omitted':'true','originalSize':'149893'}",
                        "")
                .listing(bucketResource(bucket));
    }

    private String bucketResource(String bucket) {
        return "[{'type':'AWS::S3::Object','ARNPrefix':'arn:%1$s.s3:::%2$s/'},{'accountId':'%3$s','type':'AWS::S3::Bucket','ARN':'arn:%1$s.s3:::%2$s'}]"
                .formatted(place.partition(), bucket, place.account());
    }

    // CloudTrail

    Call stopLogging(String trail) {
        return Call.write("cloudtrail", "StopLogging", "{'name':'" + trail + "'}", "");
    }

    Call deleteTrail(String trail) {
        return Call.write(
                "cloudtrail",
                "DeleteTrail",
                "{'name':'" + place.arn("cloudtrail", "trail/" + trail) + "'}",
                "");
    }

    Call dropManagementEvents(String trail) {
        return Call.write(
                "cloudtrail",
                "PutEventSelectors",
                "{'trailName':'%s','eventSelectors':[{'readWriteType':'All','includeManagementEvents':false,'dataResources':[]}]}"
                        .formatted(trail),
                "{'trailARN':'" + place.arn("cloudtrail", "trail/" + trail) + "'}");
    }

    // AWS Backup

    Call deleteRecoveryPoint(String vault, String id) {
        return Call.write(
                "backup",
                "DeleteRecoveryPoint",
                "{'backupVaultName':'%s','recoveryPointArn':'%s'}"
                        .formatted(vault, place.arn("backup", "recovery-point:" + id)),
                "");
    }

    Call deleteBackupVault(String vault) {
        return Call.write("backup", "DeleteBackupVault", "{'backupVaultName':'" + vault + "'}", "");
    }

    Call describeBackupVault(String vault) {
        return Call.read("backup", "DescribeBackupVault", "{'backupVaultName':'" + vault + "'}");
    }

    // IAM

    Call deleteRolePolicy(String role, String policy) {
        return Call.write(
                "iam",
                "DeleteRolePolicy",
                "{'roleName':'%s','policyName':'%s'}".formatted(role, policy),
                "");
    }

    Call createRole(String name) {
        return Call.write(
                "iam",
                "CreateRole",
                "{'roleName':'" + name + "','assumeRolePolicyDocument':'{}'}",
                "{'role':{'roleName':'%s','roleId':'AROA1','arn':'%s'}}"
                        .formatted(name, place.roleArn(name)));
    }

    Call deleteRole(String name) {
        return Call.write("iam", "DeleteRole", "{'roleName':'" + name + "'}", "");
    }

    // Lambda, Logs, SQS, SNS, Events, Secrets Manager

    Call createFunction(String name) {
        return Call.write(
                "lambda",
                "CreateFunction20150331",
                "{'functionName':'" + name + "','runtime':'python3.13'}",
                "{'functionName':'%s','functionArn':'%s'}"
                        .formatted(name, place.arn("lambda", "function:" + name)));
    }

    Call deleteFunction(String name) {
        return Call.write(
                "lambda", "DeleteFunction20150331", "{'functionName':'" + name + "'}", "");
    }

    Call createLogGroup(String name) {
        return Call.write("logs", "CreateLogGroup", "{'logGroupName':'" + name + "'}", "");
    }

    Call deleteLogGroup(String name) {
        return Call.write("logs", "DeleteLogGroup", "{'logGroupName':'" + name + "'}", "");
    }

    Call createQueue(String name) {
        return Call.write(
                "sqs",
                "CreateQueue",
                "{'queueName':'" + name + "'}",
                "{'queueUrl':'" + queueUrl(name) + "'}");
    }

    Call deleteQueue(String name) {
        return Call.write("sqs", "DeleteQueue", "{'queueUrl':'" + queueUrl(name) + "'}", "");
    }

    private String queueUrl(String name) {
        return "https://sqs." + place.region() + ".amazonaws.com/" + place.account() + "/" + name;
    }

    Call createTopic(String name) {
        return Call.write(
                "sns",
                "CreateTopic",
                "{'name':'" + name + "'}",
                "{'topicArn':'" + place.arn("sns", name) + "'}");
    }

    Call deleteTopic(String name) {
        return Call.write(
                "sns", "DeleteTopic", "{'topicArn':'" + place.arn("sns", name) + "'}", "");
    }

    Call putRule(String name) {
        return Call.write(
                "events",
                "PutRule",
                "{'name':'" + name + "','scheduleExpression':'rate(1 hour)'}",
                "{'ruleArn':'" + place.arn("events", "rule/" + name) + "'}");
    }

    Call deleteRule(String name) {
        return Call.write("events", "DeleteRule", "{'name':'" + name + "'}", "");
    }

    Call createSecret(String name) {
        return Call.write(
                "secretsmanager",
                "CreateSecret",
                "{'name':'" + name + "','clientRequestToken':'x'}",
                "{'arn':'%s','name':'%s','versionId':'v1'}"
                        .formatted(
                                place.arn("secretsmanager", "secret:" + name + "-Ab12Cd"), name));
    }

    /** Terraform deletes by ARN. */
    Call deleteSecret(String name) {
        return Call.write(
                "secretsmanager",
                "DeleteSecret",
                "{'secretId':'%s','forceDeleteWithoutRecovery':true}"
                        .formatted(place.arn("secretsmanager", "secret:" + name + "-Ab12Cd")),
                "{'arn':'%s','name':'%s'}"
                        .formatted(
                                place.arn("secretsmanager", "secret:" + name + "-Ab12Cd"), name));
    }
}
