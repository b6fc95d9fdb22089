package io.fusewire.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Decision;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.Effect;
import io.fusewire.detector.scenario.Incidents.Incident;
import io.fusewire.detector.scenario.Incidents.OneCall;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;

/**
 * The public incidents S1 to S4, each in every {@link Variant}, judged by the fuse alone.
 *
 * <p>What waits for later work, and is therefore not asserted: a trip before the fifth loss of S1
 * (the ladders), what containment does and that a running stack deletion goes on (containment
 * plans), a declared freeze that judges more strictly (change windows in policy), and
 * delete-then-create as a pattern (scenario S4's flood of creates carries no weight).
 */
class IncidentScenariosTest {

    /** Where the trip fell, in seconds after the start. */
    private static long secondOf(Decision decision) {
        return Instant.ofEpochMilli(decision.atMillis()).getEpochSecond()
                - Story.START.getEpochSecond();
    }

    /** One trip, of the agent and of nobody else; its session alone is named. */
    private static Decision tripOfTheAgentOnly(Incident incident, Judgement judgement) {
        Decision trip = judgement.trip();
        String agentsEvent = trip.triggerEventId();
        assertThat(incident.personsCalls()).doesNotContain(agentsEvent);
        assertThat(trip.eventIds()).doesNotContainAnyElementsOf(incident.personsCalls());
        assertThat(trip.sessions()).hasSize(1);
        for (String call : incident.personsCalls()) {
            assertThat(judgement.event(call).chargedAgent()).isNotEqualTo(trip.agent());
            assertThat(judgement.event(call).chargedSession()).isNotEqualTo(trip.sessions().get(0));
        }
        assertThat(judgement.decisions).allMatch(each -> each.agent().equals(trip.agent()));
        assertThat(trip.partition()).isEqualTo(incident.agent().place().partition());
        assertThat(trip.account()).isEqualTo(incident.agent().place().account());
        return trip;
    }

    /**
     * S1: trips on the fifth resource, the table: protections 8, service and load balancer 9 each,
     * listener and target group 1, table 45 against a coder's cap of 64. A principal that nothing
     * tells has twice that cap and loses the database too. Gap: the specification wants the trip
     * before the third to fifth loss, which cheap things first keep from the fuse.
     */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void deletingAndRecreatingTheEnvironmentTrips(Variant variant) {
        Incident incident = Incidents.deleteAndRecreate(variant);
        Judgement judgement = Judgement.of(incident.story());

        Decision trip = tripOfTheAgentOnly(incident, judgement);

        boolean isMarked = variant.kind() == AgentKind.AGENT;
        assertThat(trip.agentKind()).isEqualTo(variant.kind());
        assertThat(secondOf(trip)).isEqualTo(isMarked ? 72 : 78);
        assertThat(trip.resourcesLost()).isEqualTo(isMarked ? 4 : 5);
        assertThat(trip.reasons()).contains("pattern:protection-removed-then-deleted");
        assertThat(trip.explanation())
                .contains("in use by others")
                .contains("it had removed 2 protections in the same burst");
    }

    /** The same identities made again are seen, weigh nothing and take nothing back. */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void whatIsMadeAgainAfterwardsIsSeenAndChangesNothing(Variant variant) {
        Incident incident = Incidents.deleteAndRecreate(variant);
        Judgement judgement = Judgement.of(incident.story());

        assertThat(judgement.trips()).hasSize(1);
        assertThat(judgement.observations.stream().mapToInt(each -> each.recreated()).sum())
                .isEqualTo(3);
        assertThat(judgement.events.values())
                .filteredOn(event -> event.event().eventName().equals("CreateTable"))
                .singleElement()
                .satisfies(event -> assertThat(event.recreations()).hasSize(1));
    }

    /** The cascade is the caller's doing, and weighs what its children weigh, once. */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void aStacksDeletionIsChargedToWhoeverCalledForIt(Variant variant) {
        Incident incident = Incidents.deleteStack(variant);
        Judgement judgement = Judgement.of(incident.story());

        Decision trip = tripOfTheAgentOnly(incident, judgement);

        assertThat(secondOf(trip)).isEqualTo(140);
        // 18 points of stack are covered by the first children: 9 + 1.5 is more than 10.5 only
        // from the load balancer on.
        assertThat(trip.explanation()).contains("cascade's child");
        assertThat(trip.explanation()).doesNotContain("works in this very session");
        double children =
                judgement.agent(trip.agent()).stacks.stream()
                        .mapToDouble(stack -> stack.childrenMicros() / 1e6)
                        .sum();
        double charged =
                judgement.agent(trip.agent()).stacks.stream()
                        .mapToDouble(stack -> stack.chargedMicros() / 1e6)
                        .sum();
        assertThat(charged).isEqualTo(children);
        assertThat(charged).isGreaterThan(100);
    }

