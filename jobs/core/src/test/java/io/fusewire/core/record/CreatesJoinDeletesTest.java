package io.fusewire.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.catalogue.ResourceKeys;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.testing.TestingRecords;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/** Realistic records of a create and of a delete that names the same thing in its own way. */
class CreatesJoinDeletesTest {

    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final String ELB = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:";

    private final RecordInterpreter interpreter = new RecordInterpreter(CATALOGUE);

    static Stream<Arguments> pairs() {
        return Stream.of(
                pair(
                        "ec2",
                        "RunInstances",
                        "{'instancesSet':{'items':[{'imageId':'ami-0abc1234','minCount':1}]}}",
                        "{'instancesSet':{'items':[{'instanceId':'i-0abc1234567890def'}]}}",
                        "TerminateInstances",
                        "{'instancesSet':{'items':[{'instanceId':'i-0abc1234567890def'}]}}"),
                pair(
                        "ec2",
                        "CreateVolume",
                        "{'size':'8'}",
                        "{'volumeId':'vol-0abc1234567890def','status':'creating'}",
                        "DeleteVolume",
                        "{'volumeId':'vol-0abc1234567890def'}"),
                pair(
                        "ec2",
                        "CreateSnapshot",
                        "{'volumeId':'vol-0abc1234567890def'}",
                        "{'snapshotId':'snap-0abc1234567890def'}",
                        "DeleteSnapshot",
                        "{'snapshotId':'snap-0abc1234567890def'}"),
                pair(
                        "ec2",
                        "CreateSecurityGroup",
                        "{'groupName':'web'}",
                        "{'_return':true,'groupId':'sg-0abc1234567890def'}",
                        "DeleteSecurityGroup",
                        "{'groupId':'sg-0abc1234567890def'}"),
                pair(
                        "ec2",
                        "CreateVpc",
                        "{'cidrBlock':'10.0.0.0/16'}",
                        "{'vpc':{'vpcId':'vpc-0abc1234567890def'}}",
                        "DeleteVpc",
                        "{'vpcId':'vpc-0abc1234567890def'}"),
                pair(
                        "ec2",
                        "CreateSubnet",
                        "{'vpcId':'vpc-0abc1234567890def'}",
                        "{'subnet':{'subnetId':'subnet-0abc1234567890def'}}",
                        "DeleteSubnet",
                        "{'subnetId':'subnet-0abc1234567890def'}"),
                pair(
                        "ec2",
                        "CreateNatGateway",
                        "{'CreateNatGatewayRequest':{'SubnetId':'subnet-0abc1234567890def'}}",
                        "{'CreateNatGatewayResponse':{'natGateway':{'natGatewayId':'nat-0abc1234567890def'}}}",
                        "DeleteNatGateway",
                        "{'DeleteNatGatewayRequest':{'NatGatewayId':'nat-0abc1234567890def'}}"),
                pair(
                        "ec2",
                        "CreateLaunchTemplate",
                        "{'CreateLaunchTemplateRequest':{'LaunchTemplateName':'web'}}",
                        "{'CreateLaunchTemplateResponse':{'launchTemplate':{'launchTemplateId':'lt-0abc1234567890def','launchTemplateName':'web'}}}",
                        "DeleteLaunchTemplate",
                        "{'DeleteLaunchTemplateRequest':{'LaunchTemplateId':'lt-0abc1234567890def'}}"),
                pairWithResponse(
                        "ec2",
                        "CreateLaunchTemplate",
                        "{'CreateLaunchTemplateRequest':{'LaunchTemplateName':'web'}}",
                        "{'CreateLaunchTemplateResponse':{'launchTemplate':{'launchTemplateId':'lt-0abc1234567890def','launchTemplateName':'web'}}}",
                        "DeleteLaunchTemplate",
                        "{'DeleteLaunchTemplateRequest':{'LaunchTemplateName':'web'}}",
                        "{'DeleteLaunchTemplateResponse':{'launchTemplate':{'launchTemplateId':'lt-0abc1234567890def'}}}"),
                pair(
                        "ec2",
                        "CreateFlowLogs",
                        "{'CreateFlowLogsRequest':{'ResourceId':{'tag':1,'content':'vpc-0abc1234567890def'}}}",
                        "{'CreateFlowLogsResponse':{'flowLogIdSet':{'item':'fl-0abc1234567890def'}}}",
                        "DeleteFlowLogs",
                        "{'DeleteFlowLogsRequest':{'FlowLogId':{'tag':1,'content':'fl-0abc1234567890def'}}}"),
                pair(
                        "rds",
                        "CreateDBInstance",
                        "{'dBInstanceIdentifier':'Orders'}",
                        "{'dBInstanceIdentifier':'orders','dBInstanceArn':'arn:aws:rds:eu-west-1:111122223333:db:orders'}",
                        "DeleteDBInstance",
                        "{'dBInstanceIdentifier':'ORDERS','skipFinalSnapshot':true}"),
                pair(
                        "rds",
                        "RestoreDBInstanceFromDBSnapshot",
                        "{'dBInstanceIdentifier':'orders','dBSnapshotIdentifier':'nightly'}",
                        "{'dBInstanceIdentifier':'orders'}",
                        "DeleteDBInstance",
                        "{'dBInstanceIdentifier':'arn:aws:rds:eu-west-1:111122223333:db:orders'}"),
                pair(
                        "rds",
                        "CreateDBCluster",
                        "{'dBClusterIdentifier':'orders'}",
                        "{'dBClusterIdentifier':'orders'}",
                        "DeleteDBCluster",
                        "{'dBClusterIdentifier':'orders'}"),
                pair(
                        "rds",
                        "CreateDBSnapshot",
                        "{'dBSnapshotIdentifier':'s','dBInstanceIdentifier':'orders'}",
                        "{'dBSnapshotIdentifier':'s'}",
                        "DeleteDBSnapshot",
                        "{'dBSnapshotIdentifier':'s'}"),
                pair(
                        "rds",
                        "CreateDBClusterSnapshot",
                        "{'dBClusterSnapshotIdentifier':'s','dBClusterIdentifier':'orders'}",
                        "{'dBClusterSnapshotIdentifier':'s'}",
                        "DeleteDBClusterSnapshot",
                        "{'dBClusterSnapshotIdentifier':'s'}"),
                pair(
                        "dynamodb",
                        "CreateTable",
                        "{'tableName':'orders'}",
                        "{'tableDescription':{'tableName':'orders','tableArn':'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'}}",
                        "DeleteTable",
                        "{'tableName':'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'}"),
                pair(
                        "s3",
                        "CreateBucket",
                        "{'bucketName':'orders'}",
                        null,
                        "DeleteBucket",
                        "{'bucketName':'orders'}"),
                pair(
                        "s3",
                        "PutObject",
                        "{'bucketName':'orders','key':'a/b.txt'}",
                        null,
                        "DeleteObject",
                        "{'bucketName':'orders','key':'a/b.txt'}"),
                pair(
                        "lambda",
                        "CreateFunction20150331",
                        "{'functionName':'resize'}",
                        "{'functionName':'resize','functionArn':'arn:aws:lambda:eu-west-1:111122223333:function:resize'}",
                        "DeleteFunction20150331",
                        "{'functionName':'arn:aws:lambda:eu-west-1:111122223333:function:resize'}"),
                pair(
                        "lambda",
                        "CreateEventSourceMapping20150331",
                        "{'functionName':'resize','eventSourceArn':'arn:aws:sqs:eu-west-1:111122223333:q'}",
                        "{'uUID':'a1b2','functionArn':'arn:aws:lambda:eu-west-1:111122223333:function:resize'}",
                        "DeleteEventSourceMapping20150331",
                        "{'uUID':'a1b2'}"),
                pair(
                        "ecs",
                        "CreateService",
                        "{'cluster':'prod','serviceName':'web'}",
                        "{'service':{'serviceArn':'arn:aws:ecs:eu-west-1:111122223333:service/prod/web','serviceName':'web'}}",
                        "DeleteService",
                        "{'cluster':'arn:aws:ecs:eu-west-1:111122223333:cluster/prod','service':'web'}"),
                pair(
                        "ecs",
                        "CreateService",
                        "{'serviceName':'web'}",
                        "{'service':{'serviceName':'web','clusterArn':'arn:aws:ecs:eu-west-1:111122223333:cluster/default'}}",
                        "DeleteService",
                        "{'cluster':'default','service':'arn:aws:ecs:eu-west-1:111122223333:service/default/web'}"),
                pair(
                        "ecs",
                        "CreateCluster",
                        "{'clusterName':'prod'}",
                        "{'cluster':{'clusterArn':'arn:aws:ecs:eu-west-1:111122223333:cluster/prod'}}",
                        "DeleteCluster",
                        "{'cluster':'prod'}"),
                pair(
                        "ecs",
                        "RegisterTaskDefinition",
                        "{'family':'web'}",
                        "{'taskDefinition':{'taskDefinitionArn':'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7'}}",
                        "DeregisterTaskDefinition",
                        "{'taskDefinition':'web:7'}"),
                pair(
                        "elasticloadbalancing",
                        "CreateLoadBalancer",
                        "{'name':'web','type':'application'}",
                        "{'loadBalancers':[{'loadBalancerArn':'"
                                + ELB
                                + "loadbalancer/app/web/50dc6c495c0c9188','loadBalancerName':'web'}]}",
                        "DeleteLoadBalancer",
                        "{'loadBalancerArn':'" + ELB + "loadbalancer/app/web/50dc6c495c0c9188'}"),
                pair(
                        "elasticloadbalancing",
                        "CreateLoadBalancer",
                        "{'loadBalancerName':'classic'}",
                        "{'dNSName':'classic-1.elb.amazonaws.com'}",
                        "DeleteLoadBalancer",
                        "{'loadBalancerName':'classic'}"),
                pair(
                        "elasticloadbalancing",
                        "CreateTargetGroup",
                        "{'name':'web'}",
                        "{'targetGroups':[{'targetGroupArn':'" + ELB + "targetgroup/web/73e2'}]}",
                        "DeleteTargetGroup",
                        "{'targetGroupArn':'" + ELB + "targetgroup/web/73e2'}"),
                pair(
                        "elasticloadbalancing",
                        "CreateListener",
                        "{'loadBalancerArn':'" + ELB + "loadbalancer/app/web/50dc'}",
                        "{'listeners':[{'listenerArn':'" + ELB + "listener/app/web/50dc/f2f7'}]}",
                        "DeleteListener",
                        "{'listenerArn':'" + ELB + "listener/app/web/50dc/f2f7'}"),
                pair(
                        "cloudformation",
                        "CreateStack",
                        "{'stackName':'shop'}",
                        "{'stackId':'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1a2b'}",
                        "DeleteStack",
                        "{'stackName':'shop'}"),
                pair(
                        "iam",
                        "CreateRole",
                        "{'roleName':'deploy','path':'/ci/'}",
                        "{'role':{'roleName':'deploy','roleId':'AROAX','arn':'arn:aws:iam::111122223333:role/ci/deploy'}}",
                        "DeleteRole",
                        "{'roleName':'deploy'}"),
                pair(
                        "iam",
                        "CreateUser",
                        "{'userName':'ann'}",
                        "{'user':{'userName':'ann','userId':'AIDAX'}}",
                        "DeleteUser",
                        "{'userName':'ann'}"),
                pair(
                        "iam",
                        "CreatePolicy",
                        "{'policyName':'deploy','path':'/ci/'}",
                        "{'policy':{'policyName':'deploy','policyId':'ANPAX','arn':'arn:aws:iam::111122223333:policy/ci/deploy'}}",
                        "DeletePolicy",
                        "{'policyArn':'arn:aws:iam::111122223333:policy/ci/deploy'}"),
                pair(
                        "iam",
                        "CreateAccessKey",
                        "{'userName':'ann'}",
                        "{'accessKey':{'userName':'ann','accessKeyId':'AKIAX','status':'Active'}}",
                        "DeleteAccessKey",
                        "{'userName':'ann','accessKeyId':'AKIAX'}"),
                pair(
                        "kms",
                        "CreateKey",
                        "{'keySpec':'SYMMETRIC_DEFAULT'}",
                        "{'keyMetadata':{'keyId':'1234-abcd','arn':'arn:aws:kms:eu-west-1:111122223333:key/1234-abcd'}}",
                        "ScheduleKeyDeletion",
                        "{'keyId':'arn:aws:kms:eu-west-1:111122223333:key/1234-abcd','pendingWindowInDays':7}"),
                pair(
                        "secretsmanager",
                        "CreateSecret",
                        "{'name':'db/password'}",
                        "{'arn':'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db/password-a1b2c3'}",
                        "DeleteSecret",
                        "{'secretId':'db/password'}"),
                pair(
                        "logs",
                        "CreateLogGroup",
                        "{'logGroupName':'/aws/lambda/resize'}",
                        null,
                        "DeleteLogGroup",
                        "{'logGroupName':'/aws/lambda/resize'}"),
                pair(
                        "sqs",
                        "CreateQueue",
                        "{'queueName':'jobs'}",
                        "{'queueUrl':'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs'}",
                        "DeleteQueue",
                        "{'queueUrl':'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs'}"),
                pair(
                        "sns",
                        "CreateTopic",
                        "{'name':'alerts'}",
                        "{'topicArn':'arn:aws:sns:eu-west-1:111122223333:alerts'}",
                        "DeleteTopic",
                        "{'topicArn':'arn:aws:sns:eu-west-1:111122223333:alerts'}"),
                pair(
                        "route53",
                        "CreateHostedZone",
                        "{'name':'example.com.'}",
                        "{'hostedZone':{'id':'/hostedzone/Z123','name':'example.com.'},'changeInfo':{'id':'/change/C1'}}",
                        "DeleteHostedZone",
                        "{'id':'Z123'}"),
                pair(
                        "route53",
                        "ChangeResourceRecordSets",
                        "{'hostedZoneId':'/hostedzone/Z123','changeBatch':{'changes':[{'action':'CREATE','resourceRecordSet':{'name':'www.example.com','type':'A'}}]}}",
                        "{'changeInfo':{'id':'/change/C1'}}",
                        "ChangeResourceRecordSets",
                        "{'hostedZoneId':'Z123','changeBatch':{'changes':[{'action':'DELETE','resourceRecordSet':{'name':'WWW.example.com.','type':'A'}}]}}"),
                pair(
                        "eks",
                        "CreateCluster",
                        "{'name':'prod'}",
                        "{'cluster':{'name':'prod','arn':'arn:aws:eks:eu-west-1:111122223333:cluster/prod'}}",
                        "DeleteCluster",
                        "{'name':'prod'}"),
                pair(
                        "eks",
                        "CreateNodegroup",
                        "{'clusterName':'prod','nodegroupName':'spot'}",
                        "{'nodegroup':{'nodegroupName':'spot','nodegroupArn':'arn:aws:eks:eu-west-1:111122223333:nodegroup/prod/spot/1a2b'}}",
                        "DeleteNodegroup",
                        "{'name':'prod','nodegroupName':'spot'}"),
                pair(
                        "autoscaling",
                        "CreateAutoScalingGroup",
                        "{'autoScalingGroupName':'web'}",
                        null,
                        "DeleteAutoScalingGroup",
                        "{'autoScalingGroupName':'web','forceDelete':true}"),
                pair(
                        "ecr",
                        "CreateRepository",
                        "{'repositoryName':'team/app'}",
                        "{'repository':{'repositoryArn':'arn:aws:ecr:eu-west-1:111122223333:repository/team/app'}}",
                        "DeleteRepository",
                        "{'repositoryName':'team/app'}"),
                pairWithResponse(
                        "ecr",
                        "PutImage",
                        "{'repositoryName':'team/app','imageTag':'v1'}",
                        "{'image':{'imageId':{'imageDigest':'sha256:aa','imageTag':'v1'}}}",
                        "BatchDeleteImage",
                        "{'repositoryName':'team/app','imageIds':[{'imageTag':'v1'}]}",
                        "{'imageIds':[{'imageDigest':'sha256:aa','imageTag':'v1'}],'failures':[]}"),
                pair(
                        "elasticfilesystem",
                        "CreateFileSystem",
                        "{'creationToken':'x'}",
                        "{'fileSystemId':'fs-0abc1234','fileSystemArn':'arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-0abc1234'}",
                        "DeleteFileSystem",
                        "{'fileSystemId':'arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-0abc1234'}"),
                pair(
                        "elasticache",
                        "CreateReplicationGroup",
                        "{'replicationGroupId':'Cache'}",
                        "{'replicationGroupId':'cache'}",
                        "DeleteReplicationGroup",
                        "{'replicationGroupId':'cache'}"),
                pair(
                        "redshift",
                        "CreateCluster",
                        "{'clusterIdentifier':'dwh'}",
                        "{'clusterIdentifier':'dwh'}",
                        "DeleteCluster",
                        "{'clusterIdentifier':'dwh','skipFinalClusterSnapshot':true}"),
                pair(
                        "backup",
                        "CreateBackupVault",
                        "{'backupVaultName':'main'}",
                        "{'backupVaultName':'main','backupVaultArn':'arn:aws:backup:eu-west-1:111122223333:backup-vault:main'}",
                        "DeleteBackupVault",
                        "{'backupVaultName':'main'}"),
                pair(
                        "backup",
                        "StartBackupJob",
                        "{'backupVaultName':'main','resourceArn':'arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1'}",
                        "{'backupJobId':'J1','recoveryPointArn':'arn:aws:backup:eu-west-1:111122223333:recovery-point:1a2b'}",
                        "DeleteRecoveryPoint",
                        "{'backupVaultName':'main','recoveryPointArn':'arn:aws:backup:eu-west-1:111122223333:recovery-point:1a2b'}"),
                pair(
                        "cloudfront",
                        "CreateDistribution2020_05_31",
                        "{'distributionConfig':{'enabled':true}}",
                        "{'distribution':{'id':'E1','aRN':'arn:aws:cloudfront::111122223333:distribution/E1'}}",
                        "DeleteDistribution2020_05_31",
                        "{'id':'E1'}"),
                pair(
                        "apigateway",
                        "CreateRestApi",
                        "{'createRestApiInput':{'name':'shop'}}",
                        "{'id':'abc123','name':'shop'}",
                        "DeleteRestApi",
                        "{'restApiId':'abc123'}"),
                pair(
                        "states",
                        "CreateStateMachine",
                        "{'name':'order'}",
                        "{'stateMachineArn':'arn:aws:states:eu-west-1:111122223333:stateMachine:order'}",
                        "DeleteStateMachine",
                        "{'stateMachineArn':'arn:aws:states:eu-west-1:111122223333:stateMachine:order'}"),
                pair(
                        "glue",
                        "CreateTable",
                        "{'databaseName':'lake','tableInput':{'name':'orders'}}",
                        null,
                        "DeleteTable",
                        "{'databaseName':'lake','name':'orders'}"),
                pair(
                        "glue",
                        "CreateTable",
                        "{'databaseName':'lake','tableInput':{'name':'orders'}}",
                        null,
                        "BatchDeleteTable",
                        "{'databaseName':'lake','tablesToDelete':['orders']}"),
                pair(
                        "glue",
                        "BatchCreatePartition",
                        "{'databaseName':'lake','tableName':'orders','partitionInputList':[{'values':['2025','12']}]}",
                        null,
                        "BatchDeletePartition",
                        "{'databaseName':'lake','tableName':'orders','partitionsToDelete':[{'values':['2025','12']}]}"),
                pair(
                        "events",
                        "PutRule",
                        "{'name':'nightly'}",
                        "{'ruleArn':'arn:aws:events:eu-west-1:111122223333:rule/nightly'}",
                        "DeleteRule",
                        "{'name':'nightly','eventBusName':'default'}"),
                pair(
                        "ssm",
                        "PutParameter",
                        "{'name':'/app/key','type':'String'}",
                        "{'version':1}",
                        "DeleteParameter",
                        "{'name':'/app/key'}"),
                pair(
                        "monitoring",
                        "PutMetricAlarm",
                        "{'alarmName':'cpu'}",
                        null,
                        "DeleteAlarms",
                        "{'alarmNames':['cpu']}"));
    }

