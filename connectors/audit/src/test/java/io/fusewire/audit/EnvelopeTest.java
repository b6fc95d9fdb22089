package io.fusewire.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

class EnvelopeTest {

    private static final CollectingSink PLAIN = Reading.message(Reading.RECORD);

    @Test
    void fillsTheFormFromAPlainRecord() {
        assertThat(PLAIN.deadLetters).isEmpty();
        assertThat(PLAIN.records)
                .containsExactly(
                        """
                        eventId=11111111-2222-3333-4444-555555555555
                        eventTimeMillis=1772360130000
                        eventSource=ec2.amazonaws.com
                        eventName=TerminateInstances
                        eventType=AwsApiCall
                        awsRegion=cn-north-1
                        recipientAccountId=123456789012
                        sourceIpAddress=203.0.113.7
                        userAgent=aws-cli/2.30 "m/AN,C"
                        readOnly=false
                        identityType=AssumedRole
                        principalId=AROAEXAMPLE:deploy-7
                        arn=arn:aws-cn:sts::123456789012:assumed-role/Deploy/deploy-7
                        accountId=123456789012
                        accessKeyId=ASIAEXAMPLE
                        sessionCreationDate=2026-03-01T10:00:00Z
                        mfaAuthenticated=false
                        issuerType=Role
                        issuerPrincipalId=AROAEXAMPLE
                        issuerArn=arn:aws-cn:iam::123456789012:role/Deploy
                        issuerAccountId=123456789012
                        issuerUserName=Deploy
                        requestParameters={instancesSet:{items:[{instanceId:"i-0a"},{instanceId:"i-0b"}]},dryRun:false,count:2,note:"é😀 \\ /"}
                        resources=[{ARN:"arn:aws-cn:ec2:cn-north-1:123456789012:instance/i-0a",type:"AWS::EC2::Instance"}]
                        """);
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameRecordAndDigestOutOfEveryContainer(Envelopes envelope) {
        for (CollectingSink found :
                new CollectingSink[] {
                    Reading.message(envelope.around(Reading.RECORD)),
                    Reading.stream(envelope.around(Reading.RECORD)),
                    Reading.stream("\n " + envelope.around(Reading.RECORD) + "\r\n\r\n")
                }) {
            assertThat(found.deadLetters).isEmpty();
            assertThat(found.records).isEqualTo(PLAIN.records);
            assertThat(found.digests).isEqualTo(PLAIN.digests);
            assertThat(found.skipped).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsSeveralContainersFromTheLinesOfOneInput(Envelopes envelope) {
        String line = envelope.around(Reading.RECORD).replace("\n", "");
        CollectingSink found = Reading.stream(line + "\n" + Reading.RECORD + "\n" + line + "\n");

        assertThat(found.deadLetters).isEmpty();
        assertThat(found.records).hasSize(3).containsOnly(PLAIN.records.get(0));
    }

    @Test
    void readsAllRecordsOfAnArrayInOrder() {
        CollectingSink found =
                Reading.stream(
                        "{\"Records\":["
                                + "{\"eventID\":\"a\",\"eventName\":\"A\",\"eventSource\":\"s.amazonaws.com\",\"eventTime\":\"2026-03-01T10:15:30Z\"},"
                                + "{\"eventID\":\"b\",\"eventName\":\"B\",\"eventSource\":\"s.amazonaws.com\",\"eventTime\":\"2026-03-01T10:15:30Z\"},"
                                + "{\"eventID\":\"c\",\"eventName\":\"C\",\"eventSource\":\"s.amazonaws.com\",\"eventTime\":\"2026-03-01T10:15:30Z\"}]}");

        assertThat(found.eventIds).containsExactly("a", "b", "c");
        assertThat(found.total()).isEqualTo(3);
    }

    @Test
    void readsNothingFromAnEmptyArrayOrFile() {
        assertThat(Reading.stream("{\"Records\":[]}").total()).isZero();
        assertThat(Reading.stream("").total()).isZero();
        assertThat(Reading.stream("[ ]").total()).isZero();
    }

    @Test
    void countsAnEmptyMessageAsUnreadable() {
        assertThat(Reading.message(" \n").deadLetters)
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.reason())
                                    .isEqualTo("message must hold a record, but is empty");
                            assertThat(letter.offset()).isEqualTo(42);
                        });
    }

