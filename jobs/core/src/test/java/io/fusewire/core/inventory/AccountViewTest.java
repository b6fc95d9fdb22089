package io.fusewire.core.inventory;

import static io.fusewire.core.testing.TestingEvents.create;
import static io.fusewire.core.testing.TestingEvents.delete;
import static io.fusewire.core.testing.TestingEvents.event;
import static io.fusewire.core.testing.TestingEvents.modify;
import static io.fusewire.core.testing.TestingEvents.ownerKey;
import static io.fusewire.core.testing.TestingEvents.read;
import static io.fusewire.core.testing.TestingEvents.ref;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.testing.TestingEvents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

class AccountViewTest {
    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String BUCKET_KEY = "111122223333//s3/bucket/reports";
    private static final String OBJECT_KEY = "111122223333//s3/bucket>object/reports>a.csv";
    private static final String CODER = ownerKey(TestingEvents.ACCOUNT, "coder");
    private static final String ALICE = ownerKey(TestingEvents.ACCOUNT, "alice");

    private final TestingAccount account = new TestingAccount();

    private static TestingEvents byAlice(TestingEvents event) {
        return event.by("alice", AgentKind.HUMAN);
    }

    // Deduplication.

    @Test
    void dropsASecondCopyAndReportsIt() {
        AuditEvent event = delete(TABLE, "orders").id("twice").build();

        assertThat(account.accept(event)).isEqualTo(Admission.ACCEPTED);
        assertThat(account.accept(event)).isEqualTo(Admission.DUPLICATE);
        assertThat(account.out).hasSize(1);
        assertThat(account.view.counters().duplicates()).isEqualTo(1);
    }

    @Test
    void keepsTheFirstOfDifferingRecordsWithOneId() {
        account.accept(create(TABLE, "orders").id("same").build());
        account.accept(delete(TABLE, "orders").id("same").hour(30).build());

        assertThat(account.out).hasSize(1);
        assertThat(account.standing(delete(TABLE, "orders").second(9)).creator()).isEqualTo(CODER);
    }

    @Test
    void findsDuplicatesInASmallSetWhoseTimesJumpByYears() {
        account.accept(event().id("old").at("2018-01-01T00:00:00Z").build());
        account.accept(event().id("new").at("2025-01-01T00:00:00Z").build());

        assertThat(account.accept(event().id("old").at("2018-01-01T00:00:00Z").build()))
                .isEqualTo(Admission.DUPLICATE);
    }

    @Test
    void remembersALateRecordAsLongAsAnyOther() {
        TestingAccount small = new TestingAccount(TestingLimits.with().seenIds(10, 1).build());
        small.accept(event().id("newest").hour(0).build());
        small.accept(event().id("late").hour(-1000).build());
        small.accept(event().id("next").hour(1).build());

        assertThat(small.accept(event().id("late").hour(-1000).build()))
                .isEqualTo(Admission.DUPLICATE);
    }

    @Test
    void forgetsIdsOnceEventTimeHasPassedTheHorizon() {
        TestingAccount small = new TestingAccount(TestingLimits.with().seenIds(10, 1).build());
        small.accept(event().id("first").hour(0).build());
        small.accept(event().id("second").hour(49).build());

        assertThat(small.store.seenIds().entries()).containsOnlyKeys("second");
        assertThat(small.store.seenQueue().size()).isEqualTo(1);
        assertThat(small.view.counters().seenIdsForced()).isZero();
    }

    @Test
    void forgetsTheOldestIdsWhenFullAndCountsThem() {
        TestingAccount small = new TestingAccount(TestingLimits.with().seenIds(3, 1).build());
        for (int i = 0; i < 5; i++) {
            small.accept(event().id("id-" + i).build());
        }

        assertThat(small.store.seenIds().entries()).containsOnlyKeys("id-2", "id-3", "id-4");
        assertThat(small.view.counters().seenIdsForced()).isEqualTo(2);
    }

    // Who made it.

