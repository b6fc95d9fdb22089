package io.fusewire.core.detection;

import static io.fusewire.core.testing.TestingEvents.delete;
import static io.fusewire.core.testing.TestingEvents.event;
import static io.fusewire.core.testing.TestingEvents.read;
import static io.fusewire.core.testing.TestingEvents.stackOperation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.fusewire.core.baseline.ClassPriors;
import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderPriors;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.ProposedCaps;
import io.fusewire.core.baseline.Repertoire;
import io.fusewire.core.baseline.UseShare;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.containment.Rung;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.policy.Caps;
import io.fusewire.core.policy.ClassCaps;
import io.fusewire.core.policy.Freeze;
import io.fusewire.core.policy.Glob;
import io.fusewire.core.policy.HarmWeights;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Reaction;
import io.fusewire.core.policy.SwarmLimits;
import io.fusewire.core.testing.TestingEvents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An agent without a class has the coder's caps: 64 a week, 64 a month, strike at 45. A table
 * weighs 15.
 */
class GuardTest {

    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String DATABASE = "AWS::RDS::DBInstance";
    private static final String INSTANCE = "AWS::EC2::Instance";
    private static final String LOG_GROUP = "AWS::Logs::LogGroup";
    private static final String STACK = "AWS::CloudFormation::Stack";

    private final TestingGuard guard = TestingGuard.inShadow();

    private static TestingEvents deleteTable(int n) {
        return delete(TABLE, "table-" + n).id("delete-" + n).second(n);
    }

    /** Five tables are 75 points. */
    private void deleteTables(int from, int to) {
        for (int n = from; n <= to; n++) {
            guard.foreign(deleteTable(n));
        }
    }

    private List<Decision> trips() {
        return trips(guard);
    }

    private static List<Decision> trips(TestingGuard of) {
        return of.decisions.stream().filter(d -> d.type() == Decision.Type.TRIP).toList();
    }

    @Test
    void tripsOnTheRecordThatBreaksTheWeekCap() {
        deleteTables(1, 4);
        assertThat(trips()).isEmpty();

        guard.foreign(deleteTable(5));

        Decision trip = trips().get(0);
        assertThat(trip.triggerEventId()).isEqualTo("delete-5");
        assertThat(trip.score()).isEqualTo(75);
        assertThat(trip.limit()).isEqualTo(64);
        assertThat(trip.resourcesLost()).isEqualTo(5);
        assertThat(trip.resources()).extracting(ResourceRef::id).contains("table-1", "table-5");
        assertThat(trip.breakerFrom()).isEqualTo(BreakerState.CLOSED);
        assertThat(trip.breakerTo()).isEqualTo(BreakerState.OPEN);
        assertThat(trip.mode()).isEqualTo(EnforcementMode.SHADOW);
        assertThat(trip.reasons()).startsWith(Fuse.BURST_CAP, Fuse.WEEK_CAP, Fuse.MONTH_CAP);
        assertThat(trip.defaultCaps()).isTrue();
    }

    @Test
    void ofAClassThatNobodyKnowsTheFleetsPastIsTakenStrictlyAndWithAMargin() {
        Priors priors = new Priors("of the fleet", fleetWithCaps(40, 48), Map.of());
        TestingGuard classless = TestingGuard.inShadow().knowing(priors);
        TestingGuard unknownClass = TestingGuard.inShadow().knowing(priors);
        for (int n = 1; n <= 7; n++) {
            classless.foreign(deleteTable(n));
            unknownClass.foreign(deleteTable(n).agentClass("a class of its own"));
        }

        Decision trip = trips(classless).get(0);
        assertThat(trip.triggerEventId()).isEqualTo("delete-3");
        assertThat(trip.limit()).isEqualTo(40);
        Decision later = trips(unknownClass).get(0);
        assertThat(later.triggerEventId()).isEqualTo("delete-7");
        assertThat(later.limit()).as("48 · 2").isEqualTo(96);
    }

    @Test
    void inStrictModeAClassWithoutAPastHasTwiceTheWidestCapsOfAll() {
        ClassPriors fleet = fleetWithCaps(16, 24);
        Priors priors =
                new Priors(
                        "p",
                        fleet,
                        Map.of("wide", fleetWithCaps(16, 40), "narrow", fleetWithCaps(16, 20)));
        TestingGuard classless = TestingGuard.strict().knowing(priors);
        TestingGuard unknownClass = TestingGuard.strict().knowing(priors);
        TestingGuard narrow = TestingGuard.strict().knowing(priors);
        for (int n = 1; n <= 6; n++) {
            classless.foreign(deleteTable(n));
            unknownClass.foreign(deleteTable(n).agentClass("a class of its own"));
            narrow.foreign(deleteTable(n).agentClass("narrow"));
        }

        assertThat(trips(narrow).get(0).limit()).isEqualTo(20);
        assertThat(trips(unknownClass).get(0).triggerEventId()).isEqualTo("delete-6");
        assertThat(trips(unknownClass).get(0).limit()).as("40 · 2").isEqualTo(80);
        assertThat(trips(classless).get(0).limit()).isEqualTo(24);
    }

