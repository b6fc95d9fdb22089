package io.fusewire.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.incident.LeftBehind;
import io.fusewire.core.incident.LeftBehind.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.TreeSet;

/**
 * Evasion and sabotage, S5, as far as the fuse answers for it.
 *
 * <p>Rows that belong to later work: an agent that takes its own deny policy away (containment: no
 * revocation exists yet, and a privilege change alone weighs nothing); a threshold lowered by
 * denied attempts (ladders); the dead-man alarm after audit went silent; a role session renamed
 * beyond its family at each call (the swarm sum); forty agents turning bad at once (mass-trip
 * guard).
 */
class EvasionScenariosTest {

    private static final Aws AWS = new Aws(Place.AWS);

    private static Caller fixer(String session, long since) {
        return Caller.role(Place.AWS, "agents/fixer", session, Story.at(since));
    }

    private static Story story(String name) {
        return new Story("S5-" + name, Variant.POLICY);
    }

    /** One secret in ten minutes for eight hours: in by day's sum, out before the half. */
    @Test
    void aSlowDripAddsUpAndTrips() {
        Story story = story("drip");
        for (int i = 0; i < 48; i++) {
            story.tell(600L * i, fixer("fixer", 0), AWS.deleteSecret("team-" + (char) ('a' + i)));
        }

        Decision trip = Judgement.of(story).trip();

        assertThat(trip.resourcesLost()).isLessThan(24);
        assertThat(trip.reasons()).contains("fuse:burst-cap", "fuse:week-cap", "fuse:month-cap");
        assertThat(trip.explanation()).contains("The weighed harm of this burst is");
    }

    @Test
    void fiveSessionsOfOneAgentGiveOneTripThatNamesThemAll() {
        Story story = story("split");
        for (int i = 0; i < 30; i++) {
            int session = i % 5;
            story.tell(
                    10L * i,
                    fixer("fixer-" + session, -session),
                    AWS.deleteSecret("team-" + (char) ('a' + i)));
        }

        Decision trip = Judgement.of(story).trip();

        assertThat(trip.sessions()).hasSize(5);
        assertThat(trip.reasons()).contains("pattern:many-sessions-one-hand");
    }

    @Test
    void aSessionWithANewNumberAtEachCallIsStillOneAgent() {
        Story story = story("rotation");
        for (int i = 0; i < 30; i++) {
            story.tell(
                    10L * i,
                    fixer("task-9f3a" + (1_000 + i), 10L * i),
                    AWS.deleteSecret("team-" + (char) ('a' + i)));
        }
        Judgement judgement = Judgement.of(story);

        assertThat(judgement.agents).hasSize(1);
        assertThat(judgement.trip().sessions()).hasSize(judgement.trip().resourcesLost());
    }

    /** Of what it does after its trip a person is told what goes on, and how to end it. */
    @Test
    void whatIsHandedOnOrSwitchedOffAfterTheTripIsSeenWithWhatEndsIt() {
        Story story = story("left");
        Caller other = fixer("fixer-2", -30);
        story.tell(0, fixer("fixer-1", -60), AWS.stopLogging("org-trail"));
        story.tell(10, other, AWS.stopLogging("team-trail"));
        story.tell(11, other, AWS.startExecution("cleanup", "nightly-7"));
        story.tell(12, other, AWS.deleteStack("shop"));
        story.tell(13, other, AWS.disableRule("audit-to-kafka"));
        story.tell(14, other, AWS.stopLogging("third-trail").denied());
        Judgement judgement = Judgement.of(story);

        List<LeftBehind> left = List.of();
        for (Observation seen : judgement.observations) {
            left = LeftBehind.after(left, seen);
        }

        assertThat(judgement.trips()).hasSize(1);
        assertThat(left)
                .extracting(LeftBehind::kind)
                .containsExactly(Kind.TRAIL, Kind.WATCHER, Kind.STACK, Kind.EXECUTION);
        assertThat(left).allMatch(each -> each.session().contains("fixer-2"));
        String there = " --region " + Place.AWS.region();
        assertThat(left.stream().flatMap(each -> each.whatToDo().stream()).toList())
                .contains(
                        "aws cloudtrail start-logging --name team-trail" + there,
                        "aws events enable-rule --name audit-to-kafka" + there)
                .anyMatch(line -> line.contains("--stack-name shop" + there))
                .anyMatch(
                        line ->
                                line.contains(
                                        "stop-execution --execution-arn "
                                                + Place.AWS.arn(
                                                        "states", "execution:cleanup:nightly-7")
                                                + there));
    }

    enum Blinding {
        STOP_LOGGING,
        DELETE_TRAIL,
        DROP_MANAGEMENT_EVENTS
    }

