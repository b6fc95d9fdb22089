package io.fusewire.detector;

import io.fusewire.audit.AuditReader;
import io.fusewire.audit.DeadLetter;
import io.fusewire.audit.DigestMode;
import io.fusewire.audit.ReaderLimits;
import io.fusewire.audit.RecordSink;
import io.fusewire.audit.SkipReason;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.RecordInterpreter;
import io.fusewire.kafka.KafkaMessage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Audit records of a made-up fleet, as CloudTrail writes them: agents in several accounts that look
 * around and make things, and some that tear down databases which they did not make.
 */
final class TestingTrail {

    static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    /** One record and its event time. */
    record Line(Instant at, String json) {}

    private static final int ACCOUNTS = 3;
    private static final int AGENTS_PER_ACCOUNT = 4;
    private static final int HARMLESS_CALLS = 40;

    /** Enough databases for any class's caps. */
    static final int DATABASES = 30;

    /** In each account one agent goes rogue. */
    static final int ROGUES = ACCOUNTS;

    private TestingTrail() {}

    /** The records alone. */
    static List<String> json(List<Line> lines) {
        return lines.stream().map(Line::json).toList();
    }

    /** Two hours of the fleet in order of time; the same for the same seed. */
    static List<Line> fleet(long seed) {
        Random random = new Random(seed);
        List<Line> lines = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            for (int agent = 0; agent < AGENTS_PER_ACCOUNT; agent++) {
                harmless(account, agent, random, lines);
            }
            teardown(accountId(account), "rogue", START.plusSeconds(3_600), lines);
        }
        lines.sort(Comparator.comparing(Line::at));
        return lines;
    }

    private static void harmless(int account, int agent, Random random, List<Line> lines) {
        Instant at = START;
        for (int call = 0; call < HARMLESS_CALLS; call++) {
            at = at.plusSeconds(random.nextInt(180));
            String id = "a%d-g%d-c%d".formatted(account, agent, call);
            String name = "worker-" + (char) ('a' + agent);
            boolean reads = random.nextInt(4) > 0;
            lines.add(
                    new Line(
                            at,
                            record(
                                    id,
                                    at,
                                    accountId(account),
                                    name,
                                    reads ? "DescribeDBInstances" : "CreateDBInstance",
                                    "db-" + id)));
        }
    }

    /** Databases deleted several a second, so that many records share their time. */
    static void teardown(String account, String name, Instant from, List<Line> lines) {
        for (int i = 0; i < DATABASES; i++) {
            Instant at = from.plusSeconds(i / 4);
            lines.add(
                    new Line(
                            at,
                            record(
                                    "%s-%s-delete-%d".formatted(account, name, i),
                                    at,
                                    account,
                                    name,
                                    "DeleteDBInstance",
                                    "orders-" + i)));
        }
    }

    static String accountId(int account) {
        return "11112222333" + account;
    }

    static String record(
            String id, Instant at, String account, String name, String operation, String database) {
        return ("{\"eventVersion\":\"1.09\",\"eventID\":\"%s\",\"eventTime\":\"%s\","
                        + "\"eventSource\":\"rds.amazonaws.com\",\"eventName\":\"%s\","
                        + "\"awsRegion\":\"eu-west-1\",\"recipientAccountId\":\"%s\","
                        + "\"sourceIPAddress\":\"198.51.100.7\","
                        + "\"userAgent\":\"aws-cli/2.30.0 md/installer#exe m/AQ\","
                        + "\"readOnly\":%s,"
                        + "\"userIdentity\":{\"type\":\"AssumedRole\","
                        + "\"principalId\":\"AROAEXAMPLE%s:%s\","
                        + "\"arn\":\"arn:aws:sts::%s:assumed-role/Agents/%s\",\"accountId\":\"%s\","
                        + "\"accessKeyId\":\"ASIAEXAMPLE\",\"sessionContext\":{\"sessionIssuer\":{"
                        + "\"type\":\"Role\",\"principalId\":\"AROAEXAMPLE%s\","
                        + "\"arn\":\"arn:aws:iam::%s:role/Agents\",\"accountId\":\"%s\","
                        + "\"userName\":\"Agents\"},\"attributes\":{"
                        + "\"creationDate\":\"2026-03-02T07:55:00Z\",\"mfaAuthenticated\":\"false\"}}},"
                        + "\"requestParameters\":{\"dBInstanceIdentifier\":\"%s\"},"
                        + "\"responseElements\":null,\"eventType\":\"AwsApiCall\"}")
                .formatted(
                        id,
                        at,
                        operation,
                        account,
                        operation.startsWith("Describe"),
                        account,
                        name,
                        account,
                        name,
                        account,
                        account,
                        account,
                        account,
                        database);
    }

    /** A user's call with a long-term key that opens the session of a name. */
    static Line opening(Instant at, String account, String name, String accessKeyId) {
        return new Line(
                at,
                ("{\"eventVersion\":\"1.09\",\"eventID\":\"open-%s-%s\",\"eventTime\":\"%s\","
                                + "\"eventSource\":\"sts.amazonaws.com\",\"eventName\":\"AssumeRole\","
                                + "\"awsRegion\":\"us-east-1\",\"recipientAccountId\":\"%s\","
                                + "\"sourceIPAddress\":\"198.51.100.7\",\"userAgent\":\"aws-cli/2.30.0\","
                                + "\"readOnly\":true,\"userIdentity\":{\"type\":\"IAMUser\","
                                + "\"principalId\":\"AIDAEXAMPLE\","
                                + "\"arn\":\"arn:aws:iam::%s:user/coder\",\"accountId\":\"%s\","
                                + "\"accessKeyId\":\"%s\",\"userName\":\"coder\"},"
                                + "\"requestParameters\":{\"roleSessionName\":\"%s\","
                                + "\"roleArn\":\"arn:aws:iam::%s:role/Agents\"},"
                                + "\"responseElements\":{\"credentials\":{\"accessKeyId\":\"ASIAX\","
                                + "\"sessionToken\":\"token\",\"expiration\":\"Mar 2, 2026\"},"
                                + "\"assumedRoleUser\":{\"assumedRoleId\":\"AROAEXAMPLE%s:%s\","
                                + "\"arn\":\"arn:aws:sts::%s:assumed-role/Agents/%s\"}},"
                                + "\"eventType\":\"AwsApiCall\"}")
                        .formatted(
                                account,
                                at.getEpochSecond(),
                                at,
                                account,
                                account,
                                account,
                                accessKeyId,
                                name,
                                account,
                                account,
                                name,
                                account,
                                name));
    }

    /** The records as the operators get them. */
    static List<StampedEvent> events(List<Line> lines) {
        RecordInterpreter interpreter = new RecordInterpreter(SharedCatalogue.get());
        AuditReader reader = new AuditReader(ReaderLimits.DEFAULT, DigestMode.ALWAYS);
        List<StampedEvent> events = new ArrayList<>();
        RecordSink sink =
                new RecordSink() {
                    @Override
                    public void record(CloudTrailRecord record) {
                        events.add(
                                StampedEvent.of(
                                        interpreter.interpret(record, Policy.DEFAULT),
                                        KafkaMessage.TIME_UNKNOWN));
                    }

                    @Override
                    public void deadLetter(DeadLetter letter) {
                        throw new AssertionError(letter);
                    }

                    @Override
                    public void skipped(SkipReason reason) {
                        throw new AssertionError(reason);
                    }
                };
        for (Line line : lines) {
            reader.readMessage(line.json().getBytes(StandardCharsets.UTF_8), "test", 0, sink);
        }
        return events;
    }

    /** The lines with {@code share} of them twice, in random order. */
    static List<Line> withDuplicates(List<Line> lines, double share, long seed) {
        Random random = new Random(seed);
        List<Line> all = new ArrayList<>(lines);
        for (Line line : lines) {
            if (random.nextDouble() < share) {
                all.add(line);
            }
        }
        Collections.shuffle(all, random);
        return all;
    }

    /** The lines in an order of arrival that differs from time by up to {@code seconds}. */
    static List<Line> arrivingWithin(List<Line> lines, int seconds, long seed) {
        Random random = new Random(seed);
        record Arrival(double at, Line line) {}
        return lines.stream()
                .map(
                        line ->
                                new Arrival(
                                        line.at().getEpochSecond()
                                                + (random.nextDouble() * 2 - 1) * seconds,
                                        line))
                .sorted(Comparator.comparingDouble(Arrival::at))
                .map(Arrival::line)
                .toList();
    }
}
