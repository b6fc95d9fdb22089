package io.fusewire.core.containment;

import static io.fusewire.core.containment.World.START;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.identity.SessionPrincipal;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** One agent's affairs: which trips are carried out, and what its comebacks lead to. */
class AgentDeskTest {

    private static final String AGENT = "aws:111122223333:role/Coder/ci-#:agent";
    private static final String ROLE = World.role("Coder");
    private static final String SESSION = World.session("AROAX", "ci-1");
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private final TestingAws aws = new TestingAws();
    private final World world = new World(aws);

    private static Trip trip(String decision, long at) {
        return World.trip(decision, AGENT, at, new SessionPrincipal(SESSION, ROLE));
    }

    @Test
    void aTripActsWithoutWaitingForItsBreaker() {
        world.trip(trip("d1", START));
        assertThat(world.underWay).hasSize(1);
    }

    @Test
    void aTripWhoseBreakerWasClosedSinceIsNotCarriedOut() {
        world.breaker(AGENT, BreakerState.CLOSED, null, START + SECOND);
        world.trip(trip("d1", START));

        assertThat(world.claims()).containsExactly(Claim.OVERTAKEN);
        assertThat(world.underWay).isEmpty();
    }

    @Test
    void theBreakersWordThatItIsOpenForADecisionCarriesItOut() {
        world.breaker(AGENT, BreakerState.CLOSED, null, START + SECOND);
        world.trip(trip("d1", START));
        world.breaker(AGENT, BreakerState.OPEN, "d1", START);

        assertThat(world.underWay).hasSize(1);
    }

    @Test
    void anOldTripWaitsForItsBreakersWord() {
        long decided = START - 2 * 60 * MINUTE;
        world.trip(trip("d1", decided), false, decided);
        assertThat(world.underWay).isEmpty();

        world.breaker(AGENT, BreakerState.OPEN, "d1", decided);
        assertThat(world.underWay).hasSize(1);
    }

    @Test
    void anOldTripWhoseBreakerIsKnownToBeOpenActsAtOnce() {
        long decided = START - 2 * 60 * MINUTE;
        world.breaker(AGENT, BreakerState.OPEN, "d1", decided);
        world.trip(trip("d1", decided), false, decided);
        assertThat(world.underWay).hasSize(1);
    }

    @Test
    void aCloseDoesNotLiftWhatTrippedLater() {
        world.trip(trip("d2", START + MINUTE));
        world.breaker(AGENT, BreakerState.CLOSED, null, START);
        world.settle();

        assertThat(aws.documents).containsKey(ROLE);
    }

    @Test
    void aLateTripThatTheCloseOfAnEarlierOneLiftedIsContainedAgain() {
        world.trip(trip("d2", START - MINUTE));
        world.breaker(AGENT, BreakerState.CLOSED, null, START);
        world.settle();
        assertThat(aws.documents).isEmpty();
        world.breaker(AGENT, BreakerState.OPEN, "d2", START - MINUTE);
        world.settle();

        assertThat(aws.documents).containsKey(ROLE);
    }

    @Test
    void aRepeatedWordOfABreakerThatWasClosedSinceOpensNothing() {
        world.trip(trip("d1", START));
        world.breaker(AGENT, BreakerState.OPEN, "d1", START);
        world.breaker(AGENT, BreakerState.CLOSED, null, START + SECOND);
        world.settle();
        world.breaker(AGENT, BreakerState.OPEN, "d1", START);
        world.settle();

        assertThat(aws.documents).isEmpty();
    }

    @Test
    void whatIsHeldBackPagesAndIsRevokedWhenAPersonHoldsTheBreakerOpen() {
        world.trip(trip("d1", START), true);
        world.breaker(AGENT, BreakerState.OPEN, "d1", START);
        assertThat(world.claims()).containsExactly(Claim.HELD_BACK);
        assertThat(world.pages).hasSize(1);
        assertThat(world.underWay).isEmpty();

        world.breaker(AGENT, BreakerState.FORCED_OPEN, "d1", START + MINUTE);
        world.settle();
        assertThat(world.last().claim()).isEqualTo(Claim.WRITTEN);
    }

