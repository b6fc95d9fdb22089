package io.fusewire.core.detection;

import static io.fusewire.core.testing.TestingEvents.create;
import static io.fusewire.core.testing.TestingEvents.delete;
import static io.fusewire.core.testing.TestingEvents.event;
import static io.fusewire.core.testing.TestingEvents.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Loss;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.testing.TestingEvents;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What a person reads at three in the morning. */
class ExplanationTest {

    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String SERVICE = "AWS::ECS::Service";

    private final TestingGuard guard = TestingGuard.inShadow();

    private static TestingEvents deleteTable(int n) {
        return delete(TABLE, "table-" + n).second(n);
    }

    /** Five tables are 75 points, one more than the week's cap of 64 allows. */
    private void deleteTables() {
        for (int n = 1; n <= 5; n++) {
            guard.foreign(deleteTable(n));
        }
    }

    /** The trip; an alert may come before it. */
    private Decision decision() {
        List<Decision> trips =
                guard.decisions.stream().filter(d -> d.type() == Decision.Type.TRIP).toList();
        assertThat(trips).hasSize(1);
        return trips.get(0);
    }

    private static AccountEvent liveAndMadeByAPerson(AuditEvent audit) {
        return TestingGuard.accountEvent(
                audit,
                audit.resources().stream()
                        .map(
                                resource ->
                                        new ResourceStanding(
                                                resource,
                                                true,
                                                false,
                                                false,
                                                Origin.HUMAN,
                                                null,
                                                ResourceStanding.CREATION_UNKNOWN,
                                                Liveness.LIVE,
                                                List.of()))
                        .toList());
    }

    @Test
    void readsAsOneParagraphFromWhatWasLostToWhatWasDone() {
        deleteTables();
        assertThat(decision().explanation())
                .isEqualTo(
                        "111122223333/role/coder/agent (an agent) destroyed 5 resources that it had"
                                + " not made, within 4 seconds, in account 111122223333 eu-west-1."
                                + " The weighed harm of this burst is 75; the cap is 64 (no class, a shipped"
                                + " default that nobody has signed)."
                                + " Also over: the cap of 7 days (75 of 64), the cap of 28 days (75"
                                + " of 64)."
                                + " Heaviest: DeleteTable table-1 (harm 15); DeleteTable table-2"
                                + " (harm 15); DeleteTable table-3 (harm 15)."
                                + " New for it: destroying an AWS::DynamoDB::Table that is not its"
                                + " own."
                                + " No approval covers it."
                                + " Shadow mode: its breaker would have opened, nothing is"
                                + " revoked.");
    }

    @Test
    void saysWhatWasInUseAndWhoHadMadeIt() {
        guard.accept(liveAndMadeByAPerson(deleteTable(1).build()));
        guard.accept(liveAndMadeByAPerson(deleteTable(2).build()));
        assertThat(decision().explanation())
                .contains("table-1 (harm 58.5: in use by others, made by a person)");
    }

    @Test
    void countsWhatWasInUseWhereNotAllAreNamed() {
        guard.foreign(delete(SERVICE, "s").second(0));
        for (int n = 1; n <= 12; n++) {
            guard.accept(liveAndMadeByAPerson(delete(SERVICE, "s-" + n).second(n).build()));
        }
        assertThat(decision().explanation()).contains("6 of the 7 were in use by others.");
    }

    @Test
    void comparesWithItsOwnPastWhenALimitSpokeThatDoesNotLearn() {
        for (int hour = -30; hour <= -20; hour++) {
            guard.foreign(delete("AWS::EC2::SecurityGroup", "sg" + hour).hour(hour));
        }
        deleteTables();
        assertThat(decision().explanation())
                .containsPattern(
                        "In 1[01] bursts before it never came past .* The odds of that are 1 in ");
    }

    @Test
    void saysWhatIsNewForIt() {
        guard.foreign(read(TABLE, "t").hour(-24 * 4));
        deleteTables();
        assertThat(decision().explanation())
                .contains(
                        "New for it: working in this environment, destroying an"
                                + " AWS::DynamoDB::Table that is not its own.");
    }

