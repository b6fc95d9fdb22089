package io.fusewire.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.bench.fleet.Actor;
import io.fusewire.bench.fleet.Block;
import io.fusewire.bench.fleet.Fleet;
import io.fusewire.bench.fleet.FleetRecord;
import io.fusewire.bench.fleet.FleetSource;
import io.fusewire.bench.fleet.IncidentKind;
import io.fusewire.core.event.AgentKind;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

final class QualityBenchmarkTest {

    private static final Scale TINY =
            new Scale(1, 1, 5, 1, 5, 1, List.of(), List.of(1_000.0), List.of());
    private static final IncidentKind KIND = new IncidentKind("by-hand", "By hand.", false);
    private static final Instant START = Instant.parse("2025-12-14T10:00:00Z");

    /** One call that deletes a table, as a shipper delivers it. */
    private static FleetRecord deletion(
            int second, String actor, @Nullable String incident, int lost) {
        return deletion(second, actor, actor, incident, lost);
    }

    private static FleetRecord deletion(
            int second, String actor, String user, @Nullable String incident, int lost) {
        Instant time = START.plusSeconds(second);
        String id = "event-" + actor + "-" + second;
        String json =
                """
                {"eventVersion":"1.11","eventID":"%s","eventTime":"%s",\
                "eventSource":"dynamodb.amazonaws.com","eventName":"DeleteTable",\
                "eventType":"AwsApiCall","eventCategory":"Management","readOnly":false,\
                "awsRegion":"eu-west-1","recipientAccountId":"111122223333",\
                "requestParameters":{"tableName":"table-%s-%d"},"responseElements":null,\
                "userIdentity":{"type":"IAMUser","principalId":"AIDA%s",\
                "arn":"arn:aws:iam::111122223333:user/%s","accountId":"111122223333",\
                "userName":"%s"}}"""
                        .formatted(id, time, actor, second, user, user, user);
        return new FleetRecord(
                json.getBytes(StandardCharsets.UTF_8),
                id,
                time.toEpochMilli(),
                actor,
                incident,
                lost);
    }

    /** A block that plays the given records. */
    private record ByHand(String id, List<FleetRecord> records) implements Block {

        @Override
        public String policy() {
            return "version: 1\n";
        }

        @Override
        public List<Actor> actors() {
            return List.of(
                    new Actor("culprit", "janitor", null, AgentKind.AGENT),
                    new Actor("accomplice", "janitor", null, AgentKind.AGENT));
        }

        @Override
        public int days() {
            return 1;
        }

        @Override
        public String incident() {
            return "incident";
        }

        @Override
        public void play(Consumer<FleetRecord> out) {
            records.forEach(out);
        }
    }

    /** A fleet whose benign block and incident are given. */
    private record FleetByHand(List<FleetRecord> ordinary, List<FleetRecord> incident)
            implements FleetSource {

        @Override
        public List<String> archetypes() {
            return List.of("janitor");
        }

        @Override
        public List<IncidentKind> incidentKinds() {
            return List.of(KIND);
        }

        @Override
        public Block benign(long seed, int days) {
            return new ByHand("benign/" + seed, ordinary);
        }

        @Override
        public Block incident(IncidentKind kind, long seed, int historyDays) {
            return new ByHand(kind.name() + "/" + seed, incident);
        }
    }

    /** Trips on any event of one second. */
    private static Contestant tripsAtSecond(String name, int second) {
        return new Contestant(
                name,
                false,
                (training, policy, budget) ->
                        event ->
                                event.event().eventTimeMillis()
                                                == START.plusSeconds(second).toEpochMilli()
                                        ? 1
                                        : 0);
    }

    private static Results run(FleetSource fleet, List<Contestant> contestants)
            throws InterruptedException {
        return new QualityBenchmark(fleet, List.of(), contestants, TINY, 1, 1, line -> {}).run();
    }

    private static IncidentResult only(Results results) {
        assertThat(results.incidents()).hasSize(1);
        return results.incidents().get(0);
    }

    private static List<FleetRecord> incident() {
        return List.of(
                deletion(0, "culprit", null, 0),
                deletion(10, "culprit", "incident", 1),
                deletion(20, "accomplice", "incident", 3),
                deletion(30, "culprit", "incident", 5),
                deletion(40, "culprit", "incident", 7),
                deletion(50, "accomplice", "incident", 11));
    }

    @Test
    void whatTripsIsLostAndNothingAfterItExceptToAccomplices() throws InterruptedException {
        IncidentResult result =
                only(
                        run(
                                new FleetByHand(List.of(), incident()),
                                List.of(tripsAtSecond("at-30", 30))));

        assertThat(result.total()).isEqualTo(27);
        assertThat(result.lost()).isEqualTo(1 + 3 + 5 + 11);
        assertThat(result.detected()).isTrue();
        assertThat(result.secondsToTrip()).isEqualTo(20);
    }

    @Test
    void aTrippedAgentsOtherProcessIsStoppedAfterItsFirstChange() throws InterruptedException {
        List<FleetRecord> underOneName =
                List.of(
                        deletion(5, "accomplice", "one", "incident", 1),
                        deletion(10, "culprit", "one", "incident", 2),
                        deletion(20, "accomplice", "one", "incident", 4),
                        deletion(30, "accomplice", "one", "incident", 8),
                        deletion(40, "culprit", "one", "incident", 16));
        IncidentResult result =
                only(
                        run(
                                new FleetByHand(List.of(), underOneName),
                                List.of(tripsAtSecond("at-10", 10))));

        assertThat(result.lost()).isEqualTo(1 + 2 + 4);
    }