    @Test
    void skipsADigestFileAsOne() {
        CollectingSink found =
                Reading.stream(
                        """
                        {"awsAccountId":"123456789012","digestStartTime":"2026-03-01T10:00:00Z",
                         "digestEndTime":"2026-03-01T11:00:00Z","digestS3Bucket":"b",
                         "previousDigestSignature":null,
                         "logFiles":[{"s3Bucket":"b","s3Object":"o","hashValue":"h",
                           "newestEventTime":"2026-03-01T10:59:00Z"},{"s3Bucket":"b"}]}
                        """);

        assertThat(found.skipped).isEqualTo(Map.of(SkipReason.DIGEST, 1));
        assertThat(found.total()).isEqualTo(1);
    }

    private static final String INSIGHT =
            "{\"eventVersion\":\"1.07\",\"eventTime\":\"2026-03-01T10:15:30Z\",\"awsRegion\":"
                    + "\"us-east-1\",\"eventID\":\"i\",\"eventType\":\"AwsCloudTrailInsight\","
                    + "\"insightDetails\":{\"state\":\"Start\",\"eventSource\":\"s3.amazonaws.com\","
                    + "\"eventName\":\"PutObject\"},\"eventCategory\":\"Insight\"}";

    @Test
    void skipsAnInsightFileAsOneAndAnInsightRecordOnItsOwn() {
        assertThat(Reading.stream("{\"Records\":[" + INSIGHT + "," + INSIGHT + "]}").skipped)
                .isEqualTo(Map.of(SkipReason.INSIGHT, 1));
        assertThat(Reading.message(INSIGHT).skipped).isEqualTo(Map.of(SkipReason.INSIGHT, 1));
        assertThat(Reading.message(Envelopes.EVENT_BRIDGE.around(INSIGHT)).skipped)
                .isEqualTo(Map.of(SkipReason.INSIGHT, 1));
    }

    @Test
    void countsEachInsightAmongOtherRecords() {
        CollectingSink found =
                Reading.stream("[" + INSIGHT + "," + Reading.RECORD + "," + INSIGHT + "]");

        assertThat(found.skipped).isEqualTo(Map.of(SkipReason.INSIGHT, 2));
        assertThat(found.records).hasSize(1);
    }

    @Test
    void skipsAControlMessageOfCloudWatchLogsWhateverTheOrderOfItsFields() {
        String events =
                "\"logEvents\":[{\"id\":\"\",\"timestamp\":1,\"message\":\"CWL CONTROL MESSAGE\"}]";
        String type = "\"messageType\":\"CONTROL_MESSAGE\"";
        assertThat(Reading.message("{" + type + "," + events + "}").skipped)
                .isEqualTo(Map.of(SkipReason.CONTROL_MESSAGE, 1));
        assertThat(Reading.message("{" + events + "," + type + "}").skipped)
                .isEqualTo(Map.of(SkipReason.CONTROL_MESSAGE, 1));
    }

    @Test
    void refusesCompressedPayloadsThatAreNone() {
        String noBase64 = "{\"awslogs\":{\"data\":\"%%%\"}}";
        String noGzip =
                "{\"awslogs\":{\"data\":\""
                        + Base64.getEncoder()
                                .encodeToString("hello there".getBytes(StandardCharsets.UTF_8))
                        + "\"}}";
        byte[] zipped = Envelopes.gzip(Reading.RECORD);
        String cut =
                "{\"awslogs\":{\"data\":\""
                        + Base64.getEncoder()
                                .encodeToString(java.util.Arrays.copyOf(zipped, zipped.length / 2))
                        + "\"}}";
        for (String text : new String[] {noBase64, noGzip, cut}) {
            assertThat(Reading.message(text).deadLetters)
                    .singleElement()
                    .satisfies(
                            letter ->
                                    assertThat(letter.reason())
                                            .startsWith("awslogs.data must be gzip in base64"));
        }
    }

