package io.fusewire.core.containment;

import static io.fusewire.core.containment.World.START;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.identity.SessionPrincipal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** One target and its agents, from trip to lift. */
class TargetDeskTest {

    private static final String AGENT = "aws:111122223333:role/Coder/ci-#:agent";
    private static final String OTHER = "aws:111122223333:role/Coder/nightly:agent";
    private static final String ROLE = World.role("Coder");
    private static final String SESSION = World.session("AROAX", "ci-1");
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private final TestingAws aws = new TestingAws();
    private final World world = new World(aws);

    private static SessionPrincipal named(String session) {
        return new SessionPrincipal(session, ROLE);
    }

    private void tripped() {
        world.trip(World.trip("d1", AGENT, START - 5 * SECOND, named(SESSION)));
    }

    private void written() {
        tripped();
        world.settle();
    }

    @Test
    void aTripIsRequestedWrittenProvenAndLifted() {
        written();
        assertThat(aws.documents.get(ROLE)).contains("\"aws:userid\":[\"AROAX:ci-1\"]");
        world.pass(5 * SECOND);
        world.call("d1", AGENT, SESSION, Outcome.DENIED, world.now - SECOND);
        world.breaker(AGENT, BreakerState.CLOSED, null, world.now);
        world.settle();

        assertThat(world.claims())
                .containsExactly(
                        Claim.REQUESTED, Claim.WRITTEN, Claim.PROVEN, Claim.PROVEN, Claim.LIFTED);
        assertThat(world.published)
                .extracting(ContainmentOutcome::revision)
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(world.last().times())
                .isEqualTo(
                        new StageTimes(
                                START - 5 * SECOND,
                                START,
                                START,
                                START,
                                START + 4 * SECOND,
                                START + 5 * SECOND));
        assertThat(aws.documents).isEmpty();
        assertThat(world.targets).isEmpty();
        assertThat(world.timed)
                .containsExactly(
                        new DeskEffect.Timed(Stage.REQUESTED, 0),
                        new DeskEffect.Timed(Stage.WRITTEN, 0),
                        new DeskEffect.Timed(Stage.PROVEN, 4 * SECOND),
                        new DeskEffect.Timed(Stage.LIFTED, 0));
    }

    @Test
    void aTripThatTellsWhenItsRecordWasDeliveredIsTimedFromThen() {
        Trip trip = World.trip("d1", AGENT, START - 5 * SECOND, named(SESSION));
        world.trip(World.delivered(trip, START - 2 * SECOND));
        world.settle();

        assertThat(world.last().times().deliveredMillis()).isEqualTo(START - 2 * SECOND);
        assertThat(world.timed).contains(new DeskEffect.Timed(Stage.DECIDED, 2 * SECOND));
    }

    @Test
    void theSameTripTwiceDoesNothingNew() {
        written();
        int writes = aws.writes;
        int said = world.published.size();
        tripped();
        world.settle();

        assertThat(aws.writes).isEqualTo(writes);
        assertThat(world.published).hasSize(said);
        assertThat(world.pages).hasSize(1);
    }

    @Test
    void whatComesWhileAWriteIsUnderWayGoesIntoTheNextOne() {
        tripped();
        for (int i = 2; i <= 9; i++) {
            world.trip(
                    World.trip("d" + i, AGENT + i, START, named(World.session("AROAX", "s" + i))));
        }
        assertThat(world.underWay).hasSize(1);
        world.settle();

        assertThat(aws.writes).isEqualTo(2);
        assertThat(world.finalClaims().values()).hasSize(9).containsOnly(Claim.WRITTEN);
    }

    @Test
    void aWriteThatDoesNotHoldTheSessionDoesNotMakeItWritten() {
        tripped();
        world.trip(World.trip("d2", OTHER, START, named(World.session("AROAX", "nightly"))));
        world.answer(world.underWay.keySet().iterator().next());

        assertThat(world.finalClaims()).containsValue(Claim.WRITTEN).containsValue(Claim.REQUESTED);
    }

