package io.fusewire.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.testing.TestingRecords;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class RecordInterpreterTest {

    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final String OMITTED =
            "{'reason':'requestParameters too large','omitted':'true','originalSize':'149893'}";

    private final RecordInterpreter interpreter = new RecordInterpreter(CATALOGUE);

    // Effects by parameter.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            s3 | PutBucketVersioning | {'bucketName':'b','VersioningConfiguration':{'Status':'Suspended'}} | PROTECTION_REMOVAL | NONE | 7
            s3 | PutBucketVersioning | {'bucketName':'b','VersioningConfiguration':{'Status':'Enabled'}} | MODIFY | NONE | 2
            s3 | PutBucketLifecycle | {'bucketName':'b','LifecycleConfiguration':{'Rule':{'Expiration':{'Days':1}}}} | DESTROY | RECOVERABLE | 7
            s3 | PutBucketLogging | {'bucketName':'b','BucketLoggingStatus':{'xmlns':'x'}} | AUDIT_TAMPERING | NONE | 6
            s3 | PutBucketLogging | {'bucketName':'b','BucketLoggingStatus':{'LoggingEnabled':{'TargetBucket':'t'}}} | MODIFY | NONE | 2
            s3 | PutBucketPublicAccessBlock | {'bucketName':'b','PublicAccessBlockConfiguration':{'BlockPublicAcls':true,'BlockPublicPolicy':false}} | PROTECTION_REMOVAL | NONE | 6
            rds | ModifyDBInstance | {'dBInstanceIdentifier':'d','deletionProtection':false} | PROTECTION_REMOVAL | NONE | 7
            rds | ModifyDBInstance | {'dBInstanceIdentifier':'d','deletionProtection':'false'} | PROTECTION_REMOVAL | NONE | 7
            rds | ModifyDBInstance | {'dBInstanceIdentifier':'d','deletionProtection':false,'backupRetentionPeriod':0} | PROTECTION_REMOVAL | NONE | 8
            rds | ModifyDBCluster | {'dBClusterIdentifier':'d','backupRetentionPeriod':3} | PROTECTION_REMOVAL | NONE | 5
            rds | ModifyDBCluster | {'dBClusterIdentifier':'d','backupRetentionPeriod':7} | MODIFY | NONE | 2
            rds | ModifyDBCluster | {'dBClusterIdentifier':'d','storageType':'io1'} | MODIFY | NONE | 3
            rds | DeleteDBInstance | {'dBInstanceIdentifier':'d'} | DESTROY | IRREVERSIBLE | 9
            rds | DeleteDBInstance | {'dBInstanceIdentifier':'d','deleteAutomatedBackups':false} | DESTROY | IRREVERSIBLE | 8
            elasticloadbalancing | ModifyLoadBalancerAttributes | {'loadBalancerArn':'a','attributes':[{'key':'idle','value':'1'},{'key':'deletion_protection.enabled','value':'false'}]} | PROTECTION_REMOVAL | NONE | 6
            elasticloadbalancing | ModifyLoadBalancerAttributes | {'loadBalancerArn':'a','attributes':[{'key':'deletion_protection.enabled','value':'true'}]} | MODIFY | NONE | 2
            ecs | UpdateService | {'service':'s','desiredCount':0} | DESTROY | OUTAGE | 6
            ecs | UpdateService | {'service':'s','desiredCount':2} | MODIFY | NONE | 2
            ecr | PutLifecyclePolicy | {'repositoryName':'r','lifecyclePolicyText':'{action: expire}'} | DESTROY | IRREVERSIBLE | 5
            fsx | UpdateFileSystem | {'fileSystemId':'f','windowsConfiguration':{'automaticBackupRetentionDays':0}} | PROTECTION_REMOVAL | NONE | 7
            secretsmanager | DeleteSecret | {'secretId':'s','forceDeleteWithoutRecovery':true} | DESTROY | IRREVERSIBLE | 9
            secretsmanager | DeleteSecret | {'secretId':'s'} | DESTROY | RECOVERABLE | 7
            """)
    void effectFollowsTheParameters(
            String service, String name, String request, Effect effect, Loss loss, double impact) {
        AuditEvent event = interpret(service, name, request);
        assertThat(event.effect()).isEqualTo(effect);
        assertThat(event.loss()).isEqualTo(loss);
        assertThat(event.impact()).isEqualTo(impact);
    }

    @Test
    void withheldParametersMakeTheEffectUnknownNotHarmless() {
        CloudTrailRecord record = TestingRecords.call("rds", "ModifyDBInstance", OMITTED, null);
        record.requestParametersOmitted = true;
        AuditEvent event = interpreter.interpret(record, Policy.DEFAULT);
        assertThat(event.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(event.units()).isEqualTo(AuditEvent.UNITS_UNKNOWN);
        assertThat(
                        interpret(
                                        "rds",
                                        "ModifyDBInstance",
                                        "{'dBInstanceIdentifier':'d','deletionProtection':'HIDDEN_DUE_TO_SECURITY_REASONS'}")
                                .effect())
                .isEqualTo(Effect.UNKNOWN);
        assertThat(interpret("rds", "ModifyDBInstance", null).effect()).isEqualTo(Effect.UNKNOWN);
    }

    @Test
    void aDestructionStaysOneWhenItsParametersAreWithheld() {
        CloudTrailRecord record = TestingRecords.call("rds", "DeleteDBInstance", OMITTED, null);
        record.requestParametersOmitted = true;
        AuditEvent event = interpreter.interpret(record, Policy.DEFAULT);
        assertThat(event.effect()).isEqualTo(Effect.DESTROY);
        assertThat(event.units()).isEqualTo(AuditEvent.UNITS_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "ssm,SendCommand",
        "ssm,StartAutomationExecution",
        "lambda,Invoke",
        "rds-data,ExecuteStatement",
        "redshift-data,BatchExecuteStatement",
        "ecs,ExecuteCommand"
    })
    void opaqueCallsAreUnknown(String service, String name) {
        assertThat(interpret(service, name, "{}").effect()).isEqualTo(Effect.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
            StartExecution | {'stateMachineArn':'arn:m'} | {'executionArn':'arn:e','startDate':'x'} | arn:e
            RedriveExecution | {'executionArn':'arn:e'} | {'redriveDate':'x'} | arn:e
            StartExecution | {'stateMachineArn':'arn:m'} | - | -
            StopExecution | {'executionArn':'arn:e'} | {'stopDate':'x'} | -
            """)
    void anExecutionThatWasSetGoingIsNamed(
            String name, String request, String response, String execution) {
        AuditEvent event =
                interpreter.interpret(
                        TestingRecords.call("states", name, request, response), Policy.DEFAULT);
        assertThat(event.execution()).isEqualTo(execution);
        assertThat(event.createdResources()).as("it is nobody's inventory").isEmpty();
    }

    @Test
    void anExecutionThatWasRefusedIsNone() {
        CloudTrailRecord record =
                TestingRecords.call("states", "RedriveExecution", "{'executionArn':'arn:e'}", null);
        record.errorCode = "AccessDenied";
        assertThat(interpreter.interpret(record, Policy.DEFAULT).execution()).isNull();
    }

    private static final String OPENED =
            "{'credentials':{'accessKeyId':'ASIAX','sessionToken':'***'},"
                    + "'assumedRoleUser':{'assumedRoleId':'AROAX:ci-1',"
                    + "'arn':'arn:aws:sts::111122223333:assumed-role/Coder/ci-1'}}";

    private static CloudTrailRecord assumeRole(String type, String accessKeyId, String principal) {
        CloudTrailRecord record =
                TestingRecords.call("sts", "AssumeRole", "{'roleSessionName':'ci-1'}", OPENED);
        record.identityType = type;
        record.principalId = principal;
        record.accessKeyId = accessKeyId;
        record.arn = "arn:aws:iam::111122223333:user/coder";
        record.sessionCreationDate = null;
        return record;
    }

    @Test
    void aSessionThatALongTermKeyOpenedIsNamed() {
        AuditEvent event =
                interpreter.interpret(assumeRole("IAMUser", "AKIAX", "AIDAX"), Policy.DEFAULT);
        assertThat(event.openedSession()).isEqualTo("AROAX:ci-1");
        assertThat(event.session()).isEqualTo("key:AIDAX/AKIAX");
        assertThat(event.principalArn()).isEqualTo("arn:aws:iam::111122223333:user/coder");
    }

    @Test
    void aSessionThatAnotherSessionOrNobodyOpenedIsNot() {
        CloudTrailRecord temporary = assumeRole("IAMUser", "ASIAX", "AIDAX");
        temporary.sessionCreationDate = "2026-11-17T01:06:00Z";
        assertThat(interpreter.interpret(temporary, Policy.DEFAULT).openedSession()).isNull();
        CloudTrailRecord fromElsewhere = assumeRole("AWSAccount", null, "AIDAX");
        assertThat(interpreter.interpret(fromElsewhere, Policy.DEFAULT).openedSession()).isNull();
        CloudTrailRecord refused = assumeRole("IAMUser", "AKIAX", "AIDAX");
        refused.errorCode = "AccessDenied";
        assertThat(interpreter.interpret(refused, Policy.DEFAULT).openedSession()).isNull();
        CloudTrailRecord silent =
                TestingRecords.call("sts", "AssumeRole", "{'roleSessionName':'ci-1'}", null);
        assertThat(interpreter.interpret(silent, Policy.DEFAULT).openedSession()).isNull();
    }

    @Test
    void deletingALogGroupAlsoTampersWithAudit() {
        AuditEvent event = interpret("logs", "DeleteLogGroup", "{'logGroupName':'g'}");
        assertThat(event.has(Effect.DESTROY)).isTrue();
        assertThat(event.has(Effect.AUDIT_TAMPERING)).isTrue();
    }

    // Operations that the catalogue does not know.

    @ParameterizedTest
    @CsvSource({
        "DeleteWidget,,DESTROY",
        "BatchDeleteWidgets,false,DESTROY",
        "ScheduleWidgetDeletion,,DESTROY",
        "DeleteWidget,true,READ",
        "GetWidget,,READ",
        "GetWidget,false,MODIFY",
        "CreateWidget,,CREATE",
        "TuneWidget,,MODIFY",
        "Getaway,,MODIFY",
        "'',,MODIFY"
    })
    void unknownOperationsAreJudgedByTheirVerb(String name, Boolean readOnly, Effect effect) {
        CloudTrailRecord record = TestingRecords.call("widgets", name, "{}", null);
        record.readOnly = readOnly;
        AuditEvent event = interpreter.interpret(record, Policy.DEFAULT);
        assertThat(event.operationKnown()).isFalse();
        assertThat(event.effect()).isEqualTo(effect);
        assertThat(event.impact()).isEqualTo(effect == Effect.READ ? 0 : 3);
    }

    @Test
    void anEmptyRecordIsUnderstoodToo() {
        AuditEvent event = interpreter.interpret(new CloudTrailRecord(), Policy.DEFAULT);
        assertThat(event.eventName()).isEmpty();
        assertThat(event.units()).isEqualTo(AuditEvent.UNITS_UNKNOWN);
    }

    // Outcome.

    @ParameterizedTest
    @CsvSource({
        ",,SUCCESS",
        ",Failed authentication,FAILED",
        "AccessDenied,,DENIED",
        "AccessDeniedException,,DENIED",
        "Client.UnauthorizedOperation,,DENIED",
        "Client.DryRunOperation,,DRY_RUN",
        "ThrottlingException,,THROTTLED",
        "Client.RequestLimitExceeded,,THROTTLED",
        "TrailNotFoundException,,FAILED",
        "Client.DependencyViolation,,FAILED"
    })
    void outcomeFollowsTheError(String code, String message, Outcome outcome) {
        CloudTrailRecord record =
                TestingRecords.call("s3", "DeleteBucket", "{'bucketName':'b'}", null);
        record.errorCode = code;
        record.errorMessage = message;
        assertThat(interpreter.interpret(record, Policy.DEFAULT).outcome()).isEqualTo(outcome);
    }

    @Test
    void aFailedCreateMakesNothing() {
        CloudTrailRecord record =
                TestingRecords.call("s3", "CreateBucket", "{'bucketName':'b'}", null);
        record.errorCode = "BucketAlreadyExists";
        AuditEvent event = interpreter.interpret(record, Policy.DEFAULT);
        assertThat(event.createdResources()).isEmpty();
        assertThat(event.resources()).hasSize(1);
    }

    // Units.

    @Test
    void aBatchCountsItsItems() {
        String items =
                IntStream.range(0, 40)
                        .mapToObj(i -> String.format("{'instanceId':'i-%017x'}", i))
                        .collect(Collectors.joining(","));
        AuditEvent event =
                interpret(
                        "ec2", "TerminateInstances", "{'instancesSet':{'items':[" + items + "]}}");
        assertThat(event.units()).isEqualTo(40);
        assertThat(event.resources()).hasSize(40);
    }

    @ParameterizedTest
    @CsvSource({"'delete','objects','key'", "'Delete','Object','Key'"})
    void thousandKeysCountThousand(String wrapper, String list, String key) {
        String keys =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> "{'" + key + "':'k" + i + "'}")
                        .collect(Collectors.joining(","));
        AuditEvent event =
                interpret(
                        "s3",
                        "DeleteObjects",
                        "{'bucketName':'b','" + wrapper + "':{'" + list + "':[" + keys + "]}}");
        assertThat(event.units()).isEqualTo(1_000);
        assertThat(event.resources()).hasSize(1_000);
        assertThat(event.resources().get(7).key()).endsWith("s3/bucket>object/b>k7");
    }

    @Test
    void keysOfADeletionMayStandInTheResources() {
        AuditEvent event =
                interpreter.interpret(
                        TestingRecords.call(
                                "s3",
                                "DeleteObjects",
                                "{'bucketName':'b','delete':''}",
                                null,
                                "[{'type':'AWS::S3::Bucket','ARN':'arn:aws:s3:::b'},"
                                        + "{'type':'AWS::S3::Object','ARN':'arn:aws:s3:::b/k1'},"
                                        + "{'type':'AWS::S3::Object','ARN':'arn:aws:s3:::b/k2'}]"),
                        Policy.DEFAULT);
        assertThat(event.units()).isEqualTo(2);
        assertThat(event.resources())
                .extracting(ResourceRef::key)
                .containsExactly(
                        "111122223333//s3/bucket>object/b>k1",
                        "111122223333//s3/bucket>object/b>k2");
    }

    @Test
    void aBatchWithoutItsListIsUnknownNeverZero() {
        assertThat(interpret("s3", "DeleteObjects", "{'bucketName':'b'}").units())
                .isEqualTo(AuditEvent.UNITS_UNKNOWN);
        assertThat(interpret("ec2", "TerminateInstances", null).units())
                .isEqualTo(AuditEvent.UNITS_UNKNOWN);
    }

    @Test
    void moreThanTheLimitAreCountedButNotListed() {
        String keys =
                IntStream.range(0, 1_500)
                        .mapToObj(i -> "{'key':'k" + i + "'}")
                        .collect(Collectors.joining(","));
        AuditEvent event =
                interpret(
                        "s3",
                        "DeleteObjects",
                        "{'bucketName':'b','delete':{'objects':[" + keys + "]}}");
        assertThat(event.units()).isEqualTo(1_500);
        assertThat(event.resources()).hasSize(ResourceFinder.RESOURCES_PER_EVENT_LIMIT);
    }

    @Test
    void aResourceNamedTwiceIsOne() {
        AuditEvent event =
                interpret(
                        "ec2",
                        "TerminateInstances",
                        "{'instancesSet':{'items':[{'instanceId':'i-0abc1234567890def'},{'instanceId':'i-0abc1234567890def'}]}}");
        assertThat(event.units()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            sqs | DeleteMessageBatch | {'queueUrl':'https://sqs.eu-west-1.amazonaws.com/111122223333/q','entries':[{'id':'a'},{'id':'b'}]} | 2
            ecr | BatchDeleteImage | {'repositoryName':'r','imageIds':[{'imageDigest':'sha256:a'},{'imageDigest':'sha256:b'},{'imageDigest':'sha256:c'}]} | 3
            glue | BatchDeletePartition | {'databaseName':'d','tableName':'t','partitionsToDelete':[{'values':['1','2']},{'values':['1','3']}]} | 2
            redshift | BatchDeleteClusterSnapshots | {'identifiers':[{'snapshotIdentifier':'a'},{'snapshotIdentifier':'b'}]} | 2
            dynamodb | BatchWriteItem | {'requestItems':{'t':[{'deleteRequest':{'key':{}}},{'putRequest':{'item':{}}}],'u':[{'deleteRequest':{'key':{}}}]}} | 2
            route53 | ChangeResourceRecordSets | {'hostedZoneId':'Z','changeBatch':{'changes':[{'action':'DELETE','resourceRecordSet':{'name':'a.','type':'A'}},{'action':'CREATE','resourceRecordSet':{'name':'b.','type':'A'}},{'action':'DELETE','resourceRecordSet':{'name':'c.','type':'A'}}]}} | 2
            ec2 | DeleteFlowLogs | {'DeleteFlowLogsRequest':{'FlowLogId':[{'tag':1,'content':'fl-0abc1234567890de1'},{'tag':2,'content':'fl-0abc1234567890de2'}]}} | 2
            monitoring | DeleteAlarms | {'alarmNames':['a','b','c']} | 3
            """)
    void listsOfEveryServiceAreCounted(String service, String name, String request, int units) {
        AuditEvent event = interpret(service, name, request);
        assertThat(event.units()).isEqualTo(units);
        assertThat(event.has(Effect.READ)).isFalse();
    }

    // Stacks.

    @Test
    void aStackIsOneByNameAndByArn() {
        String arn = "arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1a2b";
        AuditEvent byArn =
                interpret("cloudformation", "DeleteStack", "{'stackName':'" + arn + "'}");
        AuditEvent byName = interpret("cloudformation", "DeleteStack", "{'stackName':'shop'}");
        assertThat(byArn.stack()).isEqualTo("shop").isEqualTo(byName.stack());
        assertThat(byArn.resources().get(0).key()).isEqualTo(byName.resources().get(0).key());
    }

    @Test
    void tagsOfACreateTellItsStack() {
        assertThat(
                        interpret(
                                        "sqs",
                                        "CreateQueue",
                                        "{'queueName':'q','tags':{'aws:cloudformation:stack-name':'shop'}}")
                                .stack())
                .isEqualTo("shop");
        assertThat(
                        interpret(
                                        "ec2",
                                        "CreateVpc",
                                        "{'tagSpecificationSet':{'items':[{'tags':[{'key':'aws:cloudformation:stack-name','value':'shop'}]}]}}")
                                .stack())
                .isEqualTo("shop");
    }

    // The same record in another form.

    @Property(tries = 100)
    void orderOfFieldsChangesNothing(@ForAll Random random) {
        List<String> fields =
                new ArrayList<>(
                        List.of(
                                "'dBInstanceIdentifier':'orders'",
                                "'skipFinalSnapshot':true",
                                "'deleteAutomatedBackups':true",
                                "'tags':[{'key':'a','value':'b'}]"));
        String first = "{" + String.join(",", fields) + "}";
        Collections.shuffle(fields, random);
        String second = "{" + String.join(",", fields) + "}";
        assertThat(interpret("rds", "DeleteDBInstance", second))
                .isEqualTo(interpret("rds", "DeleteDBInstance", first));
    }

    @Property(tries = 200)
    void nothingStaysFromTheRecordBefore(@ForAll Random random) {
        List<String[]> calls =
                List.of(
                        new String[] {"s3", "DeleteObject", "{'bucketName':'b','key':'k'}"},
                        new String[] {"ec2", "DeleteVpc", "{'vpcId':'vpc-0abc1234567890def'}"},
                        new String[] {"ecs", "DeleteService", "{'cluster':'c','service':'s'}"},
                        new String[] {"iam", "DeleteRole", null},
                        new String[] {"widgets", "DeleteWidget", "{}"});
        for (int i = 0; i < 10; i++) {
            String[] call = calls.get(random.nextInt(calls.size()));
            AuditEvent fresh =
                    new RecordInterpreter(CATALOGUE)
                            .interpret(
                                    TestingRecords.call(call[0], call[1], call[2], null),
                                    Policy.DEFAULT);
            assertThat(interpret(call[0], call[1], call[2])).isEqualTo(fresh);
        }
    }

    private AuditEvent interpret(String service, String name, @Nullable String request) {
        return interpreter.interpret(
                TestingRecords.call(service, name, request, null), Policy.DEFAULT);
    }
}
