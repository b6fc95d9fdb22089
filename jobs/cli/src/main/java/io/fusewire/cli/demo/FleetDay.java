package io.fusewire.cli.demo;

import io.fusewire.audit.AuditReader;
import io.fusewire.audit.DeadLetter;
import io.fusewire.audit.DigestMode;
import io.fusewire.audit.ReaderLimits;
import io.fusewire.audit.RecordSink;
import io.fusewire.audit.SkipReason;
import io.fusewire.core.identity.Attributor;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.record.CloudTrailRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One day of a small fleet in three made-up accounts, and the incident at the end of it.
 *
 * <p>The same start and seed give the same bytes. Accounts are from the range that AWS keeps for
 * documentation; people and services are invented.
 */
final class FleetDay {

    private final List<Member> members;
    private final List<FleetRecord> records;
    private final BillingAccount billing;
    private final Trail trail;
    private final Instant start;

    private FleetDay(
            List<Member> members,
            List<FleetRecord> records,
            BillingAccount billing,
            Trail trail,
            Instant start) {
        this.members = members;
        this.records = records;
        this.billing = billing;
        this.trail = trail;
        this.start = start;
    }

    /**
     * Makes a day with the whole incident, as it goes if nothing stops it.
     *
     * @param start when the 24 hours begin
     * @param seed of ids, delays and small choices
     * @param everySeconds seconds between two reads of one application: what most of the volume is
     */
    static FleetDay of(Instant start, long seed, int everySeconds) {
        return of(start, seed, everySeconds, incident -> incident.play(incidentAfter(start)));
    }

    /** Makes a day that ends as the agent has looked around and begins to do harm. */
    static FleetDay untilHarm(Instant start, long seed, int everySeconds) {
        return of(
                start,
                seed,
                everySeconds,
                incident -> incident.playBeginning(incidentAfter(start)));
    }

    private static Instant incidentAfter(Instant start) {
        return start.plus(BillingAccount.INCIDENT_AFTER);
    }

    private static FleetDay of(
            Instant start, long seed, int everySeconds, Consumer<DeleteAndRecreate> incident) {
        Trail trail = new Trail(seed, ShopAccount.CLOUD.account());
        Ids ids = Ids.of(seed + 1);
        BillingAccount billing = new BillingAccount(trail, ids, start);
        ShopAccount shop = new ShopAccount(trail, ids, start);
        DevelopmentAccount development = new DevelopmentAccount(trail, ids, start);
        billing.play(everySeconds);
        incident.accept(billing.incident());
        shop.play(everySeconds);
        development.play(everySeconds);
        List<Member> members = new ArrayList<>();
        members.addAll(billing.members());
        members.addAll(shop.members());
        members.addAll(development.members());
        List<FleetRecord> records = trail.delivered();
        trail.takeNew();
        return new FleetDay(List.copyOf(members), records, billing, trail, start);
    }

    /** Who is in the fleet. */
    List<Member> members() {
        return members;
    }

    /** The day's records in the order of their delivery. */
    List<FleetRecord> records() {
        return records;
    }

    /** When its 24 hours begin. */
    Instant start() {
        return start;
    }

    /** When the incident begins. */
    Instant incidentAt() {
        return billing.incidentAt();
    }

    /** When the harm begins. */
    Instant harmAt() {
        return incidentAt().plusSeconds(DeleteAndRecreate.HARM_FROM_SECOND);
    }

    /** The account of the incident, to play on. */
    BillingAccount billing() {
        return billing;
    }

    /** Where further records are written. */
    Trail trail() {
        return trail;
    }

    /** The person's own session on the role that the agent uses too, as the detector names it. */
    String personSession() {
        String eventId = billing.person().firstEventId();
        FleetRecord first =
                records.stream()
                        .filter(record -> record.eventId().equals(eventId))
                        .findFirst()
                        .orElseThrow();
        SessionOf session = new SessionOf();
        new AuditReader(ReaderLimits.DEFAULT, DigestMode.WHEN_NEEDED)
                .readMessage(first.message(), "fleet", 0, session);
        return session.key;
    }

    /** The detector's own name of the session behind one record. */
    private static final class SessionOf implements RecordSink {

        private String key = "";

        @Override
        public void record(CloudTrailRecord record) {
            key = new Attributor().attribute(record, Policy.DEFAULT).session();
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            throw new IllegalStateException(
                    "a made-up record must be readable, but: " + letter.reason());
        }

        @Override
        public void skipped(SkipReason reason) {
            throw new IllegalStateException("a made-up record is no " + reason.key());
        }
    }

    /** How many calls the person made from a time on. */
    long callsOfPersonSince(Instant from) {
        return billing.person().callsSince(from);
    }

    /** How many resources the incident takes if nothing stops it. */
    int resourcesAtStake() {
        return billing.resourcesAtStake();
    }
}