    @Test
    void inStrictModeTheFleetsLaddersSayNothingOfAClassWithoutAPastBeforeItsAgentsFourthBurst() {
        LadderPriors steep =
                new LadderPriors(
                        filled(Ladder.TOP, LadderPriors.CLIMB_LEAST), new int[Ladder.RUNGS]);
        Priors priors =
                new Priors("p", fleet(List.of(steep, steep, steep), 9_999, 9_999), Map.of());
        TestingGuard classless = TestingGuard.strict().knowing(priors);
        TestingGuard unknownClass = TestingGuard.strict().knowing(priors);
        TestingGuard unknownClassByDefault = TestingGuard.inShadow().knowing(priors);
        int table = 0;
        for (int day = 0; day < 4; day++) {
            for (int n = 0; n <= day; n++) {
                TestingEvents deletion = deleteTable(++table).second(86_400 * day + n);
                classless.foreign(deletion);
                unknownClass.foreign(deletion.agentClass("a class of its own"));
                unknownClassByDefault.foreign(deletion);
            }
        }

        assertThat(trips(classless).get(0).triggerEventId()).isEqualTo("delete-1");
        assertThat(trips(unknownClassByDefault).get(0).triggerEventId()).isEqualTo("delete-1");
        Decision trip = trips(unknownClass).get(0);
        assertThat(trip.triggerEventId()).as("the fourth day's first").isEqualTo("delete-7");
        assertThat(trip.reasons()).contains(Ladder.WEEK_HARM.reason());
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void anAgentWhoseClassHasNoPastTripsWhenItBeginsToTakeWhatOthersUse() {
        Priors known =
                new Priors("p", fleetWithCaps(999, 999), Map.of("coder", fleetWithCaps(999, 999)));
        TestingGuard careless = TestingGuard.inShadow().knowing(known);
        TestingGuard asEver = TestingGuard.inShadow().knowing(known);
        TestingGuard ofAKnownClass = TestingGuard.inShadow().knowing(known);
        TestingGuard strict = TestingGuard.strict().knowing(known);
        TestingGuard strictOfItsOwn = TestingGuard.strict().knowing(known);
        for (int day = 1; day <= 8; day++) {
            for (int n = 0; n < 6; n++) {
                int second = 86_400 * day + n;
                careless.accept(logGroup(second, Liveness.IDLE, null));
                asEver.accept(logGroup(second, Liveness.IDLE, null));
                ofAKnownClass.accept(logGroup(second, Liveness.IDLE, "coder"));
                strict.accept(logGroup(second, Liveness.IDLE, null));
                strictOfItsOwn.accept(logGroup(second, Liveness.IDLE, "of its own"));
            }
        }
        for (int n = 0; n < 6; n++) {
            int second = 86_400 * 9 + n;
            careless.accept(logGroup(second, Liveness.LIVE, null));
            asEver.accept(logGroup(second, Liveness.IDLE, null));
            ofAKnownClass.accept(logGroup(second, Liveness.LIVE, "coder"));
            strict.accept(logGroup(second, Liveness.LIVE, null));
            strictOfItsOwn.accept(logGroup(second, Liveness.LIVE, "of its own"));
        }

        assertThat(trips(asEver)).isEmpty();
        assertThat(trips(ofAKnownClass)).isEmpty();
        assertThat(trips(strict)).isEmpty();
        assertThat(trips(strictOfItsOwn).get(0).reasons()).startsWith(UseShare.REASON);
        Decision trip = trips(careless).get(0);
        assertThat(trip.reasons()).startsWith(UseShare.REASON);
        assertThat(trip.limit()).isEqualTo(1_000);
        assertThat(trip.resourcesLost()).isEqualTo(3);
        assertThat(trip.explanation())
                .contains(
                        "Of 3 resources in this burst that could be seen to be in use or idle,"
                                + " others were using 3; in 8 bursts before it was 0 %.");
    }

    /** One that weighs little: no cap comes near. */
    private static AccountEvent logGroup(int second, Liveness liveness, String agentClass) {
        AuditEvent event =
                delete(LOG_GROUP, "group-" + second)
                        .id("delete-" + second)
                        .second(second)
                        .agentClass(agentClass)
                        .build();
        return TestingGuard.accountEvent(
                event, List.of(TestingGuard.standing(event.resources().get(0), true, liveness)));
    }

    @Test
    void whatHardlyAPeerDestroysBreaksTheBurstCapSooner() {
        ClassPriors coder =
                new ClassPriors(
                        ClassPriors.WITHOUT_PEERS.ladders(),
                        24,
                        null,
                        100,
                        6_000,
                        List.of(new ProposedCaps(1_000, false, new Caps(91, 999, 999, 999, true))),
                        Repertoire.of(100, Map.of(TABLE, 100, DATABASE, 2)));
        Priors priors = new Priors("p", ClassPriors.WITHOUT_PEERS, Map.of("coder", coder));
        TestingGuard itsTrade = TestingGuard.inShadow().knowing(priors);
        TestingGuard rare = TestingGuard.inShadow().knowing(priors);
        for (int n = 1; n <= 7; n++) {
            itsTrade.foreign(deleteTable(n).agentClass("coder"));
        }
        rare.foreign(delete(DATABASE, "orders").agentClass("coder"));

        // Tables weigh 15 and are every coder's trade; a database weighs 20, and two of 100 did it.
        assertThat(trips(itsTrade).get(0).resourcesLost()).isEqualTo(7);
        assertThat(trips(itsTrade).get(0).explanation()).doesNotContain("of its class ever");
        Decision trip = trips(rare).get(0);
        assertThat(trip.reasons()).startsWith(Fuse.BURST_CAP);
        assertThat(trip.score()).isCloseTo(20 * Math.sqrt(101 / 2.5), within(1e-6));
        assertThat(trip.explanation())
                .contains(
                        "2 of 100 agents of its class ever destroyed an AWS::RDS::DBInstance of others.");
    }

    @Test
    void anAgentWithoutAClassIsJudgedByTheOneThatItIsLike() {
        ClassPriors deployer =
                new ClassPriors(
                        ClassPriors.WITHOUT_PEERS.ladders(),
                        24,
                        null,
                        100,
                        6_000,
                        List.of(new ProposedCaps(1_000, false, new Caps(50, 999, 999, 999, true))),
                        Repertoire.of(100, Map.of(TABLE, 100)));
        Priors priors = new Priors("p", fleetWithCaps(100, 100), Map.of("deployer", deployer));
        TestingGuard like = TestingGuard.inShadow().knowing(priors);
        TestingGuard young = TestingGuard.inShadow().knowing(priors);
        TestingGuard person = TestingGuard.inShadow().knowing(priors);
        like.foreign(deleteTable(100).second(-8 * 86_400));
        person.foreign(deleteTable(100).second(-8 * 86_400).by("lee", AgentKind.HUMAN));
        for (int n = 1; n <= 7; n++) {
            like.foreign(deleteTable(n));
            young.foreign(deleteTable(n));
            person.foreign(deleteTable(n).by("lee", AgentKind.HUMAN));
        }

        Decision trip = trips(like).get(0);
        assertThat(trip.agentClass()).isNull();
        assertThat(trip.limit()).isEqualTo(50);
        assertThat(trip.explanation())
                .contains(
                        "the cap is 50 (no class, but like class deployer by what it destroyed"
                                + " before, a shipped");
        assertThat(trips(young).get(0).limit()).isEqualTo(100);
        assertThat(person.decisions.get(0).limit()).isEqualTo(100);
    }

    private static ClassPriors fleetWithCaps(double burst, double burstInStrictMode) {
        return fleet(ClassPriors.WITHOUT_PEERS.ladders(), burst, burstInStrictMode);
    }

    private static ClassPriors fleet(
            List<LadderPriors> ladders, double burst, double burstInStrictMode) {
        return new ClassPriors(
                ladders,
                ClassPriors.WITHOUT_PEERS.correction(),
                null,
                0,
                0,
                List.of(
                        new ProposedCaps(1_000, false, new Caps(burst, 1_000, 1_000, 1_000, true)),
                        new ProposedCaps(
                                1_000,
                                true,
                                new Caps(burstInStrictMode, 1_000, 1_000, 1_000, true))),
                Repertoire.UNKNOWN);
    }

    @Test
    void namesThePrincipalBehindEachSession() {
        deleteTables(1, 5);

        Decision trip = trips().get(0);
        assertThat(trip.principals())
                .isEqualTo(
                        trip.sessions().stream()
                                .map(session -> new SessionPrincipal(session, trip.principalArn()))
                                .toList());
        assertThat(trip.principalArn()).isNotNull();
        assertThat(trip.sharedSession()).isFalse();
    }

    @Test
    void namesTheExecutionsThatTheBurstStarted() {
        guard.foreign(startExecution("long-before", -7_200));
        guard.foreign(startExecution("just-before", -60));
        guard.foreign(startExecution("just-before", -59));
        deleteTables(1, 5);

        assertThat(trips().get(0).executions()).containsExactly("just-before");
    }

    @Test
    void remembersTheLatestExecutionsOnly() {
        for (int n = 0; n <= AgentState.EXECUTIONS_MAX; n++) {
            guard.foreign(startExecution("execution-" + n, n - 60));
        }

        assertThat(guard.store.agent().executions)
                .hasSize(AgentState.EXECUTIONS_MAX)
                .extracting(AgentState.StartedExecution::arn)
                .startsWith("execution-1");
    }

    @Test
    void anAgentOfAnEarlierVersionIsJudgedOn() {
        guard.foreign(deleteTable(1));
        guard.store.agent().executions = null;
        guard.foreign(startExecution("started", 1));
        deleteTables(2, 5);

        assertThat(trips().get(0).executions()).containsExactly("started");
    }

    private static TestingEvents startExecution(String execution, long second) {
        return event().operation("StartExecution", Effect.MODIFY)
                .second(second)
                .execution(execution);
    }

    @Test
    void oneIncidentGivesOneTrip() {
        deleteTables(1, 50);

        assertThat(trips()).hasSize(1);
        assertThat(guard.observations).hasSize(45).allMatch(o -> o.foreignLost() == 1);
    }

    /** What a person needs to end what goes on, or to switch on what is off. */
    @Test
    void anObservationTellsWhereAndWhatWasSetGoing() {
        deleteTables(1, 5);
        guard.foreign(startExecution("started", 6).region("cn-north-1"));
        guard.foreign(stackOperation("DeleteStack", "arn:x:stack/shop/0a-1b").second(7));
        guard.foreign(
                event().source("cloudformation.amazonaws.com")
                        .operation("ExecuteChangeSet", Effect.MODIFY)
                        .on("cloudformation:stack", "arn:x:changeSet/c/0a")
                        .second(8));
        guard.foreign(
                event().operation("DisableRule", Effect.MODIFY)
                        .secondEffect(Effect.AUDIT_TAMPERING)
                        .second(9));

        assertThat(guard.observations)
                .extracting(
                        Observation::region,
                        Observation::secondEffect,
                        Observation::stack,
                        Observation::execution)
                .containsExactly(
                        tuple("cn-north-1", null, null, "started"),
                        tuple("eu-west-1", null, "shop", null),
                        tuple("eu-west-1", null, "arn:x:changeSet/c/0a", null),
                        tuple("eu-west-1", Effect.AUDIT_TAMPERING, null, null));
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, mode = EnumSource.Mode.EXCLUDE, names = "SUCCESS")
    void whatDidNotSucceedIsNoDamage(Outcome outcome) {
        for (int n = 1; n < 20; n++) {
            guard.foreign(deleteTable(n).outcome(outcome));
        }

        assertThat(guard.decisions).isEmpty();
        assertThat(Fuse.week(guard.store.agent())).isZero();
        assertThat(guard.store.agent().destroyedUnits).isZero();
    }

    @Test
    void itsOwnThingsWeighNothing() {
        for (int n = 1; n <= 90; n++) {
            guard.own(deleteTable(n));
        }

        assertThat(guard.decisions).isEmpty();
        assertThat(guard.store.agent().destroyedUnits).isEqualTo(90);
    }

    /** A table weighs 15, live 3 times that; what is known to be under a day old three tenths. */
    @ParameterizedTest
    @CsvSource({"1, 4.05", "20, 13.5", "40, 31.5"})
    void whatTheAgentMadeOfLateWeighsLittleThoughOthersUseIt(int daysOld, double points) {
        AuditEvent deletion = deleteTable(1).build();
        long madeAt = deletion.eventTimeMillis() - Duration.ofDays(daysOld).toMillis() + 1;
        ResourceStanding lapsed =
                new ResourceStanding(
                        deletion.resources().get(0),
                        true,
                        true,
                        false,
                        Origin.AGENT,
                        deletion.agent(),
                        madeAt,
                        Liveness.LIVE,
                        List.of());
        guard.accept(TestingGuard.accountEvent(deletion, List.of(lapsed)));

        assertThat(Fuse.week(guard.store.agent())).isCloseTo(points, within(1e-6));
    }

    @Test
    void aBatchCountsItsItems() {
        guard.foreign(
                delete("AWS::S3::Object", "a")
                        .operation("DeleteObjects", Effect.DESTROY)
                        .units(1_000));

        assertThat(guard.store.agent().destroyedUnits).isEqualTo(1_000);
        assertThat(Fuse.week(guard.store.agent())).isEqualTo(50);

        guard.foreign(
                delete("AWS::S3::Object", "b")
                        .operation("DeleteObjects", Effect.DESTROY)
                        .units(1_000)
                        .second(9));

        assertThat(trips()).hasSize(1);
        assertThat(trips().get(0).resourcesLost()).isEqualTo(2_000);
        assertThat(trips().get(0).resourcesLostAtLeast()).isTrue();
    }

    @Test
    void anUnknownCountCountsOneAndSaysSo() {
        deleteTables(1, 4);
        guard.foreign(
                event().operation("DeleteTable", Effect.DESTROY)
                        .loses(Loss.IRREVERSIBLE, 8)
                        .unitsUnknown()
                        .second(60));

        assertThat(trips().get(0).resourcesLost()).isEqualTo(5);
        assertThat(trips().get(0).resourcesLostAtLeast()).isTrue();
    }

    @Test
    void destroyingWhatIsGoneAlreadyLosesNothing() {
        for (int n = 1; n <= 20; n++) {
            AuditEvent again = delete(TABLE, "same").id("again-" + n).second(n).build();
            ResourceStanding gone =
                    new ResourceStanding(
                            again.resources().get(0),
                            true,
                            false,
                            n > 1,
                            Origin.UNKNOWN,
                            null,
                            ResourceStanding.CREATION_UNKNOWN,
                            Liveness.UNOBSERVABLE,
                            List.of());
            guard.accept(TestingGuard.accountEvent(again, List.of(gone)));
        }

        assertThat(Fuse.week(guard.store.agent())).isEqualTo(15);
    }

    @Test
    void aYoungAgentTripsOnOneIrreversibleCallAgainstALiveStore() {
        AuditEvent deletion = delete(DATABASE, "orders").build();
        guard.accept(
                TestingGuard.accountEvent(
                        deletion, List.of(live(deletion.resources().get(0), Origin.UNKNOWN))));

        assertThat(trips()).hasSize(1);
        assertThat(trips().get(0).reasons()).startsWith(Fuse.IRREVERSIBLE_CALL);
        assertThat(trips().get(0).resourcesLost()).isEqualTo(1);
        assertThat(trips().get(0).explanation())
                .contains("cannot be undone", "orders", "in use by others");
    }

    @Test
    void aRuleForOneCallDoesNotHideWhatTheBurstTookBefore() {
        deleteTables(1, 2);
        AuditEvent deletion = delete(DATABASE, "orders").second(60).build();
        guard.accept(
                TestingGuard.accountEvent(
                        deletion, List.of(live(deletion.resources().get(0), Origin.UNKNOWN))));

        assertThat(trips().get(0).reasons()).contains(Fuse.IRREVERSIBLE_CALL);
        assertThat(trips().get(0).resourcesLost()).isEqualTo(3);

        TestingGuard operator = TestingGuard.inShadow();
        for (int n = 1; n <= 2; n++) {
            operator.foreign(
                    delete("AWS::EC2::SecurityGroup", "group-" + n)
                            .second(n)
                            .agentClass("operator"));
        }
        operator.accept(
                TestingGuard.accountEvent(
                        delete(DATABASE, "orders").second(60).agentClass("operator").build(),
                        List.of(live(deletion.resources().get(0), Origin.UNKNOWN))));
        Decision trip = operator.decisions.get(operator.decisions.size() - 1);
        assertThat(trip.resourcesLost()).isEqualTo(1);
        assertThat(trip.explanation()).contains("in the same burst, it had destroyed 2 more");
    }

    @Test
    void aGrownAgentTripsOnAFirstStrikeOnly() {
        guard.foreign(read(INSTANCE, "i-0").hour(-24 * 8));
        for (int n = 1; n <= 20; n++) {
            guard.foreign(delete(INSTANCE, "i-" + n).hour(-24 * 7 - 2).loses(Loss.RECOVERABLE, 5));
        }
        AuditEvent first = delete(DATABASE, "orders").build();
        guard.accept(
                TestingGuard.accountEvent(
                        first, List.of(live(first.resources().get(0), Origin.HUMAN))));

        assertThat(trips().get(0).reasons()).contains(Fuse.FIRST_STRIKE);
    }

    @Test
    void theFirstIrreversibleLossOfAStoreIsPagedAtOnce() {
        guard.foreign(delete(DATABASE, "idle"));

        assertThat(guard.decisions).extracting(Decision::type).containsExactly(Decision.Type.ALERT);
        assertThat(guard.decisions.get(0).reasons()).startsWith(Alarms.FIRST_IRREVERSIBLE_LOSS);
        assertThat(guard.decisions.get(0).breakerTo()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void auditSwitchedOffTripsByItself() {
        guard.foreign(
                event().operation("StopLogging", Effect.AUDIT_TAMPERING)
                        .impact(10)
                        .id("stop")
                        .on("AWS::CloudTrail::Trail", "t")
                        .onKey("111122223333/eu-central-1/cloudtrail/trail/t"));

        assertThat(trips().get(0).reasons()).contains(Fuse.AUDIT_OFF);
        assertThat(trips().get(0).resourcesLost()).isZero();
        assertThat(trips().get(0).resources()).isEmpty();
        assertThat(trips().get(0).trails())
                .containsExactly(new BlindedTrail("StopLogging", "t", "eu-central-1", "stop"));
        assertThat(trips().get(0).explanation()).contains("switched off audit with StopLogging");
    }

    private static Policy signingAuditOff(String agentClass, Reaction reaction) {
        return new Policy(
                "p",
                Policy.FORMAT_VERSION,
                EnforcementMode.ENFORCE,
                Reaction.TRIP,
                Reaction.TRIP,
                List.of(),
                List.of(),
                List.of(),
                Map.of(agentClass, new ClassCaps(null, null, null, null, reaction)));
    }

    private static TestingEvents stopLogging(int n, String agentClass) {
        return event().operation("StopLogging", Effect.AUDIT_TAMPERING)
                .impact(10)
                .on("AWS::CloudTrail::Trail", "trail-" + n)
                .id("stop-" + n)
                .second(n)
                .agentClass(agentClass);
    }

    @Test
    void inStrictModeAuditSwitchedOffTripsWhereAPastOrAPolicyBearsItOut() {
        Policy signed = signingAuditOff("new", Reaction.TRIP);
        Priors priors =
                new Priors("p", fleetWithCaps(90, 90), Map.of("known", fleetWithCaps(90, 90)));
        TestingGuard known = TestingGuard.strict().knowing(priors);
        TestingGuard unknown = TestingGuard.strict().knowing(priors);
        TestingGuard unknownButSigned = TestingGuard.strict().knowing(priors).with(signed);
        known.foreign(stopLogging(1, "known"));
        unknown.foreign(stopLogging(1, "new"));
        unknownButSigned.foreign(stopLogging(1, "new"));

        assertThat(trips(known).get(0).reasons()).contains(Fuse.AUDIT_OFF);
        assertThat(trips(unknownButSigned).get(0).reasons()).contains(Fuse.AUDIT_OFF);
        assertThat(unknown.decisions)
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.type()).isEqualTo(Decision.Type.ALERT);
                            assertThat(alert.reasons()).containsExactly(Alarms.AUDIT_OFF);
                        });
    }

