package io.fusewire.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.AuditTask;
import io.fusewire.core.containment.CallMade;
import io.fusewire.core.containment.Claim;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.containment.IncidentUpdate.Severity;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.containment.PolicyHolder;
import io.fusewire.core.containment.Rung;
import io.fusewire.core.containment.StageTimes;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.TripCase;
import io.fusewire.core.containment.WriteReport;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.incident.IncidentEffect.Tell;
import io.fusewire.core.incident.IncidentEffect.Write;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

class IncidentDeskTest {

    private static final long START = Instant.parse("2026-11-17T07:43:15Z").toEpochMilli();
    private static final long SECOND = 1_000;
    private static final String AGENT = "aws:111122223333:role/Coder/ci-#:agent";
    private static final String ROLE = "arn:aws:iam::111122223333:role/agents/Coder";

    private IncidentRules rules =
            new IncidentRules(
                    false,
                    SECOND,
                    30 * SECOND,
                    3_600 * SECOND,
                    7_200 * SECOND,
                    3_600 * SECOND,
                    "https://runbooks.example/fusewire",
                    false);
    private IncidentBook book = IncidentBook.EMPTY;
    private final List<Page> pages = new ArrayList<>();
    private final List<Incident> written = new ArrayList<>();
    private long now = START + 5 * SECOND;
    private int calls;

