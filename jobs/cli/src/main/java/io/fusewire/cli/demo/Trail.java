package io.fusewire.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Writes calls down as CloudTrail does and delivers them as EventBridge does: late by seconds, out
 * of order, and some of them twice where an account has a second trail.
 *
 * <p>Not thread-safe.
 */
final class Trail {

    /** Share of records that are late by more than a few seconds. */
    private static final double LATE_SHARE = 0.02;

    /** Share of records that a second trail delivers again. */
    private static final double COPY_SHARE = 0.2;

    private final ObjectMapper json = new ObjectMapper();
    private final List<FleetRecord> records = new ArrayList<>();
    private final Ids ids;
    private final SplittableRandom random;
    private final String accountWithTwoTrails;
    private int taken;

    /**
     * @param accountWithTwoTrails about a fifth of its records come twice
     */
    Trail(long seed, String accountWithTwoTrails) {
        this.ids = Ids.of(seed);
        this.random = new SplittableRandom(seed);
        this.accountWithTwoTrails = accountWithTwoTrails;
    }

    /**
     * Writes one call down; CloudTrail's stamps have a resolution of one second.
     *
     * @return the record's {@code eventID}
     */
    String write(Instant at, Caller caller, Call call) {
        Instant eventTime = at.truncatedTo(ChronoUnit.SECONDS);
        String eventId = ids.uuid();
        Map<String, Object> record = record(eventTime, eventId, caller, call);
        Instant deliveredAt = at.plus(delay());
        deliver(deliveredAt, eventTime, eventId, record, caller, call);
        if (caller.cloud().account().equals(accountWithTwoTrails)
                && random.nextDouble() < COPY_SHARE) {
            deliver(deliveredAt.plus(delay()), eventTime, eventId, record, caller, call);
        }
        return eventId;
    }

    /** Everything that was written, in the order of its delivery. */
    List<FleetRecord> delivered() {
        // The sort is stable, so equal times keep the order in which they were written.
        return records.stream().sorted(Comparator.comparing(FleetRecord::deliveredAt)).toList();
    }

    /** What was written since this was asked last, in the order of its writing. */
    List<FleetRecord> takeNew() {
        List<FleetRecord> fresh = List.copyOf(records.subList(taken, records.size()));
        taken = records.size();
        return fresh;
    }

    private Duration delay() {
        int millis = 400 + random.nextInt(3_600);
        return Duration.ofMillis(
                random.nextDouble() < LATE_SHARE ? millis + random.nextInt(25_000) : millis);
    }

    private Map<String, Object> record(
            Instant eventTime, String eventId, Caller caller, Call call) {
        Cloud cloud = caller.cloud();
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("eventVersion", "1.11");
        record.put("userIdentity", caller.userIdentity());
        record.put("eventTime", eventTime.toString());
        record.put("eventSource", call.service() + ".amazonaws.com");
        record.put("eventName", call.name());
        record.put("awsRegion", cloud.region());
        record.put("sourceIPAddress", caller.sourceIp());
        record.put("userAgent", caller.userAgent());
        if (call.errorCode() != null) {
            record.put("errorCode", call.errorCode());
            record.put("errorMessage", call.errorMessage());
        }
        record.put("requestParameters", call.parameters());
        record.put("responseElements", call.response());
        record.put("requestID", ids.uuid());
        record.put("eventID", eventId);
        record.put("readOnly", call.readOnly());
        if (call.resourceArn() != null) {
            record.put(
                    "resources",
                    List.of(
                            Call.map(
                                    "accountId",
                                    cloud.account(),
                                    "type",
                                    Objects.requireNonNullElse(call.resourceType(), ""),
                                    "ARN",
                                    call.resourceArn())));
        }
        record.put("eventType", "AwsApiCall");
        record.put("managementEvent", true);
        record.put("recipientAccountId", cloud.account());
        record.put("eventCategory", "Management");
        if (caller.fromConsole()) {
            record.put("sessionCredentialFromConsole", "true");
        } else {
            record.put(
                    "tlsDetails",
                    Call.map(
                            "tlsVersion",
                            "TLSv1.3",
                            "cipherSuite",
                            "TLS_AES_128_GCM_SHA256",
                            "clientProvidedHostHeader",
                            cloud.endpoint(call.service())));
        }
        return record;
    }

    private void deliver(
            Instant deliveredAt,
            Instant eventTime,
            String eventId,
            Map<String, Object> record,
            Caller caller,
            Call call) {
        Map<String, Object> event =
                Call.map(
                        "version",
                        "0",
                        "id",
                        ids.uuid(),
                        "detail-type",
                        "AWS API Call via CloudTrail",
                        "source",
                        "aws." + call.service(),
                        "account",
                        caller.cloud().account(),
                        "time",
                        eventTime.toString(),
                        "region",
                        caller.cloud().region(),
                        "resources",
                        List.of(),
                        "detail",
                        record);
        records.add(
                new FleetRecord(
                        deliveredAt, eventTime, eventId, caller.cloud().account(), bytes(event)));
    }

    private byte[] bytes(Map<String, Object> event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a made-up record must be writable as JSON", e);
        }
    }
}