    @Test
    void auditSwitchedOffIsPagedEachTimeForAClassWhoseWorkItIs() {
        Policy policy = signingAuditOff("secops", Reaction.ALERT);
        TestingGuard secops = TestingGuard.inShadow().with(policy);
        secops.foreign(stopLogging(1, "secops"));
        secops.foreign(stopLogging(2, "secops"));

        assertThat(secops.decisions)
                .hasSize(2)
                .allSatisfy(
                        decision -> {
                            assertThat(decision.type()).isEqualTo(Decision.Type.ALERT);
                            assertThat(decision.reasons()).containsExactly(Alarms.AUDIT_OFF);
                            assertThat(decision.breakerTo()).isEqualTo(BreakerState.CLOSED);
                        });

        TestingGuard coder = TestingGuard.inShadow().with(policy);
        coder.foreign(stopLogging(1, "coder"));
        assertThat(coder.decisions).extracting(Decision::type).containsExactly(Decision.Type.TRIP);
    }

    @Test
    void aBurstTripsLongBeforeTheWeekIsFull() {
        for (int n = 1; n <= 5; n++) {
            guard.foreign(deleteTable(n).agentClass("operator"));
        }

        assertThat(trips().get(0).reasons()).contains(Fuse.BURST_CAP).doesNotContain(Fuse.WEEK_CAP);
        assertThat(trips().get(0).score()).isEqualTo(75);
    }

