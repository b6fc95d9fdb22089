package io.fusewire.core.identity;

import io.fusewire.core.record.CloudTrailRecord;

import java.util.function.Consumer;

/** Callers as CloudTrail records them, for tests; each test changes what it is about. */
final class Callers {

    static final String ACCOUNT = "111122223333";
    static final String CREATED = "2026-01-01T00:00:00Z";
    static final String SIGN_IN =
            "arn:aws:signin:us-east-1:111122223333:session/1b2c3d4e-0000-4000-8000-000000000001";
    static final String CLI = "aws-cli/2.33.0 md/awscrt#0.31.0 ua/2.1 os/linux md/prompt#off";
    static final String MCP_HOST = "aws-mcp.amazonaws.com";

    private Callers() {}

    static CloudTrailRecord record(Consumer<CloudTrailRecord> fill) {
        CloudTrailRecord record = new CloudTrailRecord();
        record.eventType = "AwsApiCall";
        record.awsRegion = "us-east-1";
        record.recipientAccountId = ACCOUNT;
        record.userAgent = CLI;
        record.sourceIpAddress = "198.51.100.7";
        fill.accept(record);
        return record;
    }

    static CloudTrailRecord role(String roleName, String session) {
        return role("aws", roleName, session);
    }

    static CloudTrailRecord role(String partition, String roleName, String session) {
        return record(
                r -> {
                    r.identityType = "AssumedRole";
                    r.principalId = "AROAEXAMPLE0000000001:" + session;
                    r.arn =
                            "arn:"
                                    + partition
                                    + ":sts::"
                                    + ACCOUNT
                                    + ":assumed-role/"
                                    + roleName
                                    + "/"
                                    + session;
                    r.accountId = ACCOUNT;
                    r.accessKeyId = "ASIAEXAMPLE0000000001";
                    r.sessionCreationDate = CREATED;
                    r.issuerType = "Role";
                    r.issuerArn = "arn:" + partition + ":iam::" + ACCOUNT + ":role/ops/" + roleName;
                    r.issuerUserName = roleName;
                });
    }

    static CloudTrailRecord user(String name) {
        return record(
                r -> {
                    r.identityType = "IAMUser";
                    r.principalId = "AIDAEXAMPLE0000000001";
                    r.arn = "arn:aws:iam::" + ACCOUNT + ":user/" + name;
                    r.accountId = ACCOUNT;
                    r.userName = name;
                    r.accessKeyId = "AKIAEXAMPLE0000000001";
                });
    }

    static CloudTrailRecord mcp(String roleName, String session) {
        CloudTrailRecord record = role(roleName, session);
        record.signInSessionArn = SIGN_IN;
        record.invokedBy = MCP_HOST;
        record.userAgent = MCP_HOST;
        record.sourceIpAddress = MCP_HOST;
        return record;
    }

    static CloudTrailRecord with(CloudTrailRecord record, Consumer<CloudTrailRecord> change) {
        change.accept(record);
        return record;
    }
}
