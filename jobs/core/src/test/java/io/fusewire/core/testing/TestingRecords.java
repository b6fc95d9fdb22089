package io.fusewire.core.testing;

import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.FieldTape;

import org.jspecify.annotations.Nullable;

/**
 * CloudTrail records for tests of core, from JSON text: single quotes may stand for double ones.
 *
 * <p>Core has no JSON parser and its tests need none but this: it takes well-formed text and throws
 * on anything else.
 */
public final class TestingRecords {

    public static final String ACCOUNT = "111122223333";
    public static final String REGION = "eu-west-1";

    private final CloudTrailRecord record = new CloudTrailRecord();
    private String json = "";
    private int at;

    private TestingRecords() {}

    /** A successful call of a role session with these parameters and this response. */
    public static CloudTrailRecord call(
            String service, String eventName, @Nullable String request, @Nullable String response) {
        return call(service, eventName, request, response, null);
    }

    /** A successful call whose record lists {@code resources} too. */
    public static CloudTrailRecord call(
            String service,
            String eventName,
            @Nullable String request,
            @Nullable String response,
            @Nullable String resources) {
        TestingRecords builder = new TestingRecords();
        CloudTrailRecord record = builder.record;
        record.eventId = "11111111-2222-3333-4444-555555555555";
        record.eventTimeMillis = 1_765_706_400_000L;
        record.eventSource = service + ".amazonaws.com";
        record.eventName = eventName;
        record.eventType = "AwsApiCall";
        record.awsRegion = REGION;
        record.recipientAccountId = ACCOUNT;
        record.identityType = "AssumedRole";
        record.accountId = ACCOUNT;
        record.principalId = "AROAEXAMPLE:coder";
        record.arn = "arn:aws:sts::" + ACCOUNT + ":assumed-role/Coder/coder";
        record.sessionCreationDate = "2025-12-14T09:00:00Z";
        record.issuerArn = "arn:aws:iam::" + ACCOUNT + ":role/Coder";
        record.requestParameters = builder.section("requestParameters", request);
        record.responseElements = builder.section("responseElements", response);
        record.resources = builder.section("resources", resources);
        return record;
    }

    private int section(String name, @Nullable String text) {
        if (text == null) {
            return CloudTrailRecord.ABSENT;
        }
        json = text.replace('\'', '"');
        at = 0;
        int node = record.tape.size();
        value(name);
        return node;
    }

    private void value(@Nullable String name) {
        skipSpace();
        char c = json.charAt(at);
        if (c == '{' || c == '[') {
            container(name, c);
        } else if (c == '"') {
            text(FieldTape.Kind.STRING, name, string());
        } else if (json.startsWith("true", at)) {
            constant(FieldTape.Kind.TRUE, name, 4);
        } else if (json.startsWith("false", at)) {
            constant(FieldTape.Kind.FALSE, name, 5);
        } else if (json.startsWith("null", at)) {
            constant(FieldTape.Kind.NULL, name, 4);
        } else {
            int start = at;
            while (at < json.length() && "+-.eE0123456789".indexOf(json.charAt(at)) >= 0) {
                at++;
            }
            if (start == at) {
                throw new IllegalArgumentException("no value at " + at + " of " + json);
            }
            text(FieldTape.Kind.NUMBER, name, json.substring(start, at));
        }
        skipSpace();
    }

    private void container(@Nullable String name, char opening) {
        boolean object = opening == '{';
        record.tape.open(object ? FieldTape.Kind.OBJECT : FieldTape.Kind.ARRAY, name);
        at++;
        skipSpace();
        while (json.charAt(at) != (object ? '}' : ']')) {
            String field = null;
            if (object) {
                field = string();
                skipSpace();
                at++;
            }
            value(field);
            if (json.charAt(at) == ',') {
                at++;
                skipSpace();
            }
        }
        at++;
        record.tape.close();
    }

    private String string() {
        int end = json.indexOf('"', at + 1);
        String text = json.substring(at + 1, end);
        at = end + 1;
        return text;
    }

    private void text(FieldTape.Kind kind, @Nullable String name, String value) {
        record.tape.text(kind, name, value.toCharArray(), 0, value.length());
    }

    private void constant(FieldTape.Kind kind, @Nullable String name, int length) {
        record.tape.constant(kind, name);
        at += length;
    }

    private void skipSpace() {
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
    }
}