    @Test
    void aTripIsOnePageThatSaysWhoWhatWhyAndWhatToDo() {
        decided(trip("d1"));
        noticed("d1", Status.OPEN, Severity.CRITICAL);
        outcome("d1", Claim.REQUESTED);
        assertThat(pages).isEmpty();
        settle();

        assertThat(pages).hasSize(1);
        Page page = pages.get(0);
        assertThat(page.key()).isEqualTo("d1");
        assertThat(page.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(page.summary())
                .isEqualTo(
                        AGENT
                                + " destroyed at least 3 resources of others in account"
                                + " 111122223333: being revoked, not confirmed yet");
        assertThat(page.details())
                .contains("WHO\n  " + AGENT + " (agent, class coder)")
                .contains("WHOSE RIGHTS\n  " + ROLE)
                .contains("account 111122223333, partition aws")
                .contains("LOST\n  at least 3 resources when it was decided")
                .contains("WHY\n  It deleted what is not its own.")
                .contains("[REQUESTED] " + ROLE + " denies aws:userid=AROACODER:ci-1")
                .contains("GOES ON RUNNING\n  A stack goes on being deleted: aws stop it.")
                .contains("How much is lost: a call did not tell")
                .contains("AWS has not confirmed it (" + ROLE + ")")
                .contains("./fusewire explain d1")
                .contains("./fusewire reset d1 --verdict harm")
                .contains("./fusewire reset d1 --verdict legitimate")
                .contains("./fusewire hold '" + AGENT + "'")
                .contains("Runbook: https://runbooks.example/fusewire");
    }

    @Test
    void whereAuditWasSwitchedOffThePageSaysHowToSwitchItOn() {
        String trail = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/org-trail";
        decided(
                auditOff(
                        "fuse:audit-off",
                        new BlindedTrail("StopLogging", trail, "", "event-1"),
                        new BlindedTrail("DeleteTrail", "team.trail", "us-east-1", "event-2"),
                        new BlindedTrail("PutEventSelectors", "data", "", "event-3"),
                        new BlindedTrail("UpdateTrail", "other", "", "event-4")));
        settle();
        assertThat(pages.get(0).details())
                .contains("AttributeKey=EventId,AttributeValue=event-1\n")
                .contains("AttributeKey=EventId,AttributeValue=event-2 --region us-east-1\n")
                .contains("cloudtrail start-logging --name " + trail + " --region eu-west-1\n")
                .contains(
                        "  aws cloudtrail create-trail --name team.trail --region us-east-1"
                                + " --s3-bucket-name BUCKET\n"
                                + "  aws cloudtrail start-logging --name team.trail --region"
                                + " us-east-1\n")
                .contains(
                        "  aws cloudtrail put-event-selectors --trail-name data --event-selectors"
                                + " SELECTORS\n  aws cloudtrail start-logging --name data\n")
                .contains("  aws cloudtrail update-trail --name other SETTINGS\n")
                .doesNotContain("TRAIL\n");
    }

    @Test
    void aDeletedTrailIsMadeAnewByItsName() {
        String trail = "arn:aws-cn:cloudtrail:cn-north-1:111122223333:trail/org-trail";
        decided(
                auditOff(
                        "pattern:audit-blinded-then-deleted",
                        new BlindedTrail("DeleteTrail", trail, "cn-north-1", "event-1")));
        settle();
        assertThat(pages.get(0).details())
                .contains("create-trail --name org-trail --region cn-north-1 --s3-bucket-name");
    }

    @Test
    void ofManyTrailsTheFirstAreNamedAndTheRestCounted() {
        BlindedTrail[] trails = new BlindedTrail[AuditTask.TRAILS_NAMED_MAX + 2];
        for (int i = 0; i < trails.length; i++) {
            trails[i] = new BlindedTrail("StopLogging", "trail-" + i, "", "event-" + i);
        }
        decided(auditOff("fuse:audit-off", trails));
        settle();
        assertThat(pages.get(0).details())
                .contains("--name trail-4\n", "The same for 2 further trails.")
                .doesNotContain("trail-5", "event-5");
    }

    @Test
    void whereNoTrailIsKnownTheDecidingRecordTells() {
        decided(auditOff("audit-off/paged"));
        settle();
        assertThat(pages.get(0).details())
                .contains("AttributeKey=EventId,AttributeValue=decider --region REGION\n")
                .contains("start-logging --name TRAIL\n");
    }

    @Test
    void namesOfTrailsForgeNoCommand() {
        decided(
                auditOff(
                        "audit-off/paged",
                        new BlindedTrail("StopLogging", "$(reboot)", "; reboot", "e; rm -rf /"),
                        new BlindedTrail("StopLogging", "--region=elsewhere", "", "e")));
        settle();
        assertThat(pages.get(0).details())
                .contains("AttributeKey=EventId,AttributeValue=EVENT\n")
                .contains("start-logging --name TRAIL\n")
                .doesNotContain("reboot", "--name --region", "Value=e;");
    }

    @Test
    void whereAuditIsOnNothingIsSaidOfTrails() {
        decided(trip("d1"));
        settle();
        assertThat(pages.get(0).details()).doesNotContain("cloudtrail");
    }

    private static IncidentDecision auditOff(String reason, BlindedTrail... trails) {
        return new IncidentDecision(
                "d1",
                Decision.Type.TRIP,
                START,
                "decider",
                AGENT,
                AgentKind.AGENT,
                null,
                "111122223333",
                "aws",
                ROLE,
                List.of(),
                false,
                EnforcementMode.ENFORCE,
                1,
                1,
                List.of(reason),
                0,
                false,
                List.of(),
                List.of(trails),
                List.of(),
                null,
                null,
                "It switched off audit.");
    }

    @ParameterizedTest
    @CsvSource({
        "CLOSED,HARM,'reset the breaker with the verdict harm; what was denied'",
        "CLOSED,LEGITIMATE,'reset the breaker with the verdict legitimate; what was denied'",
        "HALF_OPEN,HARM,'reset the breaker with the verdict harm, to probation: newly issued'",
        "HALF_OPEN,RELEASE,'released the breaker, to probation: newly issued'",
        "CLOSED,CLOSE,'ended the probation; what was denied'",
        "DISABLED,DISABLE,'switched the breaker off; the agent is not judged'"
    })
    void aPageThatIsOverSaysWhoEndedItAndHow(
            BreakerState state, Command.Kind kind, String expected) {
        decided(trip("d1"));
        settle();
        breaker(state, null, now, new PersonsWord(kind, "lee@example.com", null));
        settle();
        assertThat(pages.get(pages.size() - 1).details())
                .contains("OVER\n  lee@example.com " + expected);
        assertThat(timeline(0))
                .anyMatch(line -> line.startsWith("The breaker is " + state + ": lee@example.com"));
    }

    @Test
    void aPageSaysWhoHoldsTheBreakerOpen() {
        decided(trip("d1"));
        settle();
        breaker(
                BreakerState.FORCED_OPEN,
                "d1",
                now,
                new PersonsWord(Command.Kind.HOLD, "lee@example.com", null));
        settle();
        Page last = pages.get(pages.size() - 1);
        assertThat(last.status()).isEqualTo(Status.OPEN);
        assertThat(last.details()).contains("lee@example.com holds the breaker open.\n");
    }

    @Test
    void whoEndedItIsKnownThoughTheDecisionComesLater() {
        breaker(
                BreakerState.CLOSED,
                null,
                START + SECOND,
                new PersonsWord(Command.Kind.HARM, "lee@example.com", null));
        decided(trip("d1"));
        assertThat(book.incidents().get(0).word()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void onlyAVerdictOnItselfEndsAnAlert(boolean isDecisionFirst) {
        IncidentDecision alert =
                decision("a1", Decision.Type.ALERT, AgentKind.HUMAN, EnforcementMode.ENFORCE, 3);
        PersonsWord verdict = new PersonsWord(Command.Kind.HARM, "lee@example.com", "a1");
        if (isDecisionFirst) {
            decided(alert);
            settle();
            breaker(
                    BreakerState.CLOSED,
                    null,
                    now,
                    new PersonsWord(Command.Kind.HARM, "lee@example.com", "d9"));
            settle();
            assertThat(pages).extracting(Page::status).containsExactly(Status.OPEN);
        }
        breaker(BreakerState.CLOSED, null, START - SECOND, verdict);
        decided(alert);
        settle();

        assertThat(book.incidents().get(0).status()).isEqualTo(Status.RESOLVED);
        if (isDecisionFirst) {
            assertThat(pages).extracting(Page::status).last().isEqualTo(Status.RESOLVED);
            assertThat(section("OVER"))
                    .contains("lee@example.com reset the breaker with the verdict harm.\n");
        } else {
            assertThat(pages).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"denied/persistent,false", "audit-off/paged,false", "swarm/role,true"})
    void anAlertThatOpenedNoIncidentAsksForNoVerdict(String reason, boolean asks) {
        decided(
                new IncidentDecision(
                        "a1",
                        Decision.Type.ALERT,
                        START,
                        "event-1",
                        AGENT,
                        AgentKind.HUMAN,
                        null,
                        "111122223333",
                        "aws",
                        ROLE,
                        List.of(),
                        false,
                        EnforcementMode.ENFORCE,
                        20,
                        20,
                        List.of(reason),
                        0,
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        "It tries and tries."));
        settle();
        assertThat(section("WHAT TO DO").contains("./fusewire reset a1 --verdict harm"))
                .isEqualTo(asks);
        assertThat(section("WHAT TO DO").contains("No verdict is asked for")).isEqualTo(!asks);
    }

    private List<String> timeline(int incident) {
        return book.incidents().get(incident).timeline().stream().map(TimelineEntry::text).toList();
    }

    @Test
    void theHeaviestResourcesComeFirst() {
        decided(trip("d1"));
        settle();
        String details = pages.get(0).details();
        assertThat(details.indexOf("AWS::RDS::DBInstance billing-db"))
                .isPositive()
                .isLessThan(details.indexOf("AWS::Lambda::Function f-1"));
    }

    @Test
    void aPageFollowsItsOutcomesAndIsResolvedByAReset() {
        decided(trip("d1"));
        noticed("d1", Status.OPEN, Severity.CRITICAL);
        settle();
        outcome("d1", Claim.WRITTEN);
        settle();
        assertThat(pages).last().satisfies(p -> assertThat(p.summary()).endsWith("(0 of 1)"));
        assertThat(pages.get(pages.size() - 1).details())
                .contains("no call was seen to be denied since");
        outcome("d1", Claim.PROVEN);
        settle();
        assertThat(pages)
                .last()
                .satisfies(
                        p -> {
                            assertThat(p.summary()).endsWith("revoked, and proven by denied calls");
                            assertThat(p.details()).doesNotContain("Whether the deny");
                        });
        breaker(BreakerState.HALF_OPEN, now);
        settle();
        assertThat(pages).extracting(Page::status).endsWith(Status.OPEN, Status.RESOLVED);
        assertThat(pages).extracting(Page::key).containsOnly("d1");
        assertThat(pages).extracting(Page::revision).containsExactly(1, 2, 3, 4);
        assertThat(pages.get(3).details()).contains("A person put the agent on probation");

        // What follows the reset resolves nothing a second time.
        outcome("d1", Claim.LIFTED);
        breaker(BreakerState.CLOSED, now);
        settle();
        assertThat(pages).hasSize(4);
    }

    @Test
    void whatItGoesOnToDestroyIsCountedAndToldNowAndThen() {
        decided(trip("d1"));
        settle();
        for (int i = 0; i < 20; i++) {
            call("d1", Outcome.SUCCESS, 1);
            now += SECOND;
            at(desk -> desk.pass(now));
        }
        assertThat(pages).hasSize(1);
        call("d1", Outcome.DENIED, 0);
        call("d2", Outcome.SUCCESS, 7);
        now += 30 * SECOND;
        settle();
        assertThat(pages).hasSize(2);
        assertThat(pages.get(1).summary()).contains("destroyed at least 23 resources of others");
        assertThat(pages.get(1).details())
                .contains("20 more since then, the last at 2026-11-17T07:43:")
                .contains("calls of the agent since then: 20 succeeded, 1 denied");
    }

    @Test
    void whatItLeavesBehindIsToldAtOnceWithItsCommands() {
        decided(trip("d1"));
        settle();
        seen(LeftBehindTest.tampering("cloudtrail", "StopLogging", "cloudtrail:trail", "org"));
        seen(
                LeftBehindTest.call("states", "StartExecution")
                        .executing("arn:aws:states:eu-west-1:111122223333:execution:Clean:x")
                        .at(2)
                        .build());
        seen(LeftBehindTest.call("cloudformation", "DeleteStack").of("shop").at(3).build());
        settle();

        assertThat(pages).hasSize(2);
        assertThat(pages.get(1).key()).isEqualTo("d1");
        assertThat(section("GOES ON RUNNING"))
                .contains(
                        "Since it was decided: DeleteStack of shop at 2026-11-17T07:43:18Z in"
                                + " session role:AROACODER:ci-2. CloudFormation goes on deleting",
                        "--stack-name shop --region eu-west-1;",
                        "put-role-policy --role-name ROLE --policy-name FusewireKeep",
                        "aws stepfunctions stop-execution --execution-arn"
                                + " arn:aws:states:eu-west-1:111122223333:execution:Clean:x"
                                + " --region eu-west-1.");
        assertThat(section("WHAT TO DO"))
                .contains(
                        "  Since it was decided: StopLogging of org at 2026-11-17T07:43:15Z in"
                                + " session role:AROACODER:ci-2.\n"
                                + "  aws cloudtrail start-logging --name org --region eu-west-1\n");
    }

    @Test
    void whatIsLeftIsToldOnceAndOtherCallsWait() {
        decided(trip("d1"));
        settle();
        for (int i = 0; i < 3; i++) {
            seen(LeftBehindTest.tampering("cloudtrail", "StopLogging", "cloudtrail:trail", "org"));
            settle();
        }
        assertThat(pages).hasSize(2);
    }

    @Test
    void whatIsDoneToOneThingOftenIsOneEntry() {
        decided(trip("d1"));
        for (int i = 0; i < 3; i++) {
            seen(
                    LeftBehindTest.call("events", "DisableRule")
                            .affecting(Effect.MODIFY, Effect.AUDIT_TAMPERING)
                            .on("events:rule", "fusewire-records")
                            .at(i)
                            .build());
        }
        settle();
        assertThat(section("WHAT TO DO"))
                .containsOnlyOnce("aws events enable-rule --name fusewire-records")
                .contains(
                        "DisableRule of fusewire-records 3 times, the last at"
                                + " 2026-11-17T07:43:17Z in session");
    }

    @Test
    void ofMuchThatIsLeftTheFirstIsNamedAndTheRestCounted() {
        decided(trip("d1"));
        int calls = LeftText.OF_A_KIND_NAMED_MAX + 4;
        for (int i = 0; i < calls; i++) {
            seen(LeftBehindTest.call("cloudformation", "UpdateStack").of("s-" + i).at(i).build());
        }
        settle();
        assertThat(section("GOES ON RUNNING"))
                .contains("UpdateStack of s-4 ", "And 4 further calls: the record")
                .doesNotContain("s-5 ");
        for (int i = calls; i < LeftBehind.OF_A_KIND_MAX + 9; i++) {
            seen(LeftBehindTest.call("cloudformation", "UpdateStack").of("s-" + i).at(i).build());
        }
        settle();
        assertThat(section("GOES ON RUNNING"))
                .contains("And perhaps more of this kind: fusewire.observations has every call.");
        assertThat(written.get(written.size() - 1).aftermath().left())
                .hasSize(LeftBehind.OF_A_KIND_MAX);
    }

    @Test
    void namesOfWhatIsLeftAreShownAndForgeNoCommand() {
        decided(trip("d1"));
        seen(
                LeftBehindTest.tampering(
                        "monitoring", "DisableAlarmActions", "cloudwatch:alarm", "a\n$(reboot)"));
        settle();
        assertThat(section("WHAT TO DO"))
                .contains("DisableAlarmActions of a\\u000a$(reboot) at")
                .contains("--alarm-names NAME --region eu-west-1\n")
                .doesNotContain("names a");
    }

    @Test
    void whatIsLeftIsKnownThoughTheDecisionComesLater() {
        seen(LeftBehindTest.tampering("cloudtrail", "StopLogging", "cloudtrail:trail", "org"));
        settle();
        assertThat(pages).isEmpty();
        assertThat(written).isEmpty();
        decided(trip("d1"));
        settle();
        assertThat(section("WHAT TO DO")).contains("start-logging --name org");
    }

    @Test
    void whatIsLeftIsPagedThoughOnlyAnOutcomeComesBeforeALateDecision() {
        seen(LeftBehindTest.tampering("cloudtrail", "StopLogging", "cloudtrail:trail", "org"));
        outcome("d1", Claim.WRITTEN);
        at(desk -> desk.decided(trip("d1"), now - 3_601 * SECOND, now));
        settle();
        assertThat(section("WHAT TO DO")).contains("start-logging --name org");
    }

    /** What is heard before it does not make an old decision news. */
    @Test
    void aLateDecisionIsNotPagedForWhatWasSeenOfIt() {
        seen(LeftBehindTest.tampering("cloudtrail", "StopLogging", "cloudtrail:trail", "org"));
        at(desk -> desk.decided(trip("d1"), now - 3_601 * SECOND, now));
        settle();
        assertThat(pages).isEmpty();
        noticed("d1", Status.OPEN, Severity.CRITICAL);
        settle();
        assertThat(section("WHAT TO DO")).contains("start-logging --name org");
    }

    @Test
    void whatIsOverIsNotToDo() {
        decided(trip("d1"));
        seen(LeftBehindTest.tampering("cloudtrail", "StopLogging", "cloudtrail:trail", "org"));
        settle();
        breaker(BreakerState.CLOSED, now);
        settle();
        assertThat(pages.get(pages.size() - 1).details()).doesNotContain("start-logging");
    }

    /** State of before there was such a list. */
    @Test
    void anAftermathWithoutAListLeavesNothing() {
        Aftermath stored = new Aftermath(1, 2, 3, 4, null, null);
        assertThat(stored.left()).isEmpty();
        assertThat(stored.counted()).isEmpty();
    }

    /** After a failure the detector tells again what it told since its last checkpoint. */
    @Test
    void callsThatAreToldAgainCountOnceAndAreNoNews() {
        decided(trip("d1"));
        List<Observation> calls = new ArrayList<>();
        for (int i = 0; i < Aftermath.COUNTED_MAX; i++) {
            Outcome outcome = i % 4 == 0 ? Outcome.SUCCESS : Outcome.DENIED;
            calls.add(terminated("d1", "event-" + i, outcome, i % 8 == 0 ? 1 : 0));
        }
        calls.forEach(this::seen);
        now += 40 * SECOND;
        settle();
        Incident before = book.incidents().get(0);
        assertThat(section("LOST"))
                .contains("125 more since then")
                .contains("calls of the agent since then: 250 succeeded, 750 denied");

        Collections.shuffle(calls, new Random(7));
        calls.forEach(this::seen);
        now += 40 * SECOND;
        settle();
        assertThat(book.incidents()).containsExactly(before);

        seen(terminated("d1", "event-new", Outcome.DENIED, 0));
        assertThat(book.incidents().get(0).aftermath().denied()).isEqualTo(751);
        assertThat(book.incidents().get(0).aftermath().counted()).hasSize(Aftermath.COUNTED_MAX);
    }

    private void seen(Observation call) {
        at(desk -> desk.observed(call, now));
    }

    /** A section of the latest page. */
    private String section(String heading) {
        String details = pages.get(pages.size() - 1).details();
        int start = details.indexOf(heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        int end = start + heading.length() + 1;
        while (details.startsWith("  ", end)) {
            end = details.indexOf('\n', end) + 1;
        }
        return details.substring(start, end);
    }

    private void call(String decision, Outcome outcome, int lost) {
        seen(terminated(decision, "event-" + calls++, outcome, lost));
    }

    private Observation terminated(String decision, String eventId, Outcome outcome, int lost) {
        return new Observation(
                decision,
                AGENT,
                "role:AROACODER:ci-1",
                ROLE,
                eventId,
                now,
                "ec2.amazonaws.com",
                "TerminateInstances",
                Effect.DESTROY,
                outcome,
                lost,
                0,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    @Test
    void aDenyThatCannotBeTakenBackOpensThePageAgain() {
        decided(trip("d1"));
        settle();
        breaker(BreakerState.CLOSED, now);
        settle();
        noticed("d1", Status.OPEN, Severity.ERROR);
        settle();
        assertThat(pages)
                .extracting(Page::status)
                .containsExactly(Status.OPEN, Status.RESOLVED, Status.OPEN);
    }

    @Test
    void changesOfOneMomentAreOnePage() {
        decided(trip("d1"));
        for (Claim claim : List.of(Claim.REQUESTED, Claim.WRITTEN, Claim.PROVEN)) {
            outcome("d1", claim);
        }
        settle();
        assertThat(pages).hasSize(1);
        assertThat(written).hasSize(1);
    }

    @Test
    void whatAPageDoesNotSayIsWrittenDownAndNotPaged() {
        decided(trip("d1"));
        settle();
        at(desk -> desk.written(report(1), now));
        settle();
        assertThat(written).hasSize(2);
        assertThat(pages).hasSize(1);
    }

    @Test
    void anythingTwiceChangesNothing() {
        for (int i = 0; i < 2; i++) {
            decided(trip("d1"));
            noticed("d1", Status.OPEN, Severity.CRITICAL);
            outcome("d1", Claim.WRITTEN);
            settle();
        }
        assertThat(pages).hasSize(1);
    }

    @Test
    void theOrderInWhichThingsComeDoesNotMatterForThePage() {
        List<Consumer<IncidentDesk>> inputs =
                new ArrayList<>(
                        List.of(
                                desk -> desk.decided(trip("d1"), now, now),
                                desk -> desk.noticed(update("d1", Status.OPEN), now),
                                desk -> desk.outcome(outcomeOf("d1", Claim.WRITTEN), now)));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            book = IncidentBook.EMPTY;
            Collections.rotate(inputs, 1);
            if (i == 3) {
                Collections.swap(inputs, 0, 1);
            }
            inputs.forEach(this::at);
            settle();
            Page page = pages.get(pages.size() - 1);
            texts.add(page.summary() + page.details());
        }
        assertThat(texts).hasSize(6).containsOnly(texts.get(0));
    }

    // What is paged, and what is not.

    @Test
    void shadowIsNotPagedUnlessAskedForAndThenAtTheLowestSeverity() {
        IncidentDecision shadow =
                decision("d1", Decision.Type.TRIP, AgentKind.AGENT, EnforcementMode.SHADOW, 3);
        decided(shadow);
        settle();
        assertThat(pages).isEmpty();
        assertThat(written).hasSize(1);

        book = IncidentBook.EMPTY;
        rules =
                new IncidentRules(
                        true,
                        SECOND,
                        30 * SECOND,
                        3_600 * SECOND,
                        7_200 * SECOND,
                        3_600 * SECOND,
                        null,
                        false);
        decided(shadow);
        settle();
        assertThat(pages)
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.severity()).isEqualTo(Severity.INFO);
                            assertThat(p.summary())
                                    .startsWith("[shadow] ")
                                    .endsWith("would have opened, nothing is revoked");
                        });
    }

    @ParameterizedTest
    @EnumSource(names = {"HUMAN", "SERVICE", "AGENT"})
    void alertsArePagedAndEndByThemselves(AgentKind kind) {
        decided(decision("a1", Decision.Type.ALERT, kind, EnforcementMode.ENFORCE, 2));
        settle();
        assertThat(pages)
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.severity()).isEqualTo(Severity.ERROR);
                            assertThat(p.summary())
                                    .startsWith("Alert: ")
                                    .endsWith("nothing is revoked, a person has to look");
                            assertThat(p.details()).contains("an alert revokes nothing");
                        });
        breaker(BreakerState.CLOSED, now);
        settle();
        assertThat(pages).hasSize(1);
        now += 3_601 * SECOND;
        settle();
        assertThat(pages).extracting(Page::status).endsWith(Status.RESOLVED);
        now += 7_201 * SECOND;
        settle();
        assertThat(book.incidents()).isEmpty();
    }

    @Test
    void deniedAttemptsAreAWarning() {
        decided(decision("a1", Decision.Type.ALERT, AgentKind.AGENT, EnforcementMode.ENFORCE, 0));
        settle();
        assertThat(pages)
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.severity()).isEqualTo(Severity.WARNING);
                            assertThat(p.summary()).contains("destroyed nothing so far");
                        });
    }

    @Test
    void aDryRunIsSaid() {
        rules =
                new IncidentRules(
                        false,
                        SECOND,
                        30 * SECOND,
                        3_600 * SECOND,
                        7_200 * SECOND,
                        3_600 * SECOND,
                        null,
                        true);
        decided(trip("d1"));
        outcome("d1", Claim.WRITTEN);
        settle();
        assertThat(pages.get(0).summary())
                .startsWith("[dry run] ")
                .endsWith("nothing is really revoked");
        assertThat(pages.get(0).details()).startsWith("DRY RUN\n  Nothing is written");
    }

    @Test
    void whatFailedIsSaidFirst() {
        decided(trip("d1"));
        outcome("d1", Claim.UNREVOCABLE);
        settle();
        assertThat(pages.get(0).summary()).endsWith("NOT CONTAINED, 1 of 1 measures failed");
        assertThat(pages.get(0).details()).contains("[UNREVOCABLE]").contains("Do it by hand.");
    }

    @Test
    void ofAKeyThatIsSetInactiveThePageSaysWhatThatMeans() {
        decided(trip("d1"));
        at(desk -> desk.outcome(outcomeOf("d1", Rung.SESSION, Claim.WRITTEN), now));
        settle();
        assertThat(pages.get(0).details()).doesNotContain("Do it by hand.");
        at(desk -> desk.outcome(outcomeOf("d1", Rung.KEY, Claim.WRITTEN), now));
        settle();
        assertThat(pages.get(pages.size() - 1).details()).contains("Do it by hand.");
    }

    @Test
    void whatIsHeldBackIsSaid() {
        decided(trip("d1"));
        outcome("d1", Claim.HELD_BACK);
        settle();
        assertThat(pages.get(0).summary()).contains("NOTHING IS REVOKED");
        assertThat(pages.get(0).severity())
                .as("of a flood the guard's own page wakes somebody")
                .isEqualTo(Severity.WARNING);
    }

    /** A job that starts without a checkpoint reads all decisions that ever were. */
    @Test
    void oldDecisionsAreToldOnlyIfSomethingIsDoneAboutThem() {
        now = START + 86_400 * SECOND;
        at(desk -> desk.decided(trip("d1"), START, now));
        settle();
        assertThat(pages).isEmpty();
        assertThat(written).isEmpty();
        noticed("d1", Status.OPEN, Severity.CRITICAL);
        settle();
        assertThat(pages).hasSize(1);
        assertThat(pages.get(0).details()).contains("It deleted what is not its own.");
    }

    @Test
    void aTripWhoseBreakerWasClosedSinceIsNotPaged() {
        breaker(BreakerState.CLOSED, START + SECOND);
        decided(trip("d1"));
        settle();
        assertThat(pages).isEmpty();
    }

    @Test
    void whatIsNoDecisionIsAPageOfItsOwnAndEndsWhenItIsSaidToBeOver() {
        IncidentUpdate unconfirmed =
                new IncidentUpdate(
                        "aws-unconfirmed:111122223333",
                        Status.OPEN,
                        Severity.ERROR,
                        null,
                        null,
                        "111122223333",
                        "AWS confirms no write",
                        "Look.",
                        now);
        assertThat(IncidentDesk.bookOf(unconfirmed))
                .isEqualTo("incident aws-unconfirmed:111122223333");
        at(desk -> desk.noticed(unconfirmed, now));
        settle();
        assertThat(pages)
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.summary()).isEqualTo("AWS confirms no write");
                            assertThat(p.details())
                                    .contains("Look.")
                                    .doesNotContain("fusewire reset");
                        });
        at(
                desk ->
                        desk.noticed(
                                new IncidentUpdate(
                                        "aws-unconfirmed:111122223333",
                                        Status.RESOLVED,
                                        Severity.INFO,
                                        null,
                                        null,
                                        "111122223333",
                                        "AWS answers again",
                                        "Over.",
                                        now),
                                now));
        settle();
        assertThat(pages).extracting(Page::status).endsWith(Status.RESOLVED);
    }

    @Test
    void aHoldWithoutATripIsResolvedWhenItIsReleased() {
        IncidentUpdate held =
                new IncidentUpdate(
                        "held:" + AGENT,
                        Status.OPEN,
                        Severity.ERROR,
                        null,
                        AGENT,
                        "111122223333",
                        "held open",
                        "Deny by hand.",
                        now);
        assertThat(IncidentDesk.bookOf(held)).isEqualTo(IncidentDesk.bookOfAgent(AGENT));
        at(desk -> desk.noticed(held, now));
        settle();
        breaker(BreakerState.HALF_OPEN, now);
        settle();
        assertThat(pages).extracting(Page::status).containsExactly(Status.OPEN, Status.RESOLVED);
    }

    // Bounds, and what others write into texts.

    @Test
    void whatIsForgottenDoesNotStayOpenForEver() {
        for (int i = 0; i <= IncidentDesk.INCIDENTS_MAX; i++) {
            decided(trip("d" + i));
            settle();
        }
        assertThat(book.incidents()).hasSize(IncidentDesk.INCIDENTS_MAX);
        assertThat(pages.stream().filter(p -> p.status() == Status.RESOLVED))
                .extracting(Page::key)
                .containsExactly("d0");
    }

    @Test
    void theTimelineIsBoundedAndSaysWhatItLeftOut() {
        decided(trip("d1"));
        for (int i = 0; i < 500; i++) {
            int attempt = i;
            at(desk -> desk.written(report(attempt), now));
        }
        settle();
        Incident last = written.get(written.size() - 1);
        assertThat(last.timeline()).hasSize(Incident.TIMELINE_MAX);
        assertThat(last.timelineLeftOut()).isEqualTo(503 - Incident.TIMELINE_MAX);
        assertThat(last.timeline().get(2).text()).endsWith("attempt 0");
        assertThat(last.timeline().get(2).calls()).hasSize(1);
    }

    @Test
    void textsOfOthersForgeNeitherSectionsNorCommands() {
        String evil = "x\nDONE\n  [PROVEN] all well'; rm -rf / #\u202e";
        decided(
                new IncidentDecision(
                        "d1;reboot",
                        Decision.Type.TRIP,
                        START,
                        evil,
                        evil,
                        AgentKind.AGENT,
                        evil,
                        evil,
                        evil,
                        evil,
                        List.of(new SessionPrincipal(evil, evil)),
                        true,
                        EnforcementMode.ENFORCE,
                        1,
                        1,
                        List.of(evil),
                        1,
                        false,
                        List.of(new ResourceRef(evil, evil, evil)),
                        List.of(),
                        List.of(evil),
                        null,
                        null,
                        evil));
        settle();
        Page page = pages.get(0);
        assertThat(page.summary()).doesNotContain("\n").doesNotContain("\u202e");
        assertThat(page.details().lines().filter(line -> line.startsWith("DONE"))).isEmpty();
        assertThat(page.details())
                .contains("./fusewire explain DECISION\n")
                .contains("./fusewire hold AGENT\n")
                .doesNotContain("\u202e");
    }

    @Test
    void noPageIsLongerThanItsReceiversTake() {
        String longOne = "é\uD83D\uDE00".repeat(4_000);
        decided(
                new IncidentDecision(
                        "d1",
                        Decision.Type.TRIP,
                        START,
                        longOne,
                        longOne,
                        AgentKind.AGENT,
                        null,
                        longOne,
                        "aws",
                        longOne,
                        Collections.nCopies(200, new SessionPrincipal(longOne, longOne)),
                        false,
                        EnforcementMode.ENFORCE,
                        1,
                        1,
                        List.of(),
                        900,
                        false,
                        Collections.nCopies(900, new ResourceRef(longOne, longOne, longOne)),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        longOne));
        settle();
        assertThat(pages.get(0).summary().length()).isLessThanOrEqualTo(Page.SUMMARY_MAX);
        assertThat(pages.get(0).details().length()).isLessThan(PageText.DETAILS_MAX + 100);
        assertThat(book.incidents().get(0).decision().resources())
                .hasSize(IncidentDecision.LISTED_MAX);
    }

    // The desk, stored and loaded again around each input.

    private void at(Consumer<IncidentDesk> input) {
        IncidentDesk desk = new IncidentDesk(rules, book);
        input.accept(desk);
        book = desk.book();
        for (IncidentEffect effect : desk.effects()) {
            if (effect instanceof Tell tell) {
                pages.add(tell.page());
            } else if (effect instanceof Write write) {
                written.add(write.incident());
            }
        }
    }

    private void settle() {
        now += 2 * SECOND;
        at(desk -> desk.pass(now));
    }

    private void decided(IncidentDecision decision) {
        at(desk -> desk.decided(decision, now, now));
    }

    private void noticed(String key, Status status, Severity severity) {
        at(
                desk ->
                        desk.noticed(
                                new IncidentUpdate(
                                        key,
                                        status,
                                        severity,
                                        key,
                                        AGENT,
                                        "111122223333",
                                        AGENT + ": its breaker opened",
                                        "Look.",
                                        START),
                                now));
    }

    private static IncidentUpdate update(String key, Status status) {
        return new IncidentUpdate(
                key,
                status,
                Severity.CRITICAL,
                key,
                AGENT,
                "111122223333",
                "its breaker opened",
                "Look.",
                START);
    }

    private void outcome(String key, Claim claim) {
        at(desk -> desk.outcome(outcomeOf(key, claim), now));
    }

    private void breaker(BreakerState state, long atMillis) {
        breaker(state, null, atMillis, null);
    }

    private void breaker(
            BreakerState state,
            @Nullable String decisionId,
            long atMillis,
            @Nullable PersonsWord word) {
        at(
                desk ->
                        desk.breaker(
                                new BreakerStatus(
                                        AGENT,
                                        "111122223333",
                                        state,
                                        EnforcementMode.ENFORCE,
                                        atMillis,
                                        decisionId,
                                        List.of(),
                                        word),
                                now));
    }

    private static WriteReport report(int attempt) {
        return new WriteReport(
                new TripCase(
                        "d1",
                        AGENT,
                        "111122223333",
                        "aws",
                        START,
                        null,
                        null,
                        EscalationLadder.DEFAULT),
                new Target(PolicyHolder.ROLE, ROLE),
                attempt,
                "CONFIRMED",
                "",
                START,
                List.of(new CallMade("iam", "PutRolePolicy", "Coder", START, "OK")));
    }

    private static ContainmentOutcome outcomeOf(String key, Claim claim) {
        return outcomeOf(key, Rung.SESSION, claim);
    }

    private static ContainmentOutcome outcomeOf(String key, Rung rung, Claim claim) {
        boolean isNowhere = claim == Claim.UNREVOCABLE || claim == Claim.HELD_BACK;
        return new ContainmentOutcome(
                new TripCase(
                        key,
                        AGENT,
                        "111122223333",
                        "aws",
                        START,
                        START,
                        null,
                        EscalationLadder.DEFAULT),
                isNowhere ? null : new Target(PolicyHolder.ROLE, ROLE),
                List.of("role:AROACODER:ci-1@2026-11-17T07:00:00Z"),
                isNowhere ? null : "aws:userid=AROACODER:ci-1",
                rung,
                claim,
                "as it is",
                false,
                false,
                new StageTimes(START, START, START + SECOND, null, null, null),
                1,
                1,
                List.of("A stack goes on being deleted: aws stop it."),
                List.of("Do it by hand."));
    }

    private static IncidentDecision trip(String id) {
        return decision(id, Decision.Type.TRIP, AgentKind.AGENT, EnforcementMode.ENFORCE, 3);
    }

    private static IncidentDecision decision(
            String id, Decision.Type type, AgentKind kind, EnforcementMode mode, int lost) {
        return new IncidentDecision(
                id,
                type,
                START,
                "event-1",
                AGENT,
                kind,
                "coder",
                "111122223333",
                "aws",
                ROLE,
                List.of(new SessionPrincipal("role:AROACODER:ci-1@2026-11-17T07:00:00Z", ROLE)),
                false,
                mode,
                85,
                64,
                List.of("fuse:burst-cap"),
                lost,
                lost == 3,
                List.of(
                        new ResourceRef("f", "AWS::Lambda::Function", "f-1"),
                        new ResourceRef("d", "AWS::RDS::DBInstance", "billing-db")),
                List.of(),
                List.of("event-1"),
                "shipped",
                "shipped",
                "It deleted what is not its own.");
    }
}
