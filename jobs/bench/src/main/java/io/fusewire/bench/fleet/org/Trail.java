package io.fusewire.bench.fleet.org;

import io.fusewire.bench.fleet.FleetRecord;
import io.fusewire.bench.fleet.cloud.Call;
import io.fusewire.bench.fleet.cloud.Caller;
import io.fusewire.bench.fleet.cloud.Dice;
import io.fusewire.bench.fleet.cloud.Failure;
import io.fusewire.bench.fleet.cloud.Timestamps;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Writes calls down as CloudTrail does and hands them over in the order of their arrival: seconds
 * late and out of order or, as S3 files, minutes late; some twice where there is a second trail.
 *
 * <p>Holds only what is under way. Not thread-safe.
 */
public final class Trail {

    /** Share of records that a second trail delivers again. */
    private static final double COPY_SHARE = 0.2;

    private static final double MEDIAN_DELAY_MILLIS = 2_000;
    private static final int DELAY_LIMIT_MILLIS = 30_000;
    private static final int FILE_MILLIS = 300_000;
    private static final int FILE_DELAY_MIN = 30_000;
    private static final int FILE_DELAY_MAX = 270_000;

    /** How an organisation's records come. */
    public record Delivery(boolean asFiles, boolean twice) {}

    private record Underway(long atMillis, long number, FleetRecord record)
            implements Comparable<Underway> {
        @Override
        public int compareTo(Underway other) {
            int byTime = Long.compare(atMillis, other.atMillis);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final Delivery delivery;
    private final Dice dice;
    private final Consumer<FleetRecord> out;
    private final PriorityQueue<Underway> underway = new PriorityQueue<>();
    private final StringBuilder json = new StringBuilder(4_096);
    private final Timestamps timestamps = new Timestamps();
    private long written;

    Trail(Delivery delivery, Dice dice, Consumer<FleetRecord> out) {
        this.delivery = delivery;
        this.dice = dice;
        this.out = out;
    }

    /** Whose act a call is, and what the labels know of it. */
    public record Label(String actor, @Nullable String incident, int lost) {}

    /** Writes one call down. */
    public void write(
            long atMillis, Caller caller, Call call, @Nullable Failure failure, Label label) {
        String eventId = dice.uuid();
        byte[] bytes = bytes(atMillis, eventId, caller, call, failure);
        long second = atMillis - Math.floorMod(atMillis, 1_000);
        long arrival = arrival(atMillis, caller);
        if (delivery.twice() && dice.chance(COPY_SHARE)) {
            long other = arrival(atMillis, caller);
            add(
                    Math.max(arrival, other) + 1,
                    new FleetRecord(bytes, eventId, second, label.actor(), label.incident(), 0));
            arrival = Math.min(arrival, other);
        }
        add(
                arrival,
                new FleetRecord(
                        bytes, eventId, second, label.actor(), label.incident(), label.lost()));
    }

    private void add(long arrivalMillis, FleetRecord record) {
        underway.add(new Underway(arrivalMillis, written++, record));
    }

    /** Hands over what has arrived by a time. */
    void deliverUntil(long nowMillis) {
        while (true) {
            Underway next = underway.peek();
            if (next == null || next.atMillis > nowMillis) {
                return;
            }
            out.accept(underway.remove().record);
        }
    }

    void deliverAll() {
        deliverUntil(Long.MAX_VALUE);
    }

    private long arrival(long atMillis, Caller caller) {
        if (!delivery.asFiles()) {
            return atMillis + delay();
        }
        long file = Math.floorDiv(atMillis, FILE_MILLIS);
        long delay = Dice.of(file, caller.account().id()).between(FILE_DELAY_MIN, FILE_DELAY_MAX);
        // Order within a file means nothing.
        return (file + 1) * FILE_MILLIS + delay + dice.between(0, 900);
    }

    /** Median two seconds, with a tail to half a minute. */
    private long delay() {
        double millis = MEDIAN_DELAY_MILLIS * Math.exp(dice.uniform(-1.2, 1.2));
        if (dice.chance(0.03)) {
            millis *= dice.uniform(2, 10);
        }
        return (long) Math.min(DELAY_LIMIT_MILLIS, millis);
    }

    private byte[] bytes(
            long atMillis, String eventId, Caller caller, Call call, @Nullable Failure failure) {
        json.setLength(0);
        json.append("{\"eventVersion\":\"1.11\",\"userIdentity\":").append(caller.identity());
        if (caller.invokedBy() != null) {
            json.append(",\"invokedBy\":\"").append(caller.invokedBy()).append('"');
        }
        json.append("},\"eventTime\":\"");
        timestamps.append(json, atMillis);
        json.append("\",\"eventSource\":\"")
                .append(call.service())
                .append(".amazonaws.com\",\"eventName\":\"")
                .append(call.name())
                .append("\",\"awsRegion\":\"")
                .append(caller.account().region())
                .append("\",\"sourceIPAddress\":\"")
                .append(caller.sourceIp())
                .append("\",\"userAgent\":\"")
                .append(caller.userAgent())
                .append('"');
        if (failure != null) {
            json.append(",\"errorCode\":\"")
                    .append(failure.code(call.service()))
                    .append("\",\"errorMessage\":\"")
                    .append(failure.message())
                    .append('"');
        }
        json.append(",\"requestParameters\":")
                .append(call.request())
                .append(",\"responseElements\":")
                .append(failure == null ? call.response() : "null")
                .append(",\"requestID\":\"")
                .append(dice.uuid())
                .append("\",\"eventID\":\"")
                .append(eventId)
                .append("\",\"readOnly\":")
                .append(call.readOnly());
        if (call.resources() != null) {
            json.append(",\"resources\":").append(call.resources());
        }
        json.append(
                        ",\"eventType\":\"AwsApiCall\",\"managementEvent\":true,\"recipientAccountId\":\"")
                .append(caller.account().id())
                .append("\",\"eventCategory\":\"Management\"");
        if (caller.fromConsole()) {
            json.append(",\"sessionCredentialFromConsole\":\"true\"");
        } else if (caller.invokedBy() == null) {
            json.append(
                            ",\"tlsDetails\":{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":\"TLS_AES_128_GCM_SHA256\",\"clientProvidedHostHeader\":\"")
                    .append(call.service())
                    .append('.')
                    .append(caller.account().region())
                    .append('.')
                    .append(caller.account().domain())
                    .append("\"}");
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
