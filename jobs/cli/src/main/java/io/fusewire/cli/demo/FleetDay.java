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

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * One day of a small fleet in three made-up accounts, and the incident that happens in it.
 *
 * <p>The same day and seed give the same bytes. Accounts are from the range that AWS keeps for
 * documentation; people and services are invented.
 */
final class FleetDay {

    private final List<Member> members;
    private final List<FleetRecord> records;
    private final BillingAccount billing;

    private FleetDay(List<Member> members, List<FleetRecord> records, BillingAccount billing) {
        this.members = members;
        this.records = records;
        this.billing = billing;
    }

    /**
     * Makes a day.
     *
     * @param seed of ids, delays and small choices
     * @param everySeconds seconds between two reads of one application: what most of the volume is
     */
    static FleetDay of(LocalDate day, long seed, int everySeconds) {
        Instant midnight = day.atStartOfDay().toInstant(ZoneOffset.UTC);
        Trail trail = new Trail(seed, ShopAccount.CLOUD.account());
        Ids ids = Ids.of(seed + 1);
        BillingAccount billing = new BillingAccount(trail, ids, midnight);
        ShopAccount shop = new ShopAccount(trail, ids, midnight);
        DevelopmentAccount development = new DevelopmentAccount(trail, ids, midnight);
        billing.play(everySeconds);
        shop.play(everySeconds);
        development.play(everySeconds);
        List<Member> members = new ArrayList<>();
        members.addAll(billing.members());
        members.addAll(shop.members());
        members.addAll(development.members());
        return new FleetDay(List.copyOf(members), trail.delivered(), billing);
    }

    /** Who is in the fleet. */
    List<Member> members() {
        return members;
    }

    /** The day's records in the order of their delivery. */
    List<FleetRecord> records() {
        return records;
    }

    /** When the incident begins. */
    Instant incidentAt() {
        return billing.incidentAt();
    }

    /** When all of the incident has been delivered, late records included. */
    Instant incidentOver() {
        return incidentAt().plus(Duration.ofMinutes(4));
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