    @Test
    void boundsWhatACompressedPayloadExpandsTo() {
        ReaderLimits limits = new ReaderLimits(1 << 20, 64, 1 << 20, 1000, 10_000, 8, 1000);
        String bomb =
                "{\"awslogs\":{\"data\":\""
                        + Base64.getEncoder().encodeToString(Envelopes.gzip(" ".repeat(1 << 20)))
                        + "\"}}";
        CollectingSink found = new CollectingSink();
        new AuditReader(limits, DigestMode.ALWAYS)
                .readMessage(bomb.getBytes(StandardCharsets.UTF_8), "t", 1, found);

        assertThat(found.deadLetters)
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(letter.reason())
                                        .isEqualTo(
                                                "awslogs.data must expand to at most 10000 bytes"));
    }

    @Test
    void boundsHowDeepContainersNest() {
        String nested = Reading.RECORD;
        for (int i = 0; i < 9; i++) {
            nested = "{\"message\":" + nested + "}";
        }
        CollectingSink found = Reading.message(nested);

        assertThat(found.records).isEmpty();
        assertThat(found.deadLetters)
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(letter.reason())
                                        .isEqualTo("envelopes must be at most 8"));
    }

    @Test
    void readsARowOfAQueryResult() {
        CollectingSink found =
                Reading.message(
                        """
                        {"QueryStatus":"FINISHED","QueryResultRows":[[
                          {"eventID":"q-1"},{"eventTime":"2026-03-01 10:15:30.000"},
                          {"eventSource":"s3.amazonaws.com"},{"eventName":"DeleteBucket"}],
                          [{"eventID":"q-2"},{"eventTime":"2026-03-01 10:15:31.000"},
                          {"eventSource":"s3.amazonaws.com"},{"eventName":"DeleteBucket"}]]}
                        """);

        assertThat(found.deadLetters).isEmpty();
        assertThat(found.eventIds).containsExactly("q-1", "q-2");
    }

    @Test
    void readsALakeRowWhoseSectionsArePrintedAsText() {
        CollectingSink found =
                Reading.message(
                        """
                        {"eventid":"l-1","eventtime":"2026-03-01 10:15:30.000","eventsource":"s3.amazonaws.com",
                         "eventname":"DeleteBucket","awsregion":"eu-west-1","recipientaccountid":"123456789012",
                         "readonly":"false",
                         "useridentity":"{type=AssumedRole, principalid=AROA:x, arn=arn:aws:sts::1:assumed-role/R/x, accountid=1, accesskeyid=ASIA, sessioncontext={attributes={creationdate=2026-03-01 10:00:00.000, mfaauthenticated=false}, sessionissuer={type=Role, arn=arn:aws:iam::1:role/R, username=R}}, invokedby=null}",
                         "requestparameters":"{bucketName=my, bucket, Host=[a.b, c d]}",
                         "responseelements":"{\\"x\\":[1,true]}",
                         "resources":"[{accountid=1, type=AWS::S3::Bucket, arn=arn:aws:s3:::my}]"}
                        """);

        assertThat(found.deadLetters).isEmpty();
        assertThat(found.records)
                .containsExactly(
                        """
                        eventId=l-1
                        eventTimeMillis=1772360130000
                        eventSource=s3.amazonaws.com
                        eventName=DeleteBucket
                        awsRegion=eu-west-1
                        recipientAccountId=123456789012
                        readOnly=false
                        identityType=AssumedRole
                        principalId=AROA:x
                        arn=arn:aws:sts::1:assumed-role/R/x
                        accountId=1
                        accessKeyId=ASIA
                        sessionCreationDate=2026-03-01T10:00:00Z
                        mfaAuthenticated=false
                        issuerType=Role
                        issuerArn=arn:aws:iam::1:role/R
                        issuerUserName=R
                        requestParameters={bucketName:"my, bucket",Host:["a.b","c d"]}
                        responseElements={x:[1,true]}
                        resources=[{accountid:"1",type:"AWS::S3::Bucket",arn:"arn:aws:s3:::my"}]
                        """);
    }

    @Test
    void readsAFlattenedRow() {
        CollectingSink found =
                Reading.message(
                        Reading.recordWith(
                                "\"userIdentity.type\":\"IAMUser\",\"userIdentity.arn\":\"arn:u\","
                                        + "\"userIdentity.sessionContext.sessionIssuer.arn\":\"arn:r\","
                                        + "\"requestParameters.bucketName\":\"b\","
                                        + "\"requestParameters.a.x\":1,\"requestParameters.a.y\":null"));

        assertThat(found.records.get(0))
                .contains("identityType=IAMUser\n", "arn=arn:u\n", "issuerArn=arn:r\n")
                .contains("requestParameters={bucketName:\"b\",a:{x:1,y:null}}");
    }

    @Test
    void countsUnreadableSectionTextAsOmitted() {
        CollectingSink found =
                Reading.message(Reading.recordWith("\"requestParameters\":\"{no notation\""));

        assertThat(found.records.get(0)).contains("requestParametersOmitted=true");
    }

    @Test
    void mapsAnOcsfApiActivityBackToCloudTrail() {
        CollectingSink found =
                Reading.message(
                        """
                        {"class_name":"API Activity","class_uid":6003,"activity_id":4,"time":1772360130000,
                         "metadata":{"uid":"o-1","event_code":"AwsApiCall","product":{"version":"1.08"}},
                         "api":{"operation":"DeleteBucket","service":{"name":"s3.amazonaws.com"},
                           "request":{"uid":"r","data":{"bucketName":"b"}},
                           "response":{"error":"AccessDenied","message":"no"}},
                         "cloud":{"provider":"AWS","region":"eu-west-1","account":{"uid":"123456789012"}},
                         "actor":{"user":{"type":"AssumedRole","uid":"AROA:x","uid_alt":"arn:aws:sts::1:assumed-role/R/x",
                             "account":{"uid":"1"},"credential_uid":"ASIA"},
                           "session":{"issuer":"arn:aws:iam::1:role/R","created_time":1772359200000,"is_mfa":false}},
                         "src_endpoint":{"ip":"203.0.113.7"},"http_request":{"user_agent":"ua"},
                         "resources":[{"uid":"arn:aws:s3:::b","type":"AWS::S3::Bucket","owner":{"account":{"uid":"1"}}}],
                         "unmapped":{"readOnly":"false","eventType":"AwsApiCall","recipientAccountId":"123456789012",
                           "userIdentity.sessionContext.sourceIdentity":"alice",
                           "responseElements.x":"y"}}
                        """);

        assertThat(found.deadLetters).isEmpty();
        assertThat(found.records)
                .containsExactly(
                        """
                        eventId=o-1
                        eventTimeMillis=1772360130000
                        eventSource=s3.amazonaws.com
                        eventName=DeleteBucket
                        eventType=AwsApiCall
                        awsRegion=eu-west-1
                        recipientAccountId=123456789012
                        sourceIpAddress=203.0.113.7
                        userAgent=ua
                        errorCode=AccessDenied
                        errorMessage=no
                        readOnly=false
                        identityType=AssumedRole
                        principalId=AROA:x
                        arn=arn:aws:sts::1:assumed-role/R/x
                        accountId=1
                        accessKeyId=ASIA
                        sessionCreationDate=2026-03-01T10:00:00Z
                        mfaAuthenticated=false
                        sourceIdentity=alice
                        issuerArn=arn:aws:iam::1:role/R
                        requestParameters={bucketName:"b"}
                        responseElements={x:"y"}
                        resources=[{ARN:"arn:aws:s3:::b",type:"AWS::S3::Bucket",accountId:"1"}]
                        """);
    }

    @Test
    void refusesOtherClassesOfOcsf() {
        assertThat(Reading.message("{\"class_uid\":2004,\"time\":1}").deadLetters)
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(letter.reason())
                                        .isEqualTo(
                                                "OCSF class_uid must be 6003 (API Activity), but"
                                                        + " was 2004"));
    }

    @Test
    void takesFromEventBridgeWhatTheRecordLacks() {
        String record =
                "{\"eventName\":\"DeleteBucket\",\"eventSource\":\"s3.amazonaws.com\",\"eventID\":\"x\"}";
        for (Envelopes envelope :
                new Envelopes[] {Envelopes.EVENT_BRIDGE, Envelopes.EVENT_BRIDGE_DETAIL_FIRST}) {
            assertThat(Reading.message(envelope.around(record)).records.get(0))
                    .contains("eventTimeMillis=978307200000");
        }
        assertThat(Reading.message(Envelopes.EVENT_BRIDGE.around(record)).records.get(0))
                .contains("recipientAccountId=999999999999", "awsRegion=xx-none-1");
    }
}