    @Test
    void successAfterTheAllowanceFailsAndReadsThePolicyAgainAtOnce() {
        written();
        world.pass(2 * MINUTE);
        world.call("d1", AGENT, SESSION, Outcome.SUCCESS, world.now);

        assertThat(world.last().claim()).isEqualTo(Claim.FAILED);
        assertThat(world.last().rung()).isEqualTo(Rung.PERSON);
        assertThat(world.last().notes()).anyMatch(note -> note.startsWith("Escalated: "));
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::title)
                .asString()
                .contains("person");
        assertThat(world.underWay).hasSize(1);
    }

    @Test
    void whoTakesTheDenyAwayIsNoticedAndTheDenyIsWrittenAgain() {
        written();
        aws.documents.clear();
        world.pass(2 * MINUTE);
        world.call("d1", AGENT, SESSION, Outcome.SUCCESS, world.now);
        world.settle();

        assertThat(aws.documents).containsKey(ROLE);
        assertThat(world.claims())
                .containsExactly(Claim.REQUESTED, Claim.WRITTEN, Claim.FAILED, Claim.WRITTEN);
        assertThat(world.pages).anyMatch(page -> page.title().contains("taken away"));
    }

    /** Within the seconds that a policy takes to take effect, an agent with such rights can. */
    @Test
    void anAgentThatTakesTheDenyAwayAtOnceFindsItWrittenAgainWhenItsCallIsSeen() {
        written();
        aws.documents.clear();
        world.iamCall("d1", AGENT, SESSION, "ListRolePolicies", START + SECOND);
        assertThat(world.underWay).isEmpty();
        world.iamCall("d1", AGENT, SESSION, "DeleteRolePolicy", START + 2 * SECOND);
        world.settle();

        assertThat(aws.documents).containsKey(ROLE);
        assertThat(world.pages).anyMatch(page -> page.title().contains("taken away"));
    }

    @Test
    void thePolicyIsReadAgainOnScheduleAndRepaired() {
        written();
        world.pass(5 * SECOND);
        world.call("d1", AGENT, SESSION, Outcome.DENIED, world.now);
        aws.documents.clear();
        world.pass(5 * MINUTE);
        world.settle();

        assertThat(aws.documents).containsKey(ROLE);
        assertThat(world.claims())
                .containsExactly(
                        Claim.REQUESTED,
                        Claim.WRITTEN,
                        Claim.PROVEN,
                        Claim.REQUESTED,
                        Claim.WRITTEN);
        assertThat(world.last().times().provenMillis()).isNull();
    }

    @Test
    void aCheckThatFindsEverythingInPlaceSaysNothing() {
        written();
        int said = world.published.size();
        world.pass(5 * MINUTE);
        world.settle();

        assertThat(world.published).hasSize(said);
        assertThat(world.targets.values()).allMatch(state -> state.checkAtMillis() > world.now);
    }

    @Test
    void whoTakesItAwayAgainAndAgainIsAPersonsAffair() {
        written();
        for (int i = 0; i < TargetDesk.REPAIRS_MAX; i++) {
            aws.documents.clear();
            world.pass(5 * MINUTE);
            world.settle();
        }

        assertThat(world.last().notes()).anyMatch(note -> note.contains("takes the deny away"));
        assertThat(world.last().rung()).isEqualTo(Rung.PERSON);
    }

    @Test
    void silenceIsUnprovenAndPages() {
        written();
        world.pass(world.rules.silenceMillis());

        assertThat(world.last().claim()).isEqualTo(Claim.UNPROVEN);
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::text)
                .asString()
                .contains("no proof");
        world.call("d1", AGENT, SESSION, Outcome.DENIED, world.now);
        assertThat(world.last().claim()).isEqualTo(Claim.PROVEN);
    }

    @Test
    void aDenyBeforeTheWriteProvesNothing() {
        written();
        world.call("d1", AGENT, SESSION, Outcome.DENIED, START - SECOND);
        assertThat(world.last().claim()).isEqualTo(Claim.WRITTEN);
    }

    @Test
    void aDenyByAWriteWhoseAnswerWasLostIsProof() {
        aws.faults.add(TestingAws.Fault.LOST_AFTER);
        tripped();
        world.answerAll();
        world.pass(10 * SECOND);
        world.settle();
        assertThat(world.last().claim()).isEqualTo(Claim.WRITTEN);
        world.call("d1", AGENT, SESSION, Outcome.DENIED, START + 2 * SECOND);

        assertThat(world.last().claim()).isEqualTo(Claim.PROVEN);
    }

    @Test
    void aRefusedWriteFailsPagesAndIsTriedAgainWithTheNextCheck() {
        aws.faults.add(TestingAws.Fault.REFUSED);
        tripped();
        world.answerAll();
        assertThat(world.last().claim()).isEqualTo(Claim.FAILED);
        assertThat(world.last().reason()).contains("AccessDenied");
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::title)
                .asString()
                .contains("person");
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::text)
                .asString()
                .contains("aws iam put-role-policy --role-name Coder --policy-name");

        world.pass(5 * MINUTE);
        world.settle();
        assertThat(world.last().claim()).isEqualTo(Claim.WRITTEN);
        assertThat(world.pages).noneMatch(page -> page.title().contains("taken away"));
    }

    @ParameterizedTest
    @CsvSource({
        "ROLE,arn:aws:iam::111122223333:role/x/Coder,put-role-policy --role-name Coder ",
        "ROLE,arn:aws:iam::111122223333:role/$(reboot),put-role-policy --role-name ROLE ",
        "USER,arn:aws:iam::111122223333:user/ci,put-user-policy --user-name ci ",
        "MANAGED_POLICY,arn:aws:iam::111122223333:policy/B,--target-id 111122223333",
        "SERVICE_CONTROL_POLICY,arn:aws:organizations:::account/111122223333,--target-id 111122223333"
    })
    void whatADenyByHandTakesIsSaidOfEachTarget(PolicyHolder holder, String arn, String command) {
        assertThat(PersonsTask.denyByHand(new Target(holder, arn)))
                .contains(command)
                .doesNotContain("$(");
    }

    @Test
    void aRefusedWriteWidensWherePolicyAllowsIt() {
        aws.faults.add(TestingAws.Fault.REFUSED);
        world.trip(
                World.by(
                        new EscalationLadder(
                                List.of(Rung.SESSION, Rung.ROLE_SESSIONS, Rung.PERSON)),
                        World.trip("d1", AGENT, START, named(SESSION))));
        world.settle();

        assertThat(aws.documents.get(ROLE)).contains("aws:userid").contains("TokenIssueTime");
        assertThat(world.last().rung()).isEqualTo(Rung.ROLE_SESSIONS);
        assertThat(world.last().claim()).isEqualTo(Claim.WRITTEN);
        world.breaker(AGENT, BreakerState.CLOSED, null, world.now);
        world.settle();
        assertThat(aws.documents).isEmpty();
    }

    @Test
    void whatAwsLeavesUnconfirmedIsAskedAgainLaterAndLaterAndCountsAsFailedInTheEnd() {
        for (int i = 0; i < world.rules.attemptsMax(); i++) {
            aws.faults.add(TestingAws.Fault.LOST_BEFORE);
        }
        tripped();
        world.answerAll();
        long first = world.targets.values().iterator().next().askNotBeforeMillis() - world.now;
        assertThat(first).isBetween(125L, 250L);
        for (int i = 1; i < world.rules.attemptsMax(); i++) {
            world.pass(MINUTE / 2);
            world.answerAll();
        }
        assertThat(world.last().claim()).isEqualTo(Claim.FAILED);
        assertThat(world.last().attempts()).isEqualTo(world.rules.attemptsMax());
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::title)
                .asString()
                .contains("person");

        world.pass(MINUTE / 2);
        world.settle();
        assertThat(world.last().claim()).isEqualTo(Claim.WRITTEN);
    }

    @Test
    void onProbationOldCredentialsStayDeadAndACallProvesNothing() {
        written();
        world.breaker(AGENT, BreakerState.HALF_OPEN, null, START + 500);
        world.settle();
        assertThat(aws.documents.get(ROLE))
                .contains("\"aws:TokenIssueTime\":[\"2026-09-21T14:13:21Z\"]");
        assertThat(world.last().probation()).isTrue();

        world.pass(5 * MINUTE);
        world.call("d1", AGENT, SESSION, Outcome.SUCCESS, world.now);
        assertThat(world.last().claim()).isEqualTo(Claim.WRITTEN);
    }

    @Test
    void onlyTheAgentThatWasResetIsLifted() {
        written();
        world.trip(World.trip("d2", OTHER, START, named(World.session("AROAX", "nightly"))));
        world.settle();
        world.breaker(AGENT, BreakerState.CLOSED, null, world.now);
        world.settle();

        assertThat(aws.documents.get(ROLE)).contains("nightly").doesNotContain("ci-1");
        assertThat(world.finalClaims()).containsValue(Claim.LIFTED).containsValue(Claim.WRITTEN);
    }

    @Test
    void aUsersKeyIsSetInactiveAndActiveAgainUnlessSomebodyElseHadDoneIt() {
        String user = "arn:aws:iam::111122223333:user/agents/bot";
        SessionPrincipal key = new SessionPrincipal("key:AIDAX/AKIAEXAMPLE", user);
        world.trip(World.trip("d1", AGENT, START, key));
        world.settle();
        assertThat(aws.inactiveKeys).containsExactly("AKIAEXAMPLE");
        world.breaker(AGENT, BreakerState.CLOSED, null, world.now);
        world.settle();
        assertThat(aws.inactiveKeys).isEmpty();

        aws.inactiveKeys.add("AKIAEXAMPLE");
        world.trip(World.trip("d2", AGENT, START + SECOND, key));
        world.settle();
        assertThat(world.last().notes()).anyMatch(note -> note.contains("was inactive already"));
        world.breaker(AGENT, BreakerState.CLOSED, null, START + 2 * SECOND);
        world.settle();
        assertThat(aws.inactiveKeys).containsExactly("AKIAEXAMPLE");
        assertThat(aws.documents).isEmpty();
    }

    @Test
    void aKeyThatAnotherAgentsContainmentHoldsStaysInactive() {
        String user = "arn:aws:iam::111122223333:user/agents/bot";
        SessionPrincipal key = new SessionPrincipal("key:AIDAX/AKIAEXAMPLE", user);
        world.trip(World.trip("d1", AGENT, START, key));
        world.trip(World.trip("e1", AGENT + "2", START, key));
        world.settle();
        assertThat(aws.inactiveKeys).containsExactly("AKIAEXAMPLE");
        world.breaker(AGENT, BreakerState.CLOSED, null, world.now);
        world.settle();
        assertThat(aws.inactiveKeys).containsExactly("AKIAEXAMPLE");
        world.breaker(AGENT + "2", BreakerState.CLOSED, null, world.now);
        world.settle();
        assertThat(aws.inactiveKeys).isEmpty();
    }

    @Test
    void aLaterTripInTheSameSessionTakesOver() {
        written();
        world.breaker(AGENT, BreakerState.HALF_OPEN, null, START + SECOND);
        world.settle();
        world.trip(World.trip("d2", AGENT, START + MINUTE, named(SESSION)));
        world.settle();

        assertThat(aws.documents.get(ROLE)).doesNotContain("TokenIssueTime");
        assertThat(world.last().notes()).contains("Takes over from decision d1.");
        assertThat(world.targets.values())
                .allSatisfy(target -> assertThat(target.containments()).hasSize(1));
        world.breaker(AGENT, BreakerState.CLOSED, null, START + 2 * MINUTE);
        world.settle();
        assertThat(world.last().claim()).isEqualTo(Claim.LIFTED);
        assertThat(aws.documents).isEmpty();
    }

    @Test
    void aRefusedLiftPagesAndIsTriedAgain() {
        written();
        aws.faults.add(TestingAws.Fault.REFUSED);
        world.breaker(AGENT, BreakerState.CLOSED, null, world.now);
        world.answerAll();
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::title)
                .asString()
                .contains("taken back");

        world.pass(5 * MINUTE);
        world.settle();
        assertThat(aws.documents).isEmpty();
        assertThat(world.last().claim()).isEqualTo(Claim.LIFTED);
    }

    @Test
    void oneTripIsOnePageThatIsResolvedByTheReset() {
        written();
        world.breaker(AGENT, BreakerState.CLOSED, null, world.now);
        world.settle();

        assertThat(world.pages).extracting(IncidentUpdate::key).containsOnly("d1");
        assertThat(world.pages)
                .extracting(IncidentUpdate::status)
                .containsExactly(Status.OPEN, Status.RESOLVED);
    }

    @Test
    void shadowIsSaidAndNothingIsDone() {
        world.trip(World.trip("d1", AGENT, START, EnforcementMode.SHADOW, named(SESSION)));
        assertThat(world.claims()).containsExactly(Claim.SHADOW);
        assertThat(world.targets).isEmpty();
        assertThat(world.pages).isEmpty();
    }

    @Test
    void manyAgentsOfOneAccountKeepToItsBudget() {
        for (int i = 0; i < 30; i++) {
            String role = World.role("Role" + i);
            world.trip(
                    World.trip(
                            "d" + i,
                            "agent-" + i,
                            START,
                            new SessionPrincipal(World.session("AROA" + i, "s"), role)));
        }
        assertThat(world.underWay).hasSize(AccountGate.Pace.DEFAULT.burst());
        world.settle();

        assertThat(world.now - START).isBetween(3 * SECOND, 6 * SECOND);
        assertThat(world.finalClaims().values()).hasSize(30).containsOnly(Claim.WRITTEN);
    }

    @Test
    void anAccountThatConfirmsNothingIsPagedOnceAndAskedSlowly() {
        for (int i = 0; i < 200; i++) {
            aws.faults.add(TestingAws.Fault.LOST_BEFORE);
        }
        for (int i = 0; i < 30; i++) {
            world.trip(
                    World.trip(
                            "d" + i,
                            "agent-" + i,
                            START,
                            new SessionPrincipal(
                                    World.session("AROA" + i, "s"), World.role("Role" + i))));
        }
        for (int i = 0; i < 600; i++) {
            world.answerAll();
            world.pass(100);
        }
        int asked = 200 - aws.faults.size();

        assertThat(world.pages)
                .filteredOn(page -> page.key().startsWith("aws-unconfirmed:"))
                .hasSize(1);
        assertThat(asked).isLessThan(30);
        assertThat(world.finalClaims().values()).doesNotContain(Claim.WRITTEN);
    }

    @Test
    void anAccountThatAnswersAgainIsSaidToBeSoOnce() {
        for (int i = 0; i < 12; i++) {
            aws.faults.add(TestingAws.Fault.LOST_BEFORE);
        }
        tripped();
        for (int i = 0; i < 100; i++) {
            world.answerAll();
            world.pass(10 * SECOND);
        }
        assertThat(world.pages)
                .filteredOn(page -> page.key().startsWith("aws-unconfirmed:"))
                .extracting(IncidentUpdate::status)
                .containsExactly(IncidentUpdate.Status.OPEN, IncidentUpdate.Status.RESOLVED);
    }

    @Test
    void eachWriteIsReportedToTheDecisionsItWasMadeForAndChecksAreNot() {
        aws.faults.add(TestingAws.Fault.LOST_AFTER);
        tripped();
        for (int i = 0; i < 20; i++) {
            world.answerAll();
            world.pass(MINUTE);
        }
        assertThat(world.reports)
                .extracting(WriteReport::result, WriteReport::attempt)
                .containsExactly(tuple("UNCONFIRMED", 1), tuple("CONFIRMED", 2));
        assertThat(world.reports).extracting(r -> r.tripCase().decisionId()).containsOnly("d1");

        aws.documents.clear();
        for (int i = 0; i < 10; i++) {
            world.answerAll();
            world.pass(MINUTE);
        }
        assertThat(world.reports).extracting(WriteReport::result).contains("REPAIRED");
        world.breaker(AGENT, BreakerState.CLOSED, null, world.now);
        world.settle();
        assertThat(world.reports).extracting(WriteReport::result).endsWith("CONFIRMED");
    }

    @Test
    void aReadOfASiblingSessionIsLeftAlone() {
        written();
        world.pass(MINUTE);
        world.call(
                "d1",
                AGENT,
                World.session("AROAX", "ci-2"),
                Effect.READ,
                Outcome.SUCCESS,
                0,
                world.now);
        assertThat(world.claims()).containsExactly(Claim.REQUESTED, Claim.WRITTEN);
        assertThat(List.copyOf(world.underWay.values())).isEmpty();
    }
}