    @ParameterizedTest(name = "{0} {1} joins {4}")
    @MethodSource("pairs")
    void oneKeyHoweverItIsNamed(
            String service,
            String create,
            String createRequest,
            @Nullable String createResponse,
            String delete,
            String deleteRequest,
            @Nullable String deleteResponse) {
        AuditEvent made = interpret(service, create, createRequest, createResponse);
        AuditEvent deleted = interpret(service, delete, deleteRequest, deleteResponse);
        assertThat(made.operationKnown()).isTrue();
        assertThat(deleted.operationKnown()).isTrue();
        List<ResourceRef> ids =
                made.createdResources().isEmpty() ? made.resources() : made.createdResources();
        assertThat(deleted.resources()).hasSize(1);
        assertThat(deleted.units()).isEqualTo(1);
        assertThat(ids).extracting(ResourceRef::key).containsExactly(key(deleted));
    }

    @Test
    void oneNameInTwoFamiliesIsTwoThings() {
        String role = key(interpret("iam", "DeleteRole", "{'roleName':'x'}", null));
        String user = key(interpret("iam", "DeleteUser", "{'userName':'x'}", null));
        String group = key(interpret("iam", "DeleteGroup", "{'groupName':'x'}", null));
        String inline =
                key(
                        interpret(
                                "iam",
                                "DeleteRolePolicy",
                                "{'roleName':'r','policyName':'x'}",
                                null));
        String managed =
                key(
                        interpret(
                                "iam",
                                "DeletePolicy",
                                "{'policyArn':'arn:aws:iam::111122223333:policy/x'}",
                                null));
        assertThat(List.of(role, user, group, inline, managed)).doesNotHaveDuplicates();
        assertThat(key(interpret("rds", "DeleteDBCluster", "{'dBClusterIdentifier':'x'}", null)))
                .isNotEqualTo(
                        key(
                                interpret(
                                        "rds",
                                        "DeleteDBInstance",
                                        "{'dBInstanceIdentifier':'x'}",
                                        null)));
    }

