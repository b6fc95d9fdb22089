package io.fusewire.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Decision;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.inventory.ResourceStanding;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/** The hard negatives H1 to H8 and their twins; H5 stands in {@link ApprovedWorkTest}. */
class OrdinaryWorkTest {

    static List<Place> places() {
        return List.of(Place.AWS, Place.CHINA);
    }

    @ParameterizedTest
    @MethodSource("places")
    void ordinaryWorkNeverTrips(Place place) {
        List<Story> stories =
                List.of(
                        OrdinaryWork.terraformCleanUp(place),
                        OrdinaryWork.terraformCleanUpInTwoRuns(place),
                        OrdinaryWork.failingSnapshotSweeps(place),
                        OrdinaryWork.ownRedeploy(place),
                        OrdinaryWork.ephemeralEnvironments(place),
                        OrdinaryWork.massCreate(place),
                        OrdinaryWork.nightlyTeardown(place));
        for (Story story : stories) {
            Judgement judgement = Judgement.of(story);
            assertThat(judgement.decisions).as(judgement.told()).isEmpty();
        }
    }

    /** Every create of the clean-up must be joined to its delete, by id, name, ARN or URL. */
    @ParameterizedTest
    @MethodSource("places")
    void whatTerraformMadeItselfIsItsOwn(Place place) {
        for (Story story :
                List.of(
                        OrdinaryWork.terraformCleanUp(place),
                        OrdinaryWork.terraformCleanUpInTwoRuns(place))) {
            Judgement judgement = Judgement.of(story);
            List<String> foreign =
                    judgement.events.values().stream()
                            .filter(event -> event.event().eventTimeMillis() > cleanUpStart())
                            .flatMap(event -> event.standings().stream())
                            .filter(ResourceStanding::foreign)
                            .map(standing -> standing.resource().key())
                            .toList();
            assertThat(foreign).isEmpty();
            assertThat(judgement.agents).hasSize(1);
        }
    }

    private static long cleanUpStart() {
        return Story.START.plusSeconds(1_700).toEpochMilli();
    }

    @ParameterizedTest
    @MethodSource("places")
    void theSameSnapshotSweepTripsWhenItSucceedsOnBackupsOfOthers(Place place) {
        Judgement judgement = Judgement.of(OrdinaryWork.snapshotSweep(place));

        Decision trip = judgement.trip();

        assertThat(trip.agent()).contains("SnapshotCron");
        assertThat(trip.reasons()).contains("fuse:burst-cap");
        assertThat(trip.resourcesLost()).isLessThan(30);
    }

    /** H7: services are charged with nothing; the person's own large deletion pages once. */
    @ParameterizedTest
    @MethodSource("places")
    void serviceWorkPagesAtMostForThePersonBehindIt(Place place) {
        Judgement judgement = Judgement.of(OrdinaryWork.serviceWork(place));

        assertThat(judgement.trips()).isEmpty();
        assertThat(judgement.decisions)
                .as(judgement.told())
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.agentKind()).isEqualTo(AgentKind.HUMAN);
                            assertThat(alert.explanation())
                                    .contains("No breaker opens for a person");
                        });
    }

    /** H8: no damage, one page for persistence. */
    @ParameterizedTest
    @MethodSource("places")
    void anErrorStormPagesOnce(Place place) {
        Judgement judgement = Judgement.of(OrdinaryWork.errorStorm(place));

        assertThat(judgement.decisions)
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.type()).isEqualTo(Decision.Type.ALERT);
                            assertThat(alert.resourcesLost()).isZero();
                            assertThat(alert.reasons()).containsExactly("denied/persistent");
                        });
    }
}
