package io.fusewire.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Decision;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds for every incident and every piece of ordinary work, however its records arrive. */
class GeneralExpectationsTest {

    private static final long SEED = 20_260_907;

    static List<Story> stories() {
        List<Story> stories = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            stories.addAll(incidents(variant));
        }
        stories.addAll(ordinaryWork(Place.AWS));
        stories.addAll(ordinaryWork(Place.CHINA));
        return stories;
    }

    static List<Story> incidents(Variant variant) {
        return List.of(
                Incidents.deleteAndRecreate(variant).story(),
                Incidents.deleteStack(variant).story(),
                Incidents.terraformDestroy(variant).story(),
                Incidents.oneIrreversibleCall(variant, Incidents.OneCall.DATABASE_CLUSTER).story(),
                Incidents.oneIrreversibleCall(variant, Incidents.OneCall.VOLUME).story(),
                Incidents.deleteThenFlood(variant).story());
    }

    static List<Story> ordinaryWork(Place place) {
        return List.of(
                OrdinaryWork.terraformCleanUp(place),
                OrdinaryWork.failingSnapshotSweeps(place),
                OrdinaryWork.snapshotSweep(place),
                OrdinaryWork.ownRedeploy(place),
                OrdinaryWork.serviceWork(place),
                OrdinaryWork.errorStorm(place));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void aSecondTrailChangesNothing(Story story) {
        Judgement once = Judgement.of(story);
        List<Story.Line> twice = new ArrayList<>(story.lines());
        twice.addAll(story.lines());

        Judgement both = Judgement.inTotalOrder(twice, story.policy());

        assertThat(both.decisions).isEqualTo(once.decisions);
        assertThat(both.duplicates).isEqualTo(story.lines().size());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void theOrderOfFilesChangesNothing(Story story) {
        List<Story.Line> shuffled = new ArrayList<>(story.lines());
        Collections.shuffle(shuffled, new Random(SEED));

        assertThat(Judgement.inTotalOrder(shuffled, story.policy()).decisions)
                .isEqualTo(Judgement.of(story).decisions);
    }

    /** Live, the trip may move by a few events; who trips, and how often, may not. */
    @ParameterizedTest
    @MethodSource("stories")
    void arrivalShuffledByHalfAMinuteTripsTheSameAgentsForTheSameIncidents(Story story) {
        Judgement ordered = Judgement.of(story);
        for (int run = 0; run < 3; run++) {
            List<Story.Line> arrival = shuffledBy(30, story.lines(), new Random(SEED + run));

            Judgement live = Judgement.asTheyArrive(arrival, story.policy());

            assertThat(tripped(live)).as(live.told()).isEqualTo(tripped(ordered));
            assertThat(live.trips()).hasSameSizeAs(ordered.trips());
        }
    }

    static List<Story.Line> shuffledBy(int seconds, List<Story.Line> lines, Random random) {
        record Arrival(double second, Story.Line line) {}
        return lines.stream()
                .map(
                        line ->
                                new Arrival(
                                        line.seconds() + (random.nextDouble() - 0.5) * 2 * seconds,
                                        line))
                .sorted((one, other) -> Double.compare(one.second(), other.second()))
                .map(Arrival::line)
                .toList();
    }

    private static Set<String> tripped(Judgement judgement) {
        return judgement.trips().stream()
                .map(Decision::agent)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The incident's records arrive after ten minutes of everybody else's. */
    @ParameterizedTest
    @MethodSource("stories")
    void recordsTenMinutesLateStillDecideDatedByEventTime(Story story) {
        Judgement ordered = Judgement.of(story);
        if (ordered.trips().isEmpty()) {
            return;
        }
        Decision trip = ordered.trip();
        List<Story.Line> late =
                Stream.concat(
                                story.lines().stream()
                                        .filter(line -> !trip.eventIds().contains(line.eventId())),
                                story.lines().stream()
                                        .filter(line -> trip.eventIds().contains(line.eventId())))
                        .toList();

        Judgement live = Judgement.asTheyArrive(late, story.policy());

        assertThat(tripped(live)).isEqualTo(tripped(ordered));
        assertThat(live.trip().atMillis())
                .isEqualTo(live.event(live.trip().triggerEventId()).event().eventTimeMillis());
    }
}