    @Test
    void addingAPartDoesNotMakeTheWhole() {
        AuditEvent table =
                interpret(
                        "ec2",
                        "CreateRouteTable",
                        "{'vpcId':'vpc-0abc1234567890def'}",
                        "{'routeTable':{'routeTableId':'rtb-0abc1234567890def'}}");
        AuditEvent route =
                interpret(
                        "ec2",
                        "CreateRoute",
                        "{'routeTableId':'rtb-0abc1234567890def'}",
                        "{'_return':true}");
        assertThat(route.createdResources())
                .extracting(ResourceRef::key)
                .isNotEmpty()
                .doesNotContain(table.createdResources().get(0).key());
        assertThat(ResourceKeys.regionOf(route.createdResources().get(0).key()))
                .isEqualTo("eu-west-1");
        assertThat(ResourceKeys.parentOf(route.createdResources().get(0).key()))
                .isEqualTo(table.createdResources().get(0).key());
        AuditEvent flowLog =
                interpret(
                        "ec2",
                        "CreateFlowLogs",
                        "{'CreateFlowLogsRequest':{'ResourceId':{'tag':1,'content':'vpc-0abc1234567890def'}}}",
                        null);
        assertThat(flowLog.createdResources()).isEmpty();
    }

    @Test
    void anObjectKnowsItsBucket() {
        String object =
                key(
                        interpret(
                                "s3",
                                "DeleteObject",
                                "{'bucketName':'orders','key':'a>b/c.txt'}",
                                null));
        String bucket = key(interpret("s3", "DeleteBucket", "{'bucketName':'orders'}", null));
        assertThat(ResourceKeys.parentOf(object)).isEqualTo(bucket);
        assertThat(ResourceKeys.regionOf(object)).isEmpty();
        assertThat(ResourceKeys.parentOf(bucket)).isNull();
    }