    /** By event time it began the burst, so a replay counts it; so must whoever got it late. */
    @ParameterizedTest
    @ValueSource(strings = {"operator", "coder"})
    void aLateDeletionFromBeforeTheBurstBeganIsAmongWhatWasLost(String agentClass) {
        for (int n : new int[] {2, 3, 4, 1, 5}) {
            guard.foreign(deleteTable(n).agentClass(agentClass));
        }

        assertThat(trips().get(0).resourcesLost()).isEqualTo(5);
        assertThat(trips().get(0).eventIds()).contains("delete-1");
    }

    /** Likewise of a week, whose ladder speaks where no burst is much. */
    @Test
    void aLateDeletionFromBeforeTheWeeksFirstCallIsAmongWhatWasLost() {
        guard.foreign(deleteTable(1).agentClass("unknown"));
        guard.foreign(deleteTable(0).hour(-2).agentClass("unknown"));
        for (int n = 2; trips().isEmpty(); n++) {
            guard.foreign(deleteTable(n).hour(n).agentClass("unknown"));
        }

        Decision trip = trips().get(0);
        assertThat(trip.reasons().get(0)).isEqualTo(Ladder.WEEK_HARM.reason());
        assertThat(trip.eventIds()).contains("delete-0");
        assertThat(trip.resourcesLost()).isEqualTo(trip.eventIds().size());
    }