    @Test
    void oneScoreServesEveryThreshold() throws InterruptedException {
        Scale sweeping =
                new Scale(1, 1, 5, 1, 5, 1, List.of(), List.of(1_000.0), List.of(1.0, 10.0));
        List<Detector> made = new ArrayList<>();
        Contestant counting =
                new Contestant(
                        "counting",
                        true,
                        (training, policy, budget) -> {
                            int[] seen = new int[1];
                            Detector detector = event -> ++seen[0];
                            made.add(detector);
                            return detector;
                        });
        List<FleetRecord> ordinary =
                Stream.of(0, 86_400, 4 * 86_400)
                        .map(second -> deletion(second, "culprit", null, 0))
                        .toList();

        Results results =
                new QualityBenchmark(
                                new FleetByHand(ordinary, incident()),
                                List.of(),
                                List.of(counting),
                                sweeping,
                                1,
                                1,
                                line -> {})
                        .run();

        // Calibration, counting of false trips, the incident: one detector each.
        assertThat(made).hasSize(3);
        assertThat(results.budgets("counting")).containsExactly(1.0, 10.0, 1_000.0);
        assertThat(results.incidents("counting", 1.0).get(0).lost()).isEqualTo(1 + 3);
        assertThat(results.incidents("counting", 10.0).get(0).lost()).isEqualTo(1 + 3 + 5 + 11);
        assertThat(results.cost("counting").events()).isEqualTo(3);
    }

    @Test
    void anIncidentThatNobodyDetectsLosesEverything() throws InterruptedException {
        IncidentResult result =
                only(
                        run(
                                new FleetByHand(List.of(), incident()),
                                List.of(tripsAtSecond("never", -1))));

        assertThat(result.lost()).isEqualTo(27);
        assertThat(result.detected()).isFalse();
        assertThat(result.secondsToTrip()).isZero();
    }

    @Test
    void aTripOnOrdinaryWorkStopsNothing() throws InterruptedException {
        IncidentResult result =
                only(
                        run(
                                new FleetByHand(List.of(), incident()),
                                List.of(tripsAtSecond("at-0", 0))));

        assertThat(result.lost()).isEqualTo(27);
        assertThat(result.detected()).isFalse();
    }

    @Test
    void aFalseTripTakesItsDayFromThoseWatched() throws InterruptedException {
        int day = 86_400;
        List<FleetRecord> ordinary =
                Stream.of(0, day, 4 * day)
                        .map(second -> deletion(second, "culprit", null, 0))
                        .toList();

        FalseTrips fleet =
                run(new FleetByHand(ordinary, List.of()), List.of(tripsAtSecond("at-a-day", day)))
                        .fleet("at-a-day", 1_000);

        assertThat(fleet.agents()).isEqualTo(1);
        assertThat(fleet.trips()).isEqualTo(1);
        assertThat(fleet.agentDays()).isEqualTo(3);
    }

    /** The simulated fleet with its first kinds of incident only. */
    private static final class FewKinds implements FleetSource {

        private final Fleet fleet = new Fleet();

        @Override
        public List<String> archetypes() {
            return fleet.archetypes();
        }

        @Override
        public List<IncidentKind> incidentKinds() {
            return fleet.incidentKinds().subList(0, 2);
        }

        @Override
        public Block benign(long seed, int days) {
            return fleet.benign(seed, days);
        }

        @Override
        public Block incident(IncidentKind kind, long seed, int historyDays) {
            return fleet.incident(kind, seed, historyDays);
        }
    }

    @Test
    void oneSeedGivesTheSameRowsOnAnyNumberOfThreadsAndFillsEveryFile(@TempDir Path folder)
            throws InterruptedException, IOException {
        List<Contestant> everybody = new ArrayList<>(Contestants.ALL);
        everybody.addAll(Contestants.ABLATED);
        Results one =
                new QualityBenchmark(new FewKinds(), List.of(), everybody, TINY, 3, 1, line -> {})
                        .run();
        Results two =
                new QualityBenchmark(new FewKinds(), List.of(), everybody, TINY, 3, 2, line -> {})
                        .run();

        assertThat(two.falseTrips()).isEqualTo(one.falseTrips());
        assertThat(two.incidents()).isEqualTo(one.incidents());
        assertThat(one.incidents()).hasSize(2 * everybody.size());
        assertThat(one.incidents()).allMatch(row -> row.total() > 0 && row.lost() <= row.total());

        new QualityReport(one).write(folder);

        for (String name :
                List.of(
                        "quality.txt",
                        "results.json",
                        "incidents.csv",
                        "false_trips.csv",
                        "tradeoff.svg")) {
            assertThat(folder.resolve(name)).isNotEmptyFile();
        }
        assertThat(folder.resolve("incidents.csv").toFile())
                .content()
                .hasLineCount(1 + one.incidents().size());
        JsonNode json = new ObjectMapper().readTree(folder.resolve("results.json").toFile());
        assertThat(json.get("version").asInt()).isEqualTo(ResultsJson.VERSION);
        assertThat(json.get("detectors")).hasSize(everybody.size());
        assertThat(json.get("results"))
                .hasSize(everybody.size())
                .allSatisfy(
                        row -> {
                            assertThat(row.get("kinds")).hasSize(2);
                            assertThat(row.get("archetypes")).isNotEmpty();
                            assertThat(row.get("coldStarts")).hasSize(1);
                            assertThat(row.get("lostTuned").isNumber()).isTrue();
                            assertThat(row.get("falseTripsHigh").asDouble()).isPositive();
                        });
    }
}