    @ParameterizedTest
    @EnumSource(Blinding.class)
    void switchingAuditOffTripsByItself(Blinding blinding) {
        Story story = story("blind" + blinding);
        Call call =
                switch (blinding) {
                    case STOP_LOGGING -> AWS.stopLogging("org-trail");
                    case DELETE_TRAIL -> AWS.deleteTrail("org-trail");
                    case DROP_MANAGEMENT_EVENTS -> AWS.dropManagementEvents("org-trail");
                };
        story.tell(0, fixer("fixer", -60), call);
        story.tell(30, fixer("fixer", -60), AWS.deleteTable("orders"));

        Decision trip = Judgement.of(story).trip();

        assertThat(trip.reasons()).startsWith("fuse:audit-off");
        assertThat(trip.resourcesLost()).isZero();
        assertThat(trip.explanation()).contains("switched off audit with " + call.name());
        assertThat(trip.trails())
                .singleElement()
                .satisfies(
                        trail -> {
                            assertThat(trail.call()).isEqualTo(call.name());
                            assertThat(trail.id()).endsWith("org-trail");
                            assertThat(trail.region()).isEqualTo(Place.AWS.region());
                            assertThat(trail.eventId()).isEqualTo(trip.triggerEventId());
                        });
    }

    @Test
    void probingThatIsAlwaysRefusedPagesOnceAndCountsNoDamage() {
        Story story = story("probing");
        for (int i = 0; i < 60; i++) {
            story.tell(20L * i, fixer("fixer", -60), AWS.deleteTable("orders").denied());
        }
        Judgement judgement = Judgement.of(story);

        assertThat(judgement.trips()).isEmpty();
        assertThat(judgement.alerts()).hasSize(1);
        assertThat(judgement.alerts().get(0).resourcesLost()).isZero();
        assertThat(judgement.agent(judgement.alerts().get(0).agent()).destroyedUnits).isZero();
    }

    @Test
    void twentyBatchesOfAThousandKeysAreTwentyThousandUnits() {
        Story story = story("objects");
        for (int i = 0; i < 20; i++) {
            story.tell(i, fixer("fixer", -60), AWS.deleteObjects("invoices", 1_000 * i, 1_000));
        }
        Judgement judgement = Judgement.of(story);

        Decision trip = judgement.trip();

        assertThat(judgement.agent(trip.agent()).destroyedUnits).isEqualTo(20_000);
        assertThat(trip.resourcesLost()).as("50 points a batch, cap 64").isEqualTo(2_000);
        assertThat(trip.resourcesLostAtLeast()).isFalse();
    }

    /** And the bucket in which the keys lie is not what was deleted. */
    @Test
    void aBatchWithoutItsKeysIsUnknownAndNeverNothing() {
        Story story = story("uncounted");
        String withoutKeys =
                story.tell(0, fixer("fixer", -60), AWS.deleteUncountedObjects("invoices"));
        String omitted =
                story.tell(
                        1, fixer("fixer", -60), AWS.deleteObjectsWithOmittedParameters("invoices"));
        Judgement judgement = Judgement.of(story);

        for (String id : List.of(withoutKeys, omitted)) {
            AuditEvent event = judgement.event(id).event();
            assertThat(event.units()).isEqualTo(AuditEvent.UNITS_UNKNOWN);
            assertThat(event.resources())
                    .noneMatch(resource -> resource.type().equals("AWS::S3::Bucket"));
        }
        assertThat(judgement.agent(judgement.event(omitted).chargedAgent()).destroyedUnits)
                .isEqualTo(2);
        assertThat(judgement.agent(judgement.event(omitted).chargedAgent()).maxScore)
                .as("half a point a batch against a cap of 64")
                .isBetween(0.0001, 0.05);
    }

    @Test
    void dozensOfThrottledRetriesCountOnceWhenTheLastSucceeds() {
        Story story = story("throttled");
        for (int i = 0; i < 48; i++) {
            story.tell(i, fixer("fixer", -60), AWS.deleteTable("orders").throttled());
        }
        story.tell(50, fixer("fixer", -60), AWS.deleteTable("orders"));
        Judgement judgement = Judgement.of(story);

        assertThat(judgement.trips()).isEmpty();
        assertThat(judgement.alerts()).hasSize(1);
        assertThat(judgement.alerts().get(0).resourcesLost()).isEqualTo(1);
    }

    @Test
    void ofFortyAgentsOnOneRoleTheOneThatTurnsBadTripsAlone() {
        Story story = story("forty");
        for (int i = 0; i < 40; i++) {
            Caller agent =
                    Caller.role(
                            Place.AWS, "agents/shared", "agent-" + nameOf(i), Story.at(-60 - i));
            story.tell(i, agent, AWS.createTable("scratch-" + i));
            story.tell(600 + i, agent, AWS.deleteTable("scratch-" + i));
        }
        Caller bad = Caller.role(Place.AWS, "agents/shared", "agent-" + nameOf(7), Story.at(-67));
        for (int i = 0; i < 30; i++) {
            story.tell(700 + i, bad, AWS.deleteSecret("team-" + (char) ('a' + i)));
        }
        Judgement judgement = Judgement.of(story);

        Decision trip = judgement.trip();

        assertThat(judgement.agents).hasSize(40);
        assertThat(new TreeSet<>(judgement.decisions.stream().map(Decision::agent).toList()))
                .containsExactly(trip.agent());
        assertThat(trip.sessions()).singleElement().asString().contains(nameOf(7));
    }

    private static String nameOf(int number) {
        return "" + (char) ('g' + number / 10) + (char) ('g' + number % 10);
    }
}