    @Test
    void anAlarmDeletedIsNoProtectionOfWhatIsDeletedNext() {
        guard.foreign(
                event().operation("DeleteAlarms", Effect.AUDIT_TAMPERING)
                        .impact(4)
                        .on("AWS::CloudWatch::Alarm", "alarm")
                        .second(1));
        guard.foreign(deleteTable(2));
        assertThat(Fuse.burst(guard.store.agent())).isEqualTo(4 + 15);

        guard.foreign(
                event().operation("ModifyDBInstance", Effect.PROTECTION_REMOVAL)
                        .on(TABLE, "other")
                        .second(3));
        guard.foreign(deleteTable(4));
        assertThat(Fuse.burst(guard.store.agent())).isEqualTo(4 + 15 + 4 + 4 * 15);
    }

    @Test
    void lesserTamperingAndGuardRemovalsWeighFour() {
        guard.foreign(
                event().operation("DeleteMetricFilter", Effect.AUDIT_TAMPERING)
                        .impact(4)
                        .on("t", "f"));
        guard.foreign(
                event().operation("ModifyDBCluster", Effect.PROTECTION_REMOVAL)
                        .impact(8)
                        .on("t", "c"));

        assertThat(Fuse.week(guard.store.agent())).isEqualTo(8);
        assertThat(guard.decisions).isEmpty();
    }

