package io.fusewire.detector.scenario;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A stream of records, told call by call. Seconds count from {@link #START}. */
final class Story {

    /** A Monday at ten. */
    static final Instant START = Instant.parse("2026-09-07T10:00:00Z");

    /** One record: its event time in seconds after the start, its id and its text. */
    record Line(long seconds, String eventId, String json) {

        byte[] bytes() {
            return json.getBytes(StandardCharsets.UTF_8);
        }
    }

    private final String name;
    private final String policy;
    private final List<Line> lines = new ArrayList<>();

    Story(String name, String policy) {
        this.name = name;
        this.policy = policy;
    }

    @Override
    public String toString() {
        return name;
    }

    String policy() {
        return policy;
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    static long hours(long count) {
        return count * 3_600;
    }

    static long days(long count) {
        return count * 86_400;
    }

    static String at(long seconds) {
        return START.plusSeconds(seconds).toString();
    }

    /** Adds a record and returns its event id. */
    String tell(long seconds, Caller caller, Call call) {
        String id =
                UUID.nameUUIDFromBytes((name + lines.size()).getBytes(StandardCharsets.UTF_8))
                        .toString();
        lines.add(new Line(seconds, id, json(seconds, id, caller, call)));
        return id;
    }

    private static String json(long seconds, String id, Caller caller, Call call) {
        String error =
                call.errorCode() == null
                        ? ""
                        : Json.of(
                                ",'errorCode':'%s','errorMessage':'%s'",
                                call.errorCode(), "the call did not succeed");
        String listed = call.resources() == null ? "" : ",\"resources\":" + call.resources();
        return "{\"eventVersion\":\"1.11\",\"userIdentity\":"
                + caller.toJson()
                + Json.of(
                        ",'eventTime':'%s','eventSource':'%s','eventName':'%s','awsRegion':'%s',"
                                + "'sourceIPAddress':'%s','userAgent':'%s'",
                        at(seconds),
                        call.source(),
                        call.name(),
                        regionOf(caller.place(), call.source()),
                        caller.sourceIp(),
                        caller.userAgent())
                + error
                + ",\"requestParameters\":"
                + call.request()
                + ",\"responseElements\":"
                + call.response()
                + Json.of(
                        ",'requestID':'%s','eventID':'%s','readOnly':%s",
                        UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
                        id,
                        call.readOnly())
                + listed
                + Json.of(
                        ",'eventType':'AwsApiCall','managementEvent':true,"
                                + "'recipientAccountId':'%s','eventCategory':'Management'}",
                        caller.place().account());
    }

    /** IAM and Route 53 have no region: their records arrive in one of each partition. */
    private static String regionOf(Place place, String source) {
        boolean global = source.startsWith("iam.") || source.startsWith("route53.");
        return !global
                ? place.region()
                : place.partition().equals("aws-cn") ? "cn-north-1" : "us-east-1";
    }
}