    @Test
    void namesWhatWasDeletedAndMadeAgainBeforeTheTrip() {
        guard.foreign(deleteTable(1));
        guard.accept(
                TestingGuard.recreation(
                        create(TABLE, "table-1").second(2).build(),
                        TestingEvents.agentKey(TestingEvents.ACCOUNT, "coder", AgentKind.AGENT)));
        for (int n = 3; n <= 6; n++) {
            guard.foreign(deleteTable(n));
        }
        assertThat(decision().reasons()).contains("pattern:deleted-and-recreated");
        assertThat(decision().explanation())
                .contains("Deleted and recreated: table-1 was made again.");
    }

    @Test
    void tellsAfterTheTripWhatIsMadeAgain() {
        deleteTables();
        String agent = decision().agent();
        guard.accept(TestingGuard.recreation(create(TABLE, "table-1").second(9).build(), agent));
        guard.accept(TestingGuard.recreation(create(TABLE, "x").second(10).build(), "another"));
        assertThat(guard.observations)
                .extracting(Observation::patterns)
                .containsExactly(List.of("pattern:deleted-and-recreated"), List.of());
    }

    @Test
    void namesProtectionRemovedThenDeleted() {
        guard.foreign(
                event().operation("ModifyDBInstance", Effect.PROTECTION_REMOVAL)
                        .on(TABLE, "table-1")
                        .second(-16));
        deleteTables();
        assertThat(decision().explanation())
                .contains(
                        "Protection removed, then deleted: it had removed 1 protection in the same"
                                + " burst, 18 seconds before.");
    }

    @Test
    void namesAStoreThatWasEmptiedAndDeleted() {
        String bucket = "111122223333//s3/bucket/orders";
        guard.foreign(
                delete("AWS::S3::Object", "orders/a")
                        .onKey("111122223333//s3/bucket>object/orders>a")
                        .second(-30));
        guard.foreign(delete(BUCKET, "orders").onKey(bucket).second(-20));
        deleteTables();
        assertThat(decision().reasons()).contains("pattern:store-emptied-and-deleted");
        assertThat(decision().explanation()).contains("Emptied and deleted a store: orders.");
    }

    @Test
    void aBucketWhoseObjectsItLeftAloneWasNotEmptied() {
        guard.foreign(
                delete("AWS::S3::Object", "other/a")
                        .onKey("111122223333//s3/bucket>object/other>a")
                        .second(-30));
        guard.foreign(delete(BUCKET, "orders").onKey("111122223333//s3/bucket/orders").second(-20));
        deleteTables();
        assertThat(decision().reasons()).noneMatch(reason -> reason.contains("emptied"));
    }

    @Test
    void namesAServiceThatWasScaledToZeroThenDeleted() {
        guard.foreign(
                event().operation("UpdateService", Effect.DESTROY)
                        .loses(Loss.OUTAGE, 6)
                        .on(SERVICE, "billing")
                        .second(-30));
        guard.foreign(delete(SERVICE, "billing").second(-20));
        deleteTables();
        assertThat(decision().reasons()).contains("pattern:scaled-to-zero-then-deleted");
        assertThat(decision().explanation()).contains("Scaled to zero, then deleted: billing.");
    }

    @Test
    void namesOneHandBehindManySessions() {
        for (int n = 1; n <= 5; n++) {
            guard.foreign(deleteTable(n).session("session-" + n));
        }
        assertThat(decision().explanation())
                .contains("Many sessions, one hand: the evidence comes from 5 sessions.");
    }

    @Test
    void recognisesNoPatternInPlainDeletions() {
        deleteTables();
        assertThat(decision().reasons()).allMatch(reason -> reason.startsWith("fuse:"));
    }

    @Test
    void everyPatternIsFoundByItsReason() {
        for (Pattern pattern : Pattern.values()) {
            assertThat(Pattern.ofReason(pattern.reason())).isEqualTo(pattern);
        }
        assertThat(Pattern.ofReason(Fuse.WEEK_CAP)).isNull();
    }
}