    @Test
    void protectionRemovedThenDeletedIsNamed() {
        guard.foreign(
                event().operation("ModifyDBCluster", Effect.PROTECTION_REMOVAL)
                        .on("AWS::RDS::DBCluster", "c"));
        deleteTables(1, 5);

        assertThat(trips().get(0).reasons()).contains(Pattern.PROTECTION_THEN_DELETED.reason());
        assertThat(trips().get(0).explanation())
                .contains("had removed 1 protection in the same burst");
    }

    @ParameterizedTest
    @EnumSource(
            value = AgentKind.class,
            names = {"HUMAN", "SERVICE"})
    void peopleAndServicesAreNeverTripped(AgentKind kind) {
        for (int n = 1; n <= 50; n++) {
            guard.foreign(deleteTable(n).by("ops", kind));
        }

        assertThat(guard.decisions).extracting(Decision::type).containsExactly(Decision.Type.ALERT);
        assertThat(guard.store.agent().breaker).isEqualTo(BreakerState.CLOSED);
        assertThat(guard.decisions.get(0).explanation()).contains("nothing is revoked");
    }

    @Test
    void policyDecidesWhatAnUnknownPrincipalGets() {
        for (int n = 1; n <= 50; n++) {
            guard.foreign(deleteTable(n).by("who", AgentKind.UNKNOWN));
        }
        assertThat(trips()).hasSize(1);

        TestingGuard careful =
                TestingGuard.inShadow()
                        .with(
                                new Policy(
                                        "p",
                                        1,
                                        EnforcementMode.SHADOW,
                                        Reaction.ALERT,
                                        Reaction.TRIP,
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        Map.of()));
        for (int n = 1; n <= 50; n++) {
            careful.foreign(deleteTable(n).by("who", AgentKind.UNKNOWN));
        }
        assertThat(careful.decisions)
                .extracting(Decision::type)
                .containsExactly(Decision.Type.ALERT);
    }

    private static Policy with(HarmWeights weights, List<Freeze> freezes) {
        return with(weights, freezes, EscalationLadder.DEFAULT);
    }

