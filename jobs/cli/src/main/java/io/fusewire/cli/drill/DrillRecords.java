package io.fusewire.cli.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Records of what the canary never did: databases that never were, deleted one after the other. In
 * CloudTrail's form, and marked as a drill in names and user agent.
 */
public final class DrillRecords {

    /**
     * Databases, of at least 14 points each: more than the shipped caps let a class without a past
     * do in a burst, at every budget that they are made for.
     */
    private static final int NUMBER = 192;

    private DrillRecords() {}

    /**
     * The records, in the order in which they are to be sent.
     *
     * @param name of the drill, in the names of what is deleted
     * @param region where it seems to happen
     */
    public static List<String> of(Canary canary, String name, String region, Instant now) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < NUMBER; i++) {
            records.add(record(canary, name + "-" + i, region, now).toString());
        }
        return records;
    }

    private static ObjectNode record(Canary canary, String database, String region, Instant now) {
        String account = canary.roleArn().split(":", 6)[4];
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("eventVersion", "1.11");
        record.set("userIdentity", identity(canary, account));
        record.put("eventTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
        record.put("eventSource", "rds.amazonaws.com");
        record.put("eventName", "DeleteDBInstance");
        record.put("awsRegion", region);
        record.put("sourceIPAddress", "192.0.2.1");
        record.put("userAgent", "fusewire-drill");
        record.putObject("requestParameters")
                .put("dBInstanceIdentifier", database)
                .put("skipFinalSnapshot", true);
        record.putObject("responseElements").put("dBInstanceIdentifier", database);
        record.put("requestID", UUID.randomUUID().toString());
        record.put("eventID", UUID.randomUUID().toString());
        record.put("readOnly", false);
        record.put("eventType", "AwsApiCall");
        record.put("managementEvent", true);
        record.put("recipientAccountId", account);
        record.put("eventCategory", "Management");
        return record;
    }

    private static ObjectNode identity(Canary canary, String account) {
        String role = canary.roleArn().substring(canary.roleArn().lastIndexOf('/') + 1);
        int colon = canary.userId().indexOf(':');
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        identity.put("type", "AssumedRole");
        identity.put("principalId", canary.userId());
        identity.put(
                "arn",
                "arn:%s:sts::%s:assumed-role/%s/%s"
                        .formatted(
                                canary.roleArn().split(":", 3)[1],
                                account,
                                role,
                                canary.userId().substring(colon + 1)));
        identity.put("accountId", account);
        identity.put("accessKeyId", canary.accessKeyId());
        ObjectNode context = identity.putObject("sessionContext");
        context.putObject("sessionIssuer")
                .put("type", "Role")
                .put("principalId", canary.userId().substring(0, colon))
                .put("arn", canary.roleArn())
                .put("accountId", account)
                .put("userName", role);
        context.putObject("attributes")
                .put("creationDate", canary.issuedAt().toString())
                .put("mfaAuthenticated", "false");
        return identity;
    }
}