    @Test
    void whatIsHeldBackIsOverWithAReset() {
        world.trip(trip("d1", START), true);
        world.breaker(
                AGENT,
                BreakerState.CLOSED,
                null,
                START + MINUTE,
                new PersonsWord(Command.Kind.LEGITIMATE, "lee@example.com", null));

        assertThat(world.pages)
                .extracting(IncidentUpdate::status)
                .containsExactly(Status.OPEN, Status.RESOLVED);
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::text)
                .asString()
                .startsWith("lee@example.com reset the breaker with the verdict legitimate;");
        assertThat(world.underWay).isEmpty();
    }

    @Test
    void aHoldOnProbationDeniesAllCredentialsAgain() {
        world.trip(trip("d1", START));
        world.settle();
        world.breaker(AGENT, BreakerState.HALF_OPEN, null, START + SECOND);
        world.settle();
        assertThat(aws.documents.get(ROLE)).contains("TokenIssueTime");
        world.breaker(AGENT, BreakerState.FORCED_OPEN, "d1", START + MINUTE);
        world.settle();

        assertThat(aws.documents.get(ROLE)).doesNotContain("TokenIssueTime");
        assertThat(world.last().revision()).isEqualTo(world.published.size());
    }

    @Test
    void aTripThatComesAgainAfterItsResetOpensNothing() {
        world.trip(trip("d1", START));
        world.settle();
        world.breaker(AGENT, BreakerState.CLOSED, null, START);
        world.settle();
        int said = world.published.size();
        world.pass(SECOND);
        world.trip(trip("d1", START));
        world.settle();

        assertThat(aws.documents).isEmpty();
        assertThat(world.published).hasSize(said);
    }

    @Test
    void aHoldWithoutATripPages() {
        world.breaker(AGENT, BreakerState.FORCED_OPEN, null, START);
        assertThat(world.pages)
                .singleElement()
                .satisfies(page -> assertThat(page.text()).contains("by hand"));
    }

    @Test
    void aSessionThatCannotBeRevokedIsSaidAndPaged() {
        world.trip(World.trip("d1", AGENT, START, new SessionPrincipal("root:1", null)));
        assertThat(world.claims()).containsExactly(Claim.UNREVOCABLE);
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::title)
                .asString()
                .contains("cannot be revoked");
    }

    @Test
    void anAgentThatComesBackUnderAnotherNameIsDeniedThereToo() {
        world.trip(trip("d1", START));
        world.settle();
        world.pass(2 * MINUTE);
        String renamed = "role:AROAX:other-name@2026-09-21T14:14:00Z";
        world.call("d1", AGENT, renamed, Effect.READ, Outcome.SUCCESS, 0, world.now);
        world.settle();

        assertThat(aws.documents.get(ROLE)).contains("AROAX:ci-1").contains("AROAX:other-name");
        assertThat(world.last().rung()).isEqualTo(Rung.AGENT_SESSIONS);
        assertThat(world.last().notes()).anyMatch(note -> note.contains("came back"));
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::title)
                .asString()
                .contains("came back");

        world.breaker(AGENT, BreakerState.CLOSED, null, world.now);
        world.settle();
        assertThat(aws.documents).isEmpty();
    }

    @Test
    void whereFurtherSessionsMayNotBeDeniedAPersonIsToldHow() {
        world.trip(
                World.by(
                        new EscalationLadder(List.of(Rung.SESSION, Rung.PERSON)),
                        trip("d1", START)));
        world.settle();
        world.pass(2 * MINUTE);
        world.call("d1", AGENT, World.session("AROAX", "other"), Outcome.SUCCESS, world.now);
        world.settle();

        assertThat(aws.documents.get(ROLE)).doesNotContain("AROAX:other");
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::text)
                .asString()
                .contains("policy's ladder has no agent-sessions")
                .contains("aws iam put-role-policy --role-name");
    }

    private static final String USER = "arn:aws:iam::111122223333:user/agents/coder";
    private static final String KEY = "AKIAEXAMPLE";

    private static Trip openedByAKey(Rung... rungs) {
        return World.by(
                new EscalationLadder(List.of(rungs)), World.issuedBy(USER, KEY, trip("d1", START)));
    }

    private void comeBack(String name) {
        world.pass(2 * MINUTE);
        world.call(
                "d1",
                AGENT,
                "role:AROAX:" + name + "@2026-09-21T14:14:00Z",
                Effect.READ,
                Outcome.SUCCESS,
                0,
                world.now);
        world.settle();
    }

    @Test
    void theKeyThatOpensItsSessionsIsSetInactiveWhereNothingNarrowerHolds() {
        world.trip(openedByAKey(Rung.SESSION, Rung.KEY, Rung.PERSON));
        world.settle();
        assertThat(aws.inactiveKeys).as("not with the trip").isEmpty();
        comeBack("other");

        assertThat(aws.inactiveKeys).containsExactly(KEY);
        assertThat(aws.documents.get(USER)).contains("Deny");
        assertThat(aws.documents.get(ROLE)).doesNotContain("AROAX:other");
        assertThat(world.last().rung()).isEqualTo(Rung.KEY);
        assertThat(world.last().sessions()).containsExactly("key:AIDAX/" + KEY);
        assertThat(world.last().notes())
                .anyMatch(
                        note ->
                                note.startsWith("Escalated: the agent came back")
                                        && note.contains("policy's ladder has no agent-sessions"))
                .anyMatch(note -> note.startsWith("A reset takes the deny back"));
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::text)
                .asString()
                .contains(KEY, USER, "go on until they expire", "takes both back");

        comeBack("third");
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::text)
                .asString()
                .contains(
                        "policy's ladder has no role-sessions; the key that opened its sessions is"
                                + " inactive already",
                        "aws iam put-role-policy");

        world.breaker(AGENT, BreakerState.CLOSED, null, world.now);
        world.settle();
        assertThat(aws.documents).isEmpty();
        assertThat(aws.inactiveKeys).isEmpty();
        assertThat(world.targets).isEmpty();
    }

    @Test
    void aKeyComesAfterTheNarrowerRungs() {
        world.trip(
                openedByAKey(
                        Rung.SESSION,
                        Rung.AGENT_SESSIONS,
                        Rung.ROLE_SESSIONS,
                        Rung.KEY,
                        Rung.PERSON));
        world.settle();
        for (int i = 0; i <= AgentDesk.RETURNS_MAX; i++) {
            comeBack("other-" + i);
        }
        assertThat(world.last().rung()).isEqualTo(Rung.ROLE_SESSIONS);
        assertThat(aws.inactiveKeys).isEmpty();
        comeBack("last");

        assertThat(world.last().rung()).isEqualTo(Rung.KEY);
        assertThat(aws.inactiveKeys).containsExactly(KEY);
        assertThat(world.last().notes())
                .anyMatch(
                        note ->
                                note.contains(
                                        "20 further sessions are denied already; the older sessions"
                                                + " of the role are denied already"));
    }

    @Test
    void aKeyThatWasInactiveBeforeStaysSo() {
        aws.inactiveKeys.add(KEY);
        world.trip(openedByAKey(Rung.SESSION, Rung.KEY, Rung.PERSON));
        world.settle();
        comeBack("other");
        world.breaker(AGENT, BreakerState.CLOSED, null, world.now);
        world.settle();

        assertThat(aws.documents).isEmpty();
        assertThat(aws.inactiveKeys).containsExactly(KEY);
    }

    @Test
    void aKeyThatNoRecordToldOfIsPassedOverAndThePersonReadsIt() {
        world.trip(
                World.by(
                        new EscalationLadder(List.of(Rung.SESSION, Rung.KEY, Rung.PERSON)),
                        trip("d1", START)));
        world.settle();
        comeBack("other");

        assertThat(aws.inactiveKeys).isEmpty();
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::text)
                .asString()
                .contains("no record told of a long-term key that opened its sessions");
    }

    @Test
    void aUserWhoIsNeverRevokedKeepsTheKey() {
        World guarded =
                new World(
                        aws, ContainmentRules.DEFAULT, new MeasureChoice(List.of(), Set.of(USER)));
        guarded.trip(openedByAKey(Rung.SESSION, Rung.KEY, Rung.PERSON));
        guarded.settle();
        guarded.pass(2 * MINUTE);
        guarded.call("d1", AGENT, World.session("AROAX", "other"), Outcome.SUCCESS, guarded.now);
        guarded.settle();

        assertThat(aws.inactiveKeys).isEmpty();
        assertThat(guarded.pages)
                .last()
                .extracting(IncidentUpdate::text)
                .asString()
                .contains("the user whose key opened its sessions cannot be denied (");
    }

    @Test
    void withoutARungForItNoKeyIsTouched() {
        world.trip(openedByAKey(Rung.SESSION, Rung.PERSON));
        world.settle();
        comeBack("other");

        assertThat(aws.inactiveKeys).isEmpty();
        assertThat(aws.documents).containsOnlyKeys(ROLE);
    }

    @Test
    void anOlderSessionThatGoesOnDoingHarmIsDeniedToo() {
        world.trip(trip("d1", START));
        world.settle();
        world.pass(MINUTE);
        world.call("d1", AGENT, World.session("AROAX", "ci-2"), Outcome.SUCCESS, world.now);
        world.settle();

        assertThat(aws.documents.get(ROLE)).contains("AROAX:ci-2");
    }

    @Test
    void anAgentThatComesBackInARoleThatNothingTellsIsAPersonsAffair() {
        world.trip(trip("d1", START));
        world.settle();
        world.pass(MINUTE);
        String agentKeyWithoutRole = "aws:111122223333:policy/coder";
        world.trip(
                World.trip(
                        "d2",
                        agentKeyWithoutRole,
                        START,
                        new SessionPrincipal(World.session("AROAX", "x"), ROLE)));
        world.call(
                "d2",
                agentKeyWithoutRole,
                World.session("AROAOTHER", "chained"),
                Outcome.SUCCESS,
                world.now);

        assertThat(world.last().claim()).isEqualTo(Claim.UNREVOCABLE);
        assertThat(world.last().sessions()).containsExactly(World.session("AROAOTHER", "chained"));
    }

    @Test
    void anAgentThatComesBackInAnotherRoleIsDeniedThere() {
        world.trip(trip("d1", START));
        world.settle();
        world.pass(MINUTE);
        world.call(
                "d1",
                AGENT,
                "role:AROAOTHER:chained@2026-09-21T14:14:00Z",
                World.role("Deployer"),
                Effect.READ,
                Outcome.SUCCESS,
                0,
                world.now);
        world.settle();
        assertThat(aws.documents.get(World.role("Deployer"))).contains("AROAOTHER:chained");

        world.breaker(AGENT, BreakerState.CLOSED, null, world.now);
        world.settle();
        assertThat(aws.documents).isEmpty();
    }

    @Test
    void anAgentWithEverNewNamesDoesNotFillThePolicy() {
        world.trip(trip("d1", START));
        world.settle();
        for (int i = 0; i < 200; i++) {
            world.pass(SECOND);
            world.call("d1", AGENT, World.session("AROAX", "n" + i), Outcome.SUCCESS, world.now);
        }
        world.settle();

        AgentAffairs.KnownDecision decision = world.agents.get(AGENT).decisions().get(0);
        assertThat(decision.returns()).isEqualTo(AgentDesk.RETURNS_MAX);
        assertThat(decision.referred()).hasSize(AgentDesk.REFERRED_MAX);
        assertThat(world.pages)
                .last()
                .satisfies(
                        page -> {
                            assertThat(page.title()).contains("person");
                            assertThat(page.text()).contains("aws iam put-role-policy --role-name");
                        });
    }

    @Test
    void noMoreThanSoManyDecisionsAreRemembered() {
        for (int i = 0; i < 100; i++) {
            world.trip(trip("d" + i, START + i));
        }
        assertThat(world.agents.get(AGENT).decisions()).hasSize(AgentDesk.DECISIONS_MAX);
    }

    private static final String PERSONS = "role:AROAX:ci-1@2026-09-21T12:00:00Z";

    private void tripBesideAPerson() {
        world.trip(
                new Trip(
                        "d1",
                        START,
                        AGENT,
                        World.ACCOUNT,
                        "aws",
                        EnforcementMode.ENFORCE,
                        BreakerState.CLOSED,
                        null,
                        List.of(new SessionPrincipal(SESSION, ROLE)),
                        false,
                        List.of(PERSONS),
                        List.of(),
                        List.of(),
                        null,
                        0,
                        EscalationLadder.DEFAULT,
                        null));
        world.settle();
    }

    @Test
    void whatIsSeenInASparedSessionSaysNothingOfTheDeny() {
        tripBesideAPerson();
        String spared = aws.documents.get(ROLE);
        assertThat(spared).contains("2026-09-21T12:00:00Z", "2026-09-21T12:00:01Z");
        assertThat(stillRunning())
                .contains(
                        "A person's own session with the same user id, AROAX:ci-1, opened in the"
                                + " console and issued at 2026-09-21T12:00:00Z, is spared and works"
                                + " on: until it ends by itself, at the latest at"
                                + " 2026-09-22T00:00:00Z. If harm is seen from it, it is denied,"
                                + " too.");

        world.call("d1", AGENT, PERSONS, Effect.READ, Outcome.SUCCESS, 0, START + 5 * MINUTE);
        world.settle();
        assertThat(world.claims()).doesNotContain(Claim.FAILED);
        assertThat(aws.documents.get(ROLE)).isEqualTo(spared);
    }

    @Test
    void anAgentThatDoesHarmInASparedSessionHasItDenied() {
        tripBesideAPerson();
        world.call("d1", AGENT, PERSONS, Outcome.SUCCESS, START + 5 * MINUTE);
        world.settle();

        assertThat(aws.documents.get(ROLE)).contains("AROAX:ci-1").doesNotContain("TokenIssueTime");
        assertThat(stillRunning()).noneMatch(line -> line.contains("is spared"));
        world.call("d1", AGENT, PERSONS, Outcome.DENIED, world.now + MINUTE);
        assertThat(world.claims()).endsWith(Claim.PROVEN);
    }

    /** What the last outcome says. */
    private List<String> stillRunning() {
        return world.published.get(world.published.size() - 1).stillRunning();
    }

    @Test
    void aComebackThatStopsATrailIsToldWithTheCommandThatStartsIt() {
        world.trip(trip("d1", START));
        world.settle();
        world.call(
                "d1",
                AGENT,
                "role:AROAX:other@2026-09-21T12:00:00Z",
                Effect.AUDIT_TAMPERING,
                Outcome.SUCCESS,
                0,
                START + 5 * MINUTE);
        assertThat(world.pages)
                .last()
                .extracting(IncidentUpdate::text)
                .asString()
                .contains("aws cloudtrail start-logging --name TRAIL");
    }
}