    private static Policy with(
            HarmWeights weights, List<Freeze> freezes, EscalationLadder escalation) {
        Policy base = Policy.DEFAULT;
        return new Policy(
                "p",
                1,
                base.mode(),
                base.unknown(),
                base.sharedSession(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                weights,
                SwarmLimits.SHIPPED,
                null,
                null,
                freezes,
                escalation);
    }

    private static int tablesLostWithTheTrip(Policy policy) {
        TestingGuard judged = TestingGuard.inShadow().with(policy);
        int lost = 0;
        while (judged.decisions.stream().noneMatch(d -> d.type() == Decision.Type.TRIP)) {
            judged.foreign(deleteTable(++lost));
        }
        return lost;
    }

    @Test
    void aTripSaysHowFarItsPolicyLetsContainmentGo() {
        EscalationLadder wide =
                new EscalationLadder(List.of(Rung.SESSION, Rung.ROLE_SESSIONS, Rung.PERSON));
        TestingGuard judged =
                TestingGuard.inShadow().with(with(HarmWeights.SHIPPED, List.of(), wide));
        for (int n = 1; n <= 50; n++) {
            judged.foreign(deleteTable(n));
        }

        assertThat(judged.decisions)
                .extracting(Decision::type, Decision::escalation)
                .containsExactlyInAnyOrder(
                        tuple(Decision.Type.TRIP, wide), tuple(Decision.Type.ALERT, null));
    }

    @Test
    void policyDecidesHowMuchALossWeighs() {
        HarmWeights heavier = HarmWeights.over(Map.of("dynamodb:table", 40.0), null, null);

        assertThat(tablesLostWithTheTrip(Policy.DEFAULT)).isEqualTo(5);
        assertThat(tablesLostWithTheTrip(with(heavier, List.of()))).isEqualTo(2);
    }

    @Test
    void aDeclaredFreezeQuartersTheLimitsWhereItHolds() {
        Freeze always =
                new Freeze(new Freeze.Once(0, Long.MAX_VALUE), null, Glob.compile("eu-*"), null);
        Freeze elsewhere =
                new Freeze(new Freeze.Once(0, Long.MAX_VALUE), null, Glob.compile("us-*"), null);

        assertThat(tablesLostWithTheTrip(with(HarmWeights.SHIPPED, List.of(always)))).isEqualTo(2);
        assertThat(tablesLostWithTheTrip(with(HarmWeights.SHIPPED, List.of(elsewhere))))
                .isEqualTo(5);
    }

    @Test
    void policyDecidesWhatASharedSessionGets() {
        TestingGuard careful =
                TestingGuard.inShadow()
                        .with(
                                new Policy(
                                        "p",
                                        1,
                                        EnforcementMode.SHADOW,
                                        Reaction.TRIP,
                                        Reaction.ALERT,
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        Map.of()));
        for (int n = 1; n <= 5; n++) {
            AccountEvent shared =
                    TestingGuard.shared(TestingGuard.foreignEvent(deleteTable(n).build()));
            careful.accept(shared);
            guard.accept(shared);
        }

        assertThat(careful.decisions).extracting(Decision::type).containsOnly(Decision.Type.ALERT);
        assertThat(trips()).hasSize(1);
        assertThat(trips().get(0).explanation()).contains("a revocation hits both");
    }

    @Test
    void breakGlassIsReportedAndNeverRevoked() {
        for (int n = 1; n <= 50; n++) {
            guard.foreign(deleteTable(n).breakGlass());
        }

        assertThat(guard.decisions).extracting(Decision::type).containsExactly(Decision.Type.ALERT);
        assertThat(guard.decisions.get(0).explanation()).contains("break-glass");
    }

    @Test
    void shadowRearmsADayLaterWithItsSumsAtZero() {
        deleteTables(1, 5);
        guard.foreign(deleteTable(6).hour(23));
        assertThat(guard.store.agent().breaker).isEqualTo(BreakerState.OPEN);

        guard.foreign(deleteTable(7).hour(25));

        assertThat(guard.store.agent().breaker).isEqualTo(BreakerState.CLOSED);
        assertThat(Fuse.week(guard.store.agent())).isEqualTo(15);
        assertThat(trips()).hasSize(1);
        for (int n = 8; n <= 12; n++) {
            guard.foreign(deleteTable(n).hour(26));
        }
        assertThat(trips()).extracting(Decision::number).containsExactly(1, 2);
        assertThat(trips()).extracting(Decision::decisionId).doesNotHaveDuplicates();
    }

    @Test
    void anArmedTripIsEndedByNoTimer() {
        TestingGuard armed = TestingGuard.armed();
        for (int n = 1; n <= 5; n++) {
            armed.foreign(deleteTable(n).mode(EnforcementMode.ENFORCE));
        }
        assertThat(armed.decisions.get(armed.decisions.size() - 1).mode())
                .isEqualTo(EnforcementMode.ENFORCE);

        armed.foreign(read(INSTANCE, "i").hour(24 * 400).mode(EnforcementMode.ENFORCE));

        assertThat(armed.store.agent().breaker).isEqualTo(BreakerState.OPEN);
        assertThat(armed.observations).as("with a revocation in place reads count too").hasSize(1);
    }

    @Test
    void readsThatComeTogetherCountAndProveButEndNoIncident() {
        TestingGuard armed = TestingGuard.armed();
        for (int n = 1; n <= 5; n++) {
            armed.foreign(deleteTable(n));
        }
        long events = armed.store.agent().events;
        long before = armed.store.agent().firstSeenMillis - 1;

        armed.reads(read(TABLE, "orders").hour(40), 12, before);

        assertThat(armed.observations).last().matches(seen -> seen.effect() == Effect.READ);
        assertThat(armed.store.agent().events).isEqualTo(events + 12);
        assertThat(armed.store.agent().firstSeenMillis).isEqualTo(before);
        assertThat(armed.store.agent().lastSeenMillis)
                .isEqualTo(read(TABLE, "orders").hour(40).build().eventTimeMillis());

        for (int n = 1; n <= 5; n++) {
            guard.foreign(deleteTable(n));
        }
        guard.reads(read(TABLE, "orders").hour(40), 1, before);
        guard.own(read(TABLE, "orders").hour(40));

        assertThat(guard.store.agent().incidentDecisionId).isNotNull();
    }

    @Test
    void nothingOfAnIncidentIsLearned() {
        deleteTables(1, 5);
        guard.own(TestingEvents.create(INSTANCE, "i").second(60));
        guard.foreign(TestingEvents.modify(INSTANCE, "i").denied().hour(26));

        AgentState state = guard.store.agent();
        assertThat(state.breaker).isEqualTo(BreakerState.CLOSED);
        assertThat(state.destroyedTypes).isEmpty();
        assertThat(state.destroys).as("the four before the trip").isEqualTo(4);
        assertThat(state.baseline.actions.keys).isEmpty();
        assertThat(state.baseline.ladder(Ladder.BURST_HARM).reached[0]).isZero();
    }

    @Test
    void copiesInTwoAccountsAreOneAct() {
        guard.foreign(delete(TABLE, "t").id("copy-1").sharedId("act"));
        guard.foreign(delete(TABLE, "t").id("copy-2").sharedId("act"));

        assertThat(Fuse.week(guard.store.agent())).isEqualTo(15);
    }

    @Test
    void aStackWeighsItsEstimateOrItsChildrenNeverBoth() {
        TestingEvents stack =
                TestingEvents.stackOperation("DeleteStack", "shop")
                        .id("root")
                        .agentClass("operator");
        guard.foreign(stack);
        assertThat(Fuse.week(guard.store.agent())).isEqualTo(15);

        for (int n = 1; n <= 10; n++) {
            guard.accept(
                    TestingGuard.childOf(
                            "root",
                            TestingGuard.foreignEvent(
                                    delete(INSTANCE, "i-" + n)
                                            .second(n)
                                            .agentClass("operator")
                                            .build())));
        }

        assertThat(Fuse.week(guard.store.agent())).as("ten instances are 20").isEqualTo(20);
        assertThat(guard.store.agent().charges)
                .as("the stack and its children are lost")
                .isEqualTo(11);
    }

    @Test
    void aLateCreateTakesTheChargeBack() {
        guard.foreign(deleteTable(1));
        String key = TestingEvents.ref(TABLE, "table-1").key();

        guard.accept(
                TestingGuard.withdrawal(
                        TestingEvents.create(TABLE, "table-1").build(), "delete-1", key));

        assertThat(Fuse.week(guard.store.agent())).isZero();
        assertThat(guard.store.agent().charges).isZero();
    }

    @Test
    void aLateCreateTakesBackThatOthersUsedTheThing() {
        guard.accept(logGroup(1, Liveness.LIVE, null));
        guard.accept(logGroup(2, Liveness.IDLE, null));

        guard.accept(
                TestingGuard.withdrawal(
                        TestingEvents.create(LOG_GROUP, "group-1").build(),
                        "delete-1",
                        TestingEvents.ref(LOG_GROUP, "group-1").key()));

        UseShare share = guard.store.agent().baseline.useShare;
        assertThat(share.used).isZero();
        assertThat(share.idle).isOne();
    }

    /** A late deletion counts in the burst and week that are open, whatever its own time. */
    @ParameterizedTest
    @ValueSource(ints = {-60, -24 * 7 * 3_600})
    void aLateCreateTakesBackWhatALateDeletionAddedToTheOpenEpisodes(int second) {
        guard.foreign(deleteTable(2));
        guard.foreign(deleteTable(1).second(second));

        withdrawTable1();

        assertThat(sumOn(Ladder.BURST_HARM)).isEqualTo(15_000_000);
        assertThat(sumOn(Ladder.WEEK_HARM)).isEqualTo(15_000_000);
    }

    @Test
    void aLateCreateTakesNothingFromEpisodesThatItsDeletionWasNoPartOf() {
        guard.foreign(deleteTable(1));
        guard.foreign(deleteTable(2).hour(24 * 7));
        guard.foreign(deleteTable(3).second(-60));

        withdrawTable1();

        assertThat(sumOn(Ladder.BURST_HARM)).as("tables 2 and 3").isEqualTo(30_000_000);
        assertThat(sumOn(Ladder.WEEK_HARM)).isEqualTo(30_000_000);
    }

    private void withdrawTable1() {
        guard.accept(
                TestingGuard.withdrawal(
                        TestingEvents.create(TABLE, "table-1").build(),
                        "delete-1",
                        TestingEvents.ref(TABLE, "table-1").key()));
    }

    private long sumOn(Ladder ladder) {
        return guard.store.agent().baseline.ladder(ladder).sumMicros;
    }

    @Test
    void persistentDeniedAttemptsArePagedOnceADay() {
        for (int n = 1; n <= 60; n++) {
            guard.foreign(deleteTable(n).denied());
        }

        assertThat(guard.decisions).hasSize(1);
        Decision alert = guard.decisions.get(0);
        assertThat(alert.type()).isEqualTo(Decision.Type.ALERT);
        assertThat(alert.reasons()).containsExactly(Alarms.DENIED_PERSISTENT);
        assertThat(alert.resourcesLost()).isZero();
        assertThat(alert.eventIds()).hasSize(20);
    }

    @Test
    void anAlertForDeniedCallsDoesNotShieldWhatFollows() {
        for (int n = 1; n <= 20; n++) {
            guard.foreign(deleteTable(100 + n).denied());
        }
        deleteTables(200, 205);

        assertThat(trips()).hasSize(1);
    }

    @Test
    void namesOnlySessionsThatCarriedTheEvidence() {
        guard.foreign(read(INSTANCE, "i").session("bystander"));
        for (int n = 1; n <= 5; n++) {
            guard.foreign(deleteTable(n).session(n % 2 == 0 ? "even" : "odd"));
        }

        assertThat(trips().get(0).sessions()).containsExactly("odd", "even");
        assertThat(guard.store.agent().sessions).isEqualTo(3);
    }

    @Test
    void aLongTermKeyStartsANewSessionAfterSilence() {
        guard.foreign(read(INSTANCE, "i").session("key:U/K"));
        guard.foreign(read(INSTANCE, "i").session("key:U/K").second(60));
        guard.foreign(read(INSTANCE, "i").session("key:U/K").hour(2));

        assertThat(guard.store.agent().sessions).isEqualTo(2);
    }

    @Test
    void theDecisionIdDependsOnAgentFirstSightNumberAndTypeOnly() {
        assertThat(DecisionWriter.decisionId("a", 1, 1, Decision.Type.TRIP))
                .hasSize(32)
                .isEqualTo(DecisionWriter.decisionId("a", 1, 1, Decision.Type.TRIP))
                .isNotEqualTo(DecisionWriter.decisionId("a", 1, 2, Decision.Type.TRIP))
                .isNotEqualTo(DecisionWriter.decisionId("a", 2, 1, Decision.Type.TRIP))
                .isNotEqualTo(DecisionWriter.decisionId("b", 1, 1, Decision.Type.TRIP))
                .isNotEqualTo(DecisionWriter.decisionId("a", 1, 1, Decision.Type.ALERT));
    }

    @Test
    void oldHarmLeavesTheWindowsAndCountsNoMore() {
        deleteTables(1, 4);
        guard.foreign(deleteTable(5).hour(24 * 30));

        assertThat(trips()).isEmpty();
        assertThat(Fuse.month(guard.store.agent())).isEqualTo(15);
    }

    @Test
    void aSlowDripMeetsTheMonthCap() {
        TestingGuard drip = TestingGuard.inShadow();
        for (int day = 0; day < 28; day++) {
            drip.foreign(deleteTable(day).hour(24L * day).agentClass("operator"));
        }

        assertThat(drip.decisions).extracting(Decision::type).contains(Decision.Type.TRIP);
        assertThat(drip.decisions.get(drip.decisions.size() - 1).reasons())
                .startsWith(Fuse.MONTH_CAP);
    }

    private static ResourceStanding live(ResourceRef resource, Origin origin) {
        return new ResourceStanding(
                resource,
                true,
                false,
                false,
                origin,
                null,
                ResourceStanding.CREATION_UNKNOWN,
                Liveness.LIVE,
                List.of("somebody"));
    }
}