    /** S2: on the database without a final snapshot, in every variant. */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void destroyingWithAnOldStateFileTripsOnTheDatabase(Variant variant) {
        Incident incident = Incidents.terraformDestroy(variant);
        Judgement judgement = Judgement.of(incident.story());

        Decision trip = tripOfTheAgentOnly(incident, judgement);

        assertThat(secondOf(trip)).isEqualTo(310);
        assertThat(trip.reasons()).contains("fuse:irreversible-call");
        assertThat(trip.resources())
                .anySatisfy(lost -> assertThat(lost.id()).isEqualTo(Incidents.DATABASE));
        assertThat(trip.resources())
                .as("duplicates that it had made itself are no loss")
                .noneMatch(lost -> lost.id().equals(Aws.id("vpc", 90)));
    }

    /**
     * The caps of class terraform, 256 a week and 90 a call, leave room for a destroy of this size;
     * the runner's own past does not.
     */
    @ParameterizedTest
    @EnumSource(
            value = Variant.class,
            names = {"AWS_UNMARKED", "CHINA_UNMARKED"})
    void aKnownTerraformRunnerTripsByItsOwnPastOnTheFirstThingThatIsNotItsOwn(Variant variant) {
        Incident incident = Incidents.terraformDestroyByAKnownRunner(variant);

        Decision trip = Judgement.of(incident.story()).trip();

        assertThat(trip.reasons().get(0)).isIn("foreign-harm/burst", "blast-radius/burst");
        assertThat(trip.resourcesLost()).isEqualTo(1);
        assertThat(trip.explanation()).contains("In 10 bursts before it never came past harm 0");
    }

    /**
     * S3: one call cannot be prevented. Where the target is a live store of more than two points,
     * it trips on that call. Gap: a volume weighs two points whatever is on it, so its loss pages
     * nobody; the recovery point of the second call does.
     */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void oneIrreversibleCallOnALiveStoreTripsAtOnce(Variant variant) {
        for (OneCall target : new OneCall[] {OneCall.DATABASE_CLUSTER, OneCall.BACKUP_VAULT}) {
            Incident incident = Incidents.oneIrreversibleCall(variant, target);

            Decision trip = tripOfTheAgentOnly(incident, Judgement.of(incident.story()));

            assertThat(secondOf(trip)).isZero();
            assertThat(trip.resourcesLost()).isEqualTo(1);
            assertThat(trip.reasons()).startsWith("fuse:irreversible-call");
            assertThat(trip.explanation()).contains("This one call cannot be undone");
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void aVolumeAndABackupOfItPageOnTheBackup(Variant variant) {
        Incident incident = Incidents.oneIrreversibleCall(variant, OneCall.VOLUME);
        Judgement judgement = Judgement.of(incident.story());

        assertThat(judgement.trips()).isEmpty();
        assertThat(judgement.alerts())
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(secondOf(alert)).isEqualTo(9);
                            assertThat(alert.reasons())
                                    .containsExactly("foreign-harm/first-irreversible-loss");
                        });
    }

    /** S4: the first table in use pages, the second trips an agent, the third anybody. */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void deletedTablesTripBeforeTheFloodOfCreates(Variant variant) {
        Incident incident = Incidents.deleteThenFlood(variant);
        Judgement judgement = Judgement.of(incident.story());

        Decision trip = tripOfTheAgentOnly(incident, judgement);

        boolean isMarked = variant.kind() == AgentKind.AGENT;
        assertThat(secondOf(trip)).isEqualTo(isMarked ? 12 : 14);
        assertThat(trip.resourcesLost()).isEqualTo(isMarked ? 2 : 3);
        assertThat(judgement.alerts()).hasSize(1);
        assertThat(secondOf(judgement.alerts().get(0))).isEqualTo(10);
        assertThat(judgement.events.values())
                .filteredOn(event -> event.event().eventName().equals("ExecuteStatement"))
                .as("what SQL does stands in no management event")
                .singleElement()
                .satisfies(event -> assertThat(event.event().effect()).isEqualTo(Effect.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_MCP,service:mcp-sign-in",
        "AWS_USER_AGENT,user-agent:AQ",
        "CHINA_USER_AGENT,user-agent:AQ",
        "CHINA_SOURCE_IDENTITY,policy:agents[0]"
    })
    void anAgentIsKnownByItsStrongestMark(Variant variant, String evidence) {
        Incident incident = Incidents.deleteAndRecreate(variant);
        Judgement judgement = Judgement.of(incident.story());

        assertThat(judgement.event(judgement.trip().triggerEventId()).event().agentEvidence())
                .first()
                .isEqualTo(evidence);
    }
}