    @Test
    void globalServicesHaveNoRegionInTheirKeys() {
        CloudTrailRecord elsewhere =
                TestingRecords.call("s3", "DeleteBucket", "{'bucketName':'orders'}", null);
        elsewhere.awsRegion = "us-east-1";
        assertThat(key(interpreter.interpret(elsewhere, Policy.DEFAULT)))
                .isEqualTo(key(interpret("s3", "DeleteBucket", "{'bucketName':'orders'}", null)));
    }

    @Test
    void aChinaArnGivesTheKeyOfTheName() {
        CloudTrailRecord byArn =
                TestingRecords.call(
                        "dynamodb",
                        "DeleteTable",
                        "{'tableName':'arn:aws-cn:dynamodb:cn-north-1:111122223333:table/orders'}",
                        null);
        CloudTrailRecord byName =
                TestingRecords.call("dynamodb", "DeleteTable", "{'tableName':'orders'}", null);
        byArn.awsRegion = "cn-north-1";
        byName.awsRegion = "cn-north-1";
        assertThat(key(interpreter.interpret(byArn, Policy.DEFAULT)))
                .isEqualTo(key(interpreter.interpret(byName, Policy.DEFAULT)));
    }

    private AuditEvent interpret(
            String service, String name, @Nullable String request, @Nullable String response) {
        return interpreter.interpret(
                TestingRecords.call(service, name, request, response), Policy.DEFAULT);
    }

    private static String key(AuditEvent event) {
        assertThat(event.resources()).hasSize(1);
        return event.resources().get(0).key();
    }

    private static Arguments pair(
            String service,
            String create,
            String createRequest,
            @Nullable String createResponse,
            String delete,
            String deleteRequest) {
        return pairWithResponse(
                service, create, createRequest, createResponse, delete, deleteRequest, null);
    }

    private static Arguments pairWithResponse(
            String service,
            String create,
            String createRequest,
            @Nullable String createResponse,
            String delete,
            String deleteRequest,
            @Nullable String deleteResponse) {
        return Arguments.of(
                service,
                create,
                createRequest,
                createResponse,
                delete,
                deleteRequest,
                deleteResponse);
    }
}