    @Test
    void treatsAResourceThatTheStreamNeverShowedAsForeign() {
        ResourceStanding standing = account.standing(delete(TABLE, "orders"));

        assertThat(standing.foreign()).isTrue();
        assertThat(standing.lapsed()).isFalse();
        assertThat(standing.origin()).isEqualTo(Origin.UNKNOWN);
        assertThat(standing.creator()).isNull();
        assertThat(standing.createdAtMillis()).isEqualTo(ResourceStanding.CREATION_UNKNOWN);
        assertThat(standing.liveness()).isEqualTo(Liveness.IDLE);
    }

    @Test
    void knowsItsOwn() {
        account.see(create(TABLE, "orders"));
        ResourceStanding standing = account.standing(delete(TABLE, "orders").second(60));

        assertThat(standing.foreign()).isFalse();
        assertThat(standing.creator()).isEqualTo(CODER);
        assertThat(standing.createdAtMillis()).isEqualTo(TestingEvents.START.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({"AGENT,AGENT", "HUMAN,HUMAN", "SERVICE,SERVICE", "UNKNOWN,UNKNOWN"})
    void namesWhatMadeAForeignResource(AgentKind kind, Origin origin) {
        account.see(create(TABLE, "orders").by("other", kind));

        ResourceStanding standing = account.standing(delete(TABLE, "orders").second(60));
        assertThat(standing.foreign()).isTrue();
        assertThat(standing.origin()).isEqualTo(origin);
    }

    @Test
    void ignoresTheAgentMarkerInOwnership() {
        account.see(create(TABLE, "orders").by("deploy", AgentKind.AGENT));

        assertThat(account.standing(delete(TABLE, "orders").by("deploy", AgentKind.UNKNOWN)))
                .extracting(ResourceStanding::foreign)
                .isEqualTo(false);
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, names = "SUCCESS", mode = EnumSource.Mode.EXCLUDE)
    void learnsNothingFromACallThatDidNotSucceed(Outcome outcome) {
        account.see(create(TABLE, "mine").outcome(outcome));
        account.see(byAlice(read(TABLE, "used")).outcome(outcome));
        account.see(delete(TABLE, "kept").outcome(outcome));

        assertThat(account.store.resources().size()).isZero();
        assertThat(account.standing(delete(TABLE, "kept")).alreadyDestroyed()).isFalse();
    }

    @Test
    void doesNotLetARepeatedCreateLaunderOwnership() {
        account.see(byAlice(create(TABLE, "orders")));
        account.see(create(TABLE, "orders").second(5));

        ResourceStanding standing = account.standing(delete(TABLE, "orders").second(9));
        assertThat(standing.foreign()).isTrue();
        assertThat(standing.creator()).isEqualTo(ALICE);
    }

    @Test
    void doesNotLetAnOverwriteLaunderWhatWasThereBeforeTheStream() {
        account.see(byAlice(modify(TABLE, "orders")));
        account.see(create(TABLE, "orders").second(5));

        assertThat(account.standing(delete(TABLE, "orders").second(9)).foreign()).isTrue();
    }

    @Test
    void givesAnObjectItsBucketsOrigin() {
        account.see(create(BUCKET, "reports").onKey(BUCKET_KEY));
        TestingEvents object = delete("s3:object", "a.csv").second(9);

        ResourceStanding standing = account.standing(object.onKey(OBJECT_KEY));
        assertThat(standing.foreign()).isFalse();
        assertThat(standing.creator()).isEqualTo(CODER);
        assertThat(standing.liveness()).isEqualTo(Liveness.UNOBSERVABLE);
    }

    @Test
    void prefersAnObjectsOwnCreationToItsBuckets() {
        account.see(create(BUCKET, "reports").onKey(BUCKET_KEY));
        account.see(byAlice(create("s3:object", "a.csv").onKey(OBJECT_KEY)).second(1));

        assertThat(
                        account.standing(delete("s3:object", "a.csv").onKey(OBJECT_KEY).second(9))
                                .foreign())
                .isTrue();
    }

    @Test
    void letsAnObjectsOwnershipLapseWithItsBuckets() {
        account.see(create(BUCKET, "reports").onKey(BUCKET_KEY));
        account.see(byAlice(read(BUCKET, "reports").onKey(BUCKET_KEY)).hour(1));

        ResourceStanding standing =
                account.standing(delete("s3:object", "a.csv").onKey(OBJECT_KEY).hour(2));
        assertThat(standing.foreign()).isTrue();
        assertThat(standing.lapsed()).isTrue();
    }

    @Test
    void remembersNoObjectsThatAreMerelyUsed() {
        account.see(read("s3:object", "a.csv"));
        account.see(modify("s3:object", "a.csv"));

        assertThat(account.store.resources().size()).isZero();
    }

    @Test
    void remembersARecreationThatIsGoneAgain() {
        account.see(byAlice(create(TABLE, "orders")).second(0));
        account.see(delete(TABLE, "orders").second(10));
        account.see(delete(TABLE, "orders").second(30));
        AccountEvent late = account.see(create(TABLE, "orders").second(20));

        assertThat(late.recreations()).hasSize(1);
        assertThat(account.see(event().second(40)).environmentLive()).isZero();
        assertThat(account.standing(delete(TABLE, "orders").second(50)).creator()).isEqualTo(CODER);
    }

    // Lapse (detection.md, G1).

    @Test
    void letsOwnershipLapseOnceOthersUsedTheResource() {
        account.see(create(TABLE, "orders").hour(0));
        account.see(byAlice(read(TABLE, "orders")).hour(1));

        ResourceStanding standing = account.standing(delete(TABLE, "orders").hour(2));
        assertThat(standing.foreign()).isTrue();
        assertThat(standing.lapsed()).isTrue();
        assertThat(standing.origin()).isEqualTo(Origin.AGENT);
        assertThat(standing.otherUsers()).containsExactly(ALICE);
    }

    @Test
    void letsOwnershipLapseAfterThirtyDays() {
        account.see(create(TABLE, "orders").hour(0));

        assertThat(account.standing(modify(TABLE, "orders").hour(30 * 24)).foreign()).isFalse();
        ResourceStanding standing =
                account.standing(delete(TABLE, "orders").hour(30 * 24).plusSeconds(1));
        assertThat(standing.foreign()).isTrue();
        assertThat(standing.lapsed()).isTrue();
    }

    // Liveness.

    @ParameterizedTest
    @CsvSource({
        "0,  0, IDLE", // the hour under way counts for nobody
        "0,  1, LIVE",
        "0, 24, LIVE",
        "0, 25, IDLE",
        "5,  4, IDLE"
    })
    void callsLiveWhatOthersUsedInTheTwentyFourHoursBefore(long use, long now, Liveness expected) {
        account.see(byAlice(read(TABLE, "orders")).hour(use));

        assertThat(account.standing(delete(TABLE, "orders").hour(now)).liveness())
                .isEqualTo(expected);
    }

    @Test
    void doesNotCallLiveWhatOnlyTheCallerUses() {
        account.see(read(TABLE, "orders").hour(0));
        account.see(modify(TABLE, "orders").hour(1));

        ResourceStanding standing = account.standing(delete(TABLE, "orders").hour(2));
        assertThat(standing.liveness()).isEqualTo(Liveness.IDLE);
        assertThat(standing.otherUsers()).isEmpty();
    }

    @Test
    void namesTheTwoLatestOthersNewestFirst() {
        account.see(read(TABLE, "orders").by("bob", AgentKind.HUMAN).hour(0));
        account.see(read(TABLE, "orders").by("carol", AgentKind.HUMAN).hour(1));
        account.see(read(TABLE, "orders").by("dave", AgentKind.HUMAN).hour(2));

        assertThat(account.standing(delete(TABLE, "orders").hour(3)).otherUsers())
                .containsExactly(
                        ownerKey(TestingEvents.ACCOUNT, "dave"),
                        ownerKey(TestingEvents.ACCOUNT, "carol"));
    }

    @Test
    void staysLiveWhenManyTakeTurnsWithinTheHourUnderWay() {
        for (String user : List.of("bob", "carol", "dave", "erin")) {
            account.see(read(TABLE, "orders").by(user, AgentKind.HUMAN).hour(0));
        }
        for (String user : List.of("frank", "grace", "heidi", "ivan")) {
            account.see(read(TABLE, "orders").by(user, AgentKind.HUMAN).hour(1));
        }

        assertThat(account.standing(delete(TABLE, "orders").hour(1)).liveness())
                .isEqualTo(Liveness.LIVE);
    }

    @Test
    void touchesARepeatedlyReadResourceOncePerEventAndWritesItOncePerHour() {
        CountedResources store = new CountedResources();
        account.view.accept(read(TABLE, "orders").hour(0).build(), store, out -> {});
        int gets = store.gets();
        int puts = store.puts();
        for (int second = 1; second <= 100; second++) {
            account.view.accept(read(TABLE, "orders").second(second).build(), store, out -> {});
        }

        assertThat(store.gets() - gets).isEqualTo(100);
        assertThat(store.puts() - puts).isZero();
    }

    // Destruction and re-creation.

    @Test
    void recognisesARecreation() {
        account.see(delete(TABLE, "orders").id("del"));
        AccountEvent recreated = account.see(create(TABLE, "orders").second(30));

        assertThat(recreated.recreations())
                .containsExactly(
                        new Recreation(
                                ref(TABLE, "orders"),
                                TestingEvents.agentKey(
                                        TestingEvents.ACCOUNT, "coder", AgentKind.AGENT),
                                TestingEvents.START.toEpochMilli(),
                                "del"));
        assertThat(account.standing(delete(TABLE, "orders").second(60)).foreign()).isFalse();
    }

    @Test
    void saysWhenTheSameDeletionIsRepeated() {
        account.see(delete(TABLE, "orders"));

        assertThat(account.standing(delete(TABLE, "orders").second(1)).alreadyDestroyed()).isTrue();
        account.see(create(TABLE, "orders").second(2));
        assertThat(account.standing(delete(TABLE, "orders").second(3)).alreadyDestroyed())
                .isFalse();
    }

    @Test
    void doesNotTakeAPurgeForTheQueuesEnd() {
        String queue = "AWS::SQS::Queue";
        account.see(create(queue, "jobs").by("alice", AgentKind.HUMAN));
        account.see(
                event().operation("PurgeQueue", Effect.DESTROY)
                        .loses(Loss.IRREVERSIBLE, 5)
                        .on(queue, "jobs")
                        .second(1));

        assertThat(account.standing(delete(queue, "jobs").second(2)).alreadyDestroyed()).isFalse();
        assertThat(account.last().environmentLive()).isEqualTo(1);
    }

    @Test
    void countsAnIrreversibleDeletionAfterARecoverableOne() {
        account.see(delete("AWS::SecretsManager::Secret", "db").loses(Loss.RECOVERABLE, 5));

        ResourceStanding standing =
                account.standing(delete("AWS::SecretsManager::Secret", "db").second(5));
        assertThat(standing.alreadyDestroyed()).isFalse();
    }

    @Test
    void keepsAStoppedResourceAlive() {
        account.see(byAlice(create("AWS::EC2::Instance", "i-1")));
        account.see(
                event().operation("StopInstances", Effect.DESTROY)
                        .loses(Loss.OUTAGE, 4)
                        .on("AWS::EC2::Instance", "i-1")
                        .second(1));

        AccountEvent terminated = account.see(delete("AWS::EC2::Instance", "i-1").second(2));
        assertThat(terminated.environmentLive()).isEqualTo(1);
        assertThat(terminated.standings().get(0).alreadyDestroyed()).isFalse();
    }

    @Test
    void takesAChangeAfterARecoverableDeletionForARescue() {
        account.see(byAlice(create("AWS::KMS::Key", "k")));
        account.see(delete("AWS::KMS::Key", "k").loses(Loss.RECOVERABLE, 9).second(1));
        account.see(
                event().operation("CancelKeyDeletion", Effect.MODIFY)
                        .on("AWS::KMS::Key", "k")
                        .second(2));

        AccountEvent again =
                account.see(delete("AWS::KMS::Key", "k").loses(Loss.RECOVERABLE, 9).second(3));
        assertThat(again.standings().get(0).alreadyDestroyed()).isFalse();
        assertThat(again.standings().get(0).creator()).isEqualTo(ALICE);
        assertThat(again.environmentLive()).isEqualTo(1);
    }

    // Late records.

    @Test
    void withdrawsTheChargeWhenTheCreationComesLate() {
        account.see(delete(TABLE, "orders").id("del").second(10));
        account.accept(create(TABLE, "orders").id("late").second(5).build());

        assertThat(account.out).hasSize(3);
        assertThat(account.out.get(1).type()).isEqualTo(AccountEvent.Type.EVENT);
        AccountEvent withdrawal = account.last();
        assertThat(withdrawal.type()).isEqualTo(AccountEvent.Type.WITHDRAWAL);
        assertThat(withdrawal.withdrawnEventId()).isEqualTo("del");
        assertThat(withdrawal.withdrawnResource()).isEqualTo(ref(TABLE, "orders").key());
        assertThat(withdrawal.chargedAgent()).isEqualTo(account.out.get(0).chargedAgent());
        assertThat(withdrawal.event().eventId()).isEqualTo("late");
        assertThat(withdrawal.recreations()).isEmpty();
    }

    @Test
    void withdrawsFromTheAgentThatWasChargedThoughItsToolIsUnmarkedNow() {
        account.see(delete(TABLE, "orders").by("deploy", AgentKind.AGENT).second(10));
        account.see(create(TABLE, "orders").by("deploy", AgentKind.UNKNOWN).second(5));

        assertThat(account.last().chargedAgent())
                .isEqualTo(
                        TestingEvents.agentKey(TestingEvents.ACCOUNT, "deploy", AgentKind.AGENT));
        assertThat(account.last().chargedKind()).isEqualTo(AgentKind.AGENT);
    }

    @Test
    void withdrawsNothingWhenSomebodyElseMadeTheResource() {
        account.see(delete(TABLE, "orders").second(10));
        account.see(byAlice(create(TABLE, "orders")).second(5));

        assertThat(account.out)
                .extracting(AccountEvent::type)
                .containsOnly(AccountEvent.Type.EVENT);
    }

    @Test
    void withdrawsNothingWhenTheResourceExistedBefore() {
        account.see(byAlice(create(TABLE, "orders")).second(0));
        account.see(delete(TABLE, "orders").second(10));
        account.see(create(TABLE, "orders").second(5));

        assertThat(account.out)
                .extracting(AccountEvent::type)
                .containsOnly(AccountEvent.Type.EVENT);
    }

    @Test
    void judgesADeletionDatedBeforeTheCreationAsAnothersAndKeepsTheResource() {
        account.see(create(TABLE, "orders").second(30));

        ResourceStanding standing = account.standing(delete(TABLE, "orders").second(5));
        assertThat(standing.foreign()).isTrue();
        assertThat(standing.creator()).isNull();
        assertThat(account.standing(delete(TABLE, "orders").second(60)))
                .extracting(ResourceStanding::foreign, ResourceStanding::alreadyDestroyed)
                .containsExactly(false, false);
    }

    @Test
    void beginsTheNewLifeWhenADeletionComesAfterItsReplacement() {
        account.see(byAlice(create(TABLE, "orders")).second(0));
        account.see(create(TABLE, "orders").second(30));
        ResourceStanding old = account.standing(delete(TABLE, "orders").second(20));
        ResourceStanding replacement = account.standing(delete(TABLE, "orders").second(40));

        assertThat(old.creator()).isEqualTo(ALICE);
        assertThat(old.foreign()).isTrue();
        assertThat(replacement.creator()).isEqualTo(CODER);
        assertThat(replacement.foreign()).isFalse();
        assertThat(replacement.alreadyDestroyed()).isFalse();
    }

    // Scenarios of facts/scenarios.md.

    @Test
    void callsAnEphemeralEnvironmentItsMakersOwn() {
        for (int cycle = 0; cycle < 3; cycle++) {
            long start = cycle * 3000L;
            for (int i = 0; i < 5; i++) {
                account.see(create("AWS::EC2::Instance", "i-" + cycle + i).second(start + i));
            }
            account.see(delete("AWS::EC2::Subnet", "s").failed("DependencyViolation"));
            for (int i = 0; i < 5; i++) {
                ResourceStanding standing =
                        account.standing(
                                delete("AWS::EC2::Instance", "i-" + cycle + i)
                                        .second(start + 2000 + i));
                assertThat(standing.foreign()).isFalse();
            }
        }
    }

    @Test
    void callsARedeploymentUnderTheSameNameItsMakersOwn() {
        account.see(create("AWS::ECS::Service", "web").second(0));
        for (int round = 1; round <= 3; round++) {
            assertThat(
                            account.standing(
                                            delete("AWS::ECS::Service", "web").second(round * 100L))
                                    .foreign())
                    .isFalse();
            assertThat(
                            account.see(
                                            create("AWS::ECS::Service", "web")
                                                    .second(round * 100L + 30))
                                    .recreations())
                    .hasSize(1);
        }
    }

    // Environments.

    @Test
    void countsWhatIsAliveInARegion() {
        account.see(create(TABLE, "a").second(0));
        account.see(byAlice(read(TABLE, "b")).second(1));
        AccountEvent first = account.see(delete(TABLE, "a").second(2));
        AccountEvent second = account.see(delete(TABLE, "unseen").second(3));
        AccountEvent elsewhere = account.see(read(TABLE, "c").china().second(4));

        assertThat(first.environmentLive()).isEqualTo(2);
        assertThat(first.environment()).isEqualTo(TestingEvents.ACCOUNT + "/eu-west-1");
        assertThat(second.environmentLive()).isEqualTo(1);
        assertThat(elsewhere.environmentLive()).isZero();
        assertThat(elsewhere.environment()).isEqualTo(TestingEvents.ACCOUNT + "/cn-north-1");
        assertThat(account.see(read(TABLE, "c").second(5)).environmentLive()).isEqualTo(1);
    }

    @Test
    void datesAnEnvironmentByItsEarliestRecordInWhateverOrder() {
        account.see(read(TABLE, "a").second(10));

        assertThat(account.see(read(TABLE, "a").second(4)).environmentSinceMillis())
                .isEqualTo(TestingEvents.START.toEpochMilli() + 4000);
        assertThat(account.see(read(TABLE, "a").second(7)).environmentSinceMillis())
                .isEqualTo(TestingEvents.START.toEpochMilli() + 4000);
    }

    @Test
    void narrowsTheEnvironmentToAStackThatATagNames() {
        account.see(create(TABLE, "other"));
        account.see(create(TABLE, "a").stack("shop").second(1));
        AccountEvent inStack = account.see(delete(TABLE, "a").second(2));

        assertThat(inStack.environment()).isEqualTo(TestingEvents.ACCOUNT + "/eu-west-1/shop");
        assertThat(inStack.environmentLive()).isEqualTo(1);
        assertThat(account.store.environments().entries())
                .containsOnlyKeys(TestingEvents.ACCOUNT + "/eu-west-1");
    }

    @Test
    void remembersWhoChangesThingsInAnEnvironmentUpToItsBound() {
        TestingAccount small = new TestingAccount(TestingLimits.with().principals(2).build());
        for (String name : List.of("a", "b", "b", "c")) {
            small.see(modify(TABLE, "orders").by(name, AgentKind.HUMAN));
        }

        EnvironmentEntry entry =
                small.store
                        .environments()
                        .entries()
                        .get(TestingEvents.ACCOUNT + "/" + TestingEvents.REGION);
        assertThat(entry).isNotNull();
        assertThat(entry.principals())
                .containsExactly(
                        ownerKey(TestingEvents.ACCOUNT, "a"), ownerKey(TestingEvents.ACCOUNT, "b"));
    }

    // Bounds.

    @Test
    void pushesOutWhatIsDestroyedBeforeWhatIsAlive() {
        TestingAccount small = new TestingAccount(TestingLimits.with().resources(3).build());
        small.see(create(TABLE, "a").second(0));
        small.see(delete(TABLE, "b").second(1));
        small.see(create(TABLE, "c").second(2));
        small.see(create(TABLE, "d").second(3));

        assertThat(small.store.resources().entries())
                .containsOnlyKeys(
                        ref(TABLE, "a").key(), ref(TABLE, "c").key(), ref(TABLE, "d").key());
        assertThat(small.view.counters().resourcesForced()).isEqualTo(1);
    }

    @Test
    void doesNotLetReadsPushOutWhatIsKnown() {
        TestingAccount small = new TestingAccount(TestingLimits.with().resources(3).build());
        for (String name : List.of("a", "b", "c")) {
            small.see(create(TABLE, name));
        }
        for (int i = 0; i < 100; i++) {
            small.see(read(TABLE, "x" + i).second(i));
        }

        assertThat(small.standing(delete(TABLE, "a").second(200)).foreign()).isFalse();
        assertThat(small.view.counters().resourcesForced()).isEqualTo(100);
    }

    @Test
    void callsForeignWhatAFullInventoryForgot() {
        TestingAccount small = new TestingAccount(TestingLimits.with().resources(3).build());
        for (int i = 0; i < 12; i++) {
            small.see(create(TABLE, "t" + i).second(i));
        }

        assertThat(small.store.resources().size()).isEqualTo(3);
        assertThat(small.standing(modify(TABLE, "t0").second(50)).foreign()).isTrue();
        assertThat(small.last().environmentLive()).isEqualTo(3);
    }

    @Test
    void forgetsWhatShowsNoSignOfLifeAndWhatWasDestroyedLongAgo() {
        account.see(create(TABLE, "idle").hour(0));
        account.see(create(TABLE, "used").hour(0));
        account.see(delete(TABLE, "gone").hour(0));
        for (int day = 1; day <= 160; day++) {
            account.see(read(TABLE, "used").hour(day * 24L));
        }

        assertThat(account.store.resources().entries()).containsOnlyKeys(ref(TABLE, "used").key());
        assertThat(account.store.resourceQueue().size()).isEqualTo(1);
        assertThat(account.last().environmentLive()).isEqualTo(1);
        assertThat(account.view.counters().resourcesExpired()).isEqualTo(2);
    }

    @Test
    void countsAStackAsPartOfItsRegionWhenThereAreTooManyEnvironments() {
        TestingAccount small = new TestingAccount(TestingLimits.with().environments(2).build());
        small.see(create(TABLE, "a").stack("one"));
        small.see(create(TABLE, "b").stack("two"));

        assertThat(small.see(delete(TABLE, "b").stack("two").second(1)).environment())
                .isEqualTo(TestingEvents.ACCOUNT + "/eu-west-1");
        assertThat(small.view.counters().environmentsRefused()).isEqualTo(1);
    }

    @Test
    void countsAResourceThatACallNamesTwiceOnce() {
        account.see(byAlice(create(TABLE, "a")));
        account.see(byAlice(create(TABLE, "b")));
        account.see(delete(TABLE, "a").on(TABLE, "a").second(1));

        assertThat(account.see(event().second(2)).environmentLive()).isEqualTo(1);
    }
}
