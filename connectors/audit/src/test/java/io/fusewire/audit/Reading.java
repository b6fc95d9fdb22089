package io.fusewire.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Shorthand for one input, one reader, one sink. */
final class Reading {

    /** A record with something in every section. */
    static final String RECORD =
            """
            {"eventVersion":"1.08","userIdentity":{"type":"AssumedRole",\
            "principalId":"AROAEXAMPLE:deploy-7","arn":"arn:aws-cn:sts::123456789012:assumed-role/Deploy/deploy-7",\
            "accountId":"123456789012","accessKeyId":"ASIAEXAMPLE","sessionContext":{"sessionIssuer":{\
            "type":"Role","principalId":"AROAEXAMPLE","arn":"arn:aws-cn:iam::123456789012:role/Deploy",\
            "accountId":"123456789012","userName":"Deploy"},"attributes":{"creationDate":\
            "2026-03-01T10:00:00Z","mfaAuthenticated":"false"}}},"eventTime":"2026-03-01T10:15:30Z",\
            "eventSource":"ec2.amazonaws.com","eventName":"TerminateInstances","awsRegion":"cn-north-1",\
            "sourceIPAddress":"203.0.113.7","userAgent":"aws-cli/2.30 \\"m/AN,C\\"","requestParameters":\
            {"instancesSet":{"items":[{"instanceId":"i-0a"},{"instanceId":"i-0b"}]},"dryRun":false,\
            "count":2,"note":"\\u00e9\\ud83d\\ude00 \\\\ /"},"responseElements":null,"requestID":"r-1",\
            "eventID":"11111111-2222-3333-4444-555555555555","readOnly":false,"resources":[{"ARN":\
            "arn:aws-cn:ec2:cn-north-1:123456789012:instance/i-0a","type":"AWS::EC2::Instance"}],\
            "eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"123456789012",\
            "eventCategory":"Management"}""";

    private Reading() {}

    static CollectingSink message(String text) {
        return message(text.getBytes(StandardCharsets.UTF_8));
    }

    static CollectingSink message(byte[] bytes) {
        CollectingSink sink = new CollectingSink();
        new AuditReader(ReaderLimits.DEFAULT, DigestMode.ALWAYS)
                .readMessage(bytes, "topic-0", 42, sink);
        return sink;
    }

    static CollectingSink stream(String text) {
        return stream(text.getBytes(StandardCharsets.UTF_8), ReaderLimits.DEFAULT);
    }

    static CollectingSink stream(byte[] bytes, ReaderLimits limits) {
        CollectingSink sink = new CollectingSink();
        stream(new AuditReader(limits, DigestMode.ALWAYS), bytes, sink);
        return sink;
    }

    static void stream(AuditReader reader, byte[] bytes, RecordSink sink) {
        try {
            reader.readStream(new Dripping(bytes), "file.json", sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a stream out in uneven pieces, as networks do. */
    private static final class Dripping extends InputStream {
        private final InputStream in;
        private int piece = 1;

        Dripping(byte[] bytes) {
            in = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            piece = piece * 7 % 4093 + 1;
            return in.read(into, offset, Math.min(length, piece));
        }
    }

    /** A record with the fields given, as JSON, beside its three necessary ones. */
    static String recordWith(String fields) {
        return "{\"eventName\":\"DeleteBucket\",\"eventSource\":\"s3.amazonaws.com\","
                + "\"eventTime\":\"2026-03-01T10:15:30Z\",\"eventID\":\"e-1\""
                + (fields.isEmpty() ? "" : "," + fields)
                + "}";
    }
}
