package io.fusewire.core.containment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.Measure.Obstacle;
import io.fusewire.core.containment.PlannedContainment.Referral;
import io.fusewire.core.containment.PlannedContainment.Write;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class ContainmentPlannerTest {

    private static final String AGENT = "aws:111122223333:role/coder/ci";
    private static final String CODER = "arn:aws:iam::111122223333:role/agents/coder";
    private static final String OTHER = "arn:aws:iam::111122223333:role/agents/other";

    private final ContainmentPlanner planner =
            new ContainmentPlanner(new MeasureChoice(List.of(), Set.of()));

    private static SessionPrincipal session(String key, String arn) {
        return new SessionPrincipal(key, arn);
    }

    private static Trip trip(String agent, BreakerState from, SessionPrincipal... sessions) {
        return new Trip(
                "d-" + agent,
                1_000,
                agent,
                "111122223333",
                "aws",
                EnforcementMode.ENFORCE,
                from,
                null,
                List.of(sessions),
                false,
                List.of(),
                List.of(),
                List.of(),
                null,
                0,
                EscalationLadder.DEFAULT,
                null);
    }

    private static String text(PlannedContainment planned) {
        return ((Write) planned).written().document().text();
    }

    @Test
    void sessionsOfOneTargetShareOneWrite() {
        List<PlannedContainment> planned =
                planner.plan(
                        trip(
                                AGENT,
                                BreakerState.CLOSED,
                                session("role:AROAX:ci-1", CODER),
                                session("role:AROAY:ci-1", OTHER),
                                session("role:AROAX:ci-2", CODER)));
        assertThat(planned).hasSize(2);
        assertThat(text(planned.get(0))).contains("[\"AROAX:ci-1\",\"AROAX:ci-2\"]");
        assertThat(text(planned.get(1))).contains("[\"AROAY:ci-1\"]");
    }

    @Test
    void aFurtherTripOnATargetKeepsWhatIsOpenThereAndItsLiftLeavesThat() {
        planner.plan(trip("a", BreakerState.CLOSED, session("role:AROAX:a", CODER)));
        Write write =
                (Write)
                        planner.plan(trip("b", BreakerState.CLOSED, session("role:AROAX:b", CODER)))
                                .get(0);
        assertThat(write.written().document().text()).contains("[\"AROAX:a\",\"AROAX:b\"]");
        assertThat(write.lifted().document().text()).contains("[\"AROAX:a\"]");
    }

    @Test
    void aTripOutOfClosedShowsThatTheEarlierOneWasTakenBack() {
        planner.plan(trip("a", BreakerState.CLOSED, session("role:AROAX:a-1", CODER)));
        assertThat(
                        text(
                                planner.plan(
                                                trip(
                                                        "a",
                                                        BreakerState.CLOSED,
                                                        session("role:AROAX:a-2", CODER)))
                                        .get(0)))
                .contains("[\"AROAX:a-2\"]");
        assertThat(
                        text(
                                planner.plan(
                                                trip(
                                                        "a",
                                                        BreakerState.HALF_OPEN,
                                                        session("role:AROAX:a-3", CODER)))
                                        .get(0)))
                .contains("[\"AROAX:a-2\",\"AROAX:a-3\"]");
    }

    @Test
    void aSiblingSessionTellsTheRoleByItsId() {
        List<PlannedContainment> planned =
                planner.plan(
                        trip(
                                "aws:111122223333:source-identity/x",
                                BreakerState.CLOSED,
                                session("role:AROAX:ci-1", null),
                                session("role:AROAX:ci-2", CODER)));
        assertThat(planned).hasSize(1);
        assertThat(((Write) planned.get(0)).target().arn()).isEqualTo(CODER);
    }

    @Test
    void anAgentKeyTellsTheRoleWhereNoRecordDid() {
        Write write =
                (Write)
                        planner.plan(
                                        trip(
                                                AGENT + ":agent",
                                                BreakerState.CLOSED,
                                                session("role:AROAX:ci-1", null)))
                                .get(0);
        assertThat(write.target().arn()).isEqualTo("arn:aws:iam::111122223333:role/coder");
    }

    @Test
    void oneFederatedSessionsCallerIsNotTheOthers() {
        List<PlannedContainment> planned =
                planner.plan(
                        trip(
                                "aws:111122223333:federated/job",
                                BreakerState.CLOSED,
                                session(
                                        "federated:111122223333:job-1",
                                        "arn:aws:iam::111122223333:user/ci"),
                                session("federated:111122223333:job-2", null)));
        assertThat(planned).hasSize(2);
        assertThat(planned.get(0)).isInstanceOf(Write.class);
        assertThat(((Referral) planned.get(1)).unrevocable().obstacle())
                .isEqualTo(Obstacle.UNKNOWN_PRINCIPAL);
    }

    @Test
    void whatCannotBeRevokedIsReferredToAPerson() {
        List<PlannedContainment> planned =
                planner.plan(
                        trip(
                                "aws:111122223333:root",
                                BreakerState.CLOSED,
                                session(
                                        "root:111122223333@2026-11-17T07:42:00Z",
                                        "arn:aws:iam::111122223333:root")));
        assertThat(planned).singleElement().isInstanceOf(Referral.class);
        assertThat(planned.get(0).notes().get(0)).startsWith("Not revocable: an account's root");
    }

    @Test
    void aDeletedStackIsNamedAsStillRunningAndNothingAShellWouldRead() {
        List<ResourceRef> stacks = new ArrayList<>();
        stacks.add(new ResourceRef("k", "AWS::CloudFormation::Stack", "shop"));
        stacks.add(new ResourceRef("k", "AWS::CloudFormation::Stack", "$(reboot)"));
        stacks.add(
                new ResourceRef(
                        "k",
                        "AWS::CloudFormation::Stack",
                        "arn:aws-cn:cloudformation:cn-north-1:111122223333:stack/web/0a-1b"));
        Trip trip =
                new Trip(
                        "d",
                        0,
                        AGENT,
                        "111122223333",
                        "aws",
                        EnforcementMode.ENFORCE,
                        BreakerState.CLOSED,
                        CODER,
                        List.of(session("role:AROAX:ci-1", null)),
                        true,
                        List.of(),
                        stacks,
                        List.of(),
                        null,
                        0,
                        EscalationLadder.DEFAULT,
                        null);
        List<String> notes = planner.plan(trip).get(0).notes();
        assertThat(notes).anyMatch(note -> note.contains("--stack-name shop;"));
        assertThat(notes)
                .anyMatch(note -> note.contains("stack/web/0a-1b --region cn-north-1;"))
                .anyMatch(note -> note.contains("No policy can part them"))
                .noneMatch(note -> note.contains("reboot"));
    }

    @Test
    void rolesAssumedBeforeAreLookedForByTheSessionThatAssumedThem() {
        Write write =
                (Write)
                        planner.plan(trip("a", BreakerState.CLOSED, session("role:AROAX:a", CODER)))
                                .get(0);
        assertThat(write.notes())
                .anySatisfy(
                        note ->
                                assertThat(note)
                                        .contains(
                                                "AttributeValue=AssumeRole --query"
                                                        + " \"Events[?contains(CloudTrailEvent,'AROAX:a')]\";")
                                        .contains("--policy-name FusewireByHand"));
    }

    @Test
    void executionsAreNamedAsStillRunningWithTheCommandThatStopsThem() {
        String started = "arn:aws-cn:states:cn-north-1:111122223333:execution:Cleanup:nightly-7";
        String express = "arn:aws:states:eu-west-1:111122223333:express:Quick:x:0a-1b";
        List<String> notes =
                planner.plan(handingOver(started, express, "$(reboot)")).get(0).notes();
        assertThat(notes)
                .anyMatch(
                        note ->
                                note.endsWith(
                                        "aws stepfunctions stop-execution --execution-arn "
                                                + started
                                                + " --region cn-north-1."))
                .anyMatch(note -> note.contains(express + ": it cannot be stopped"))
                .anyMatch(note -> note.endsWith("stop-execution --execution-arn EXECUTION."))
                .noneMatch(note -> note.contains("reboot"));
    }

    @Test
    void ofManyExecutionsTheFirstAreNamedAndTheRestCounted() {
        String[] executions = new String[StillRunning.EXECUTIONS_NAMED_MAX + 3];
        for (int i = 0; i < executions.length; i++) {
            executions[i] = "arn:aws:states:eu-west-1:111122223333:execution:Cleanup:run-" + i;
        }
        List<String> notes = planner.plan(handingOver(executions)).get(0).notes();
        assertThat(notes)
                .contains("The same holds for 3 further executions of Step Functions.")
                .noneMatch(note -> note.contains("run-5"));
    }

    private static Trip handingOver(String... executions) {
        return new Trip(
                "d",
                0,
                AGENT,
                "111122223333",
                "aws",
                EnforcementMode.ENFORCE,
                BreakerState.CLOSED,
                CODER,
                List.of(session("role:AROAX:ci-1", null)),
                false,
                List.of(),
                List.of(),
                List.of(executions),
                null,
                0,
                EscalationLadder.DEFAULT,
                null);
    }

    @Test
    void whomADenySparesIsSaidWithTheTimeItEnds() {
        Trip trip =
                new Trip(
                        "d",
                        0,
                        AGENT,
                        "111122223333",
                        "aws",
                        EnforcementMode.ENFORCE,
                        BreakerState.CLOSED,
                        CODER,
                        List.of(session("role:AROAX:ci-1@2026-09-21T13:00:00Z", CODER)),
                        false,
                        List.of("role:AROAX:ci-1@2026-09-21T12:00:00Z"),
                        List.of(),
                        List.of(),
                        null,
                        0,
                        EscalationLadder.DEFAULT,
                        null);
        assertThat(planner.plan(trip).get(0).notes())
                .anyMatch(
                        note ->
                                note.contains("issued at 2026-09-21T12:00:00Z, is spared")
                                        && note.contains("at the latest at 2026-09-22T00:00:00Z"));
    }

    @Test
    void aWriteTellsOfEachSessionThatItDenies() {
        Write write =
                (Write)
                        planner.plan(
                                        trip(
                                                AGENT,
                                                BreakerState.CLOSED,
                                                session("role:AROAX:ci-1", CODER),
                                                session("role:AROAX:ci-2", CODER)))
                                .get(0);
        assertThat(write.notices())
                .allMatch(notice -> notice.kind() == SessionNotice.Kind.REVOKED)
                .allMatch(notice -> notice.decisionId().equals("d-" + AGENT))
                .extracting(SessionNotice::session)
                .containsExactly("role:AROAX:ci-1", "role:AROAX:ci-2");
    }
}
