package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Refusal;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.detector.TestingTrail.Line;
import io.fusewire.policy.ControlMessageReader;
import io.fusewire.policy.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;

class ReplayTest {

    @TempDir Path folder;

    @Test
    void decidesTheSameToTheByteAtAnyParallelismWithShuffledFilesAndDuplicates() throws Exception {
        List<Line> fleet = TestingTrail.fleet(1);
        List<Path> ordered = List.of(write("ordered.jsonl", fleet));
        List<Path> shuffled = spread(TestingTrail.withDuplicates(fleet, 0.03, 2), 7);
        int twice = lines(shuffled) - fleet.size();

        try (TestingSinks one = new TestingSinks();
                TestingSinks four = new TestingSinks()) {
            Counts countsOfOne = TestingReplay.run(1, ordered, List.of(), one);
            Counts countsOfFour = TestingReplay.run(4, shuffled, List.of(), four);

            assertThat(one.all(Decision.class)).hasSizeGreaterThanOrEqualTo(TestingTrail.ROGUES);
            assertThat(four.decisionLines()).isEqualTo(one.decisionLines());
            assertThat(four.agentLines()).isEqualTo(one.agentLines());
            assertThat(twice).isPositive();
            assertThat(countsOfOne.duplicates()).isZero();
            assertThat(countsOfFour.duplicates()).isEqualTo(twice);
            assertThat(countsOfFour.accepted()).isEqualTo(countsOfOne.accepted());
        }
    }

    @Test
    void saysWhoseKeyOpenedASessionTheSameToTheByteAtAnyParallelism() throws Exception {
        List<Line> fleet = new ArrayList<>(TestingTrail.fleet(1));
        Instant teardown = TestingTrail.START.plusSeconds(3_600);
        for (int account = 0; account < TestingTrail.ROGUES; account++) {
            String id = TestingTrail.accountId(account);
            fleet.add(TestingTrail.opening(TestingTrail.START, id, "rogue", "AKIAOLD"));
            for (int i = 0; i < 20; i++) {
                fleet.add(
                        TestingTrail.opening(
                                teardown.minusSeconds(60 - i), id, "other-" + i, "AKIANEW"));
            }
            // By all that it names it could pass for a read that repeats others of its hour.
            fleet.add(TestingTrail.opening(teardown.minusSeconds(10), id, "rogue", "AKIANEW"));
        }

        try (TestingSinks one = new TestingSinks();
                TestingSinks two = new TestingSinks();
                TestingSinks four = new TestingSinks()) {
            TestingReplay.run(1, List.of(write("keys.jsonl", fleet)), List.of(), one);
            List<Path> shuffled = spread(TestingTrail.withDuplicates(fleet, 0.5, 2), 7);
            TestingReplay.run(2, shuffled, List.of(), two);
            TestingReplay.run(4, shuffled, List.of(), four);

            assertThat(one.all(Decision.class))
                    .filteredOn(decision -> decision.type() == Decision.Type.TRIP)
                    .hasSize(TestingTrail.ROGUES)
                    .allSatisfy(
                            trip ->
                                    assertThat(trip.issuedBy())
                                            .isEqualTo(
                                                    new SessionPrincipal(
                                                            "key:AIDAEXAMPLE/AKIANEW",
                                                            "arn:aws:iam::"
                                                                    + trip.account()
                                                                    + ":user/coder")));
            assertThat(two.decisionLines()).isEqualTo(one.decisionLines());
            assertThat(four.decisionLines()).isEqualTo(one.decisionLines());
        }
    }

    @Test
    void decidesByWhatItLearnedTheSameToTheByteAtAnyParallelism() throws Exception {
        List<Line> fleet = LearnedTrail.all(5);
        DetectorSettings settings = LearnedTrail.settings(DetectorSettings.REPLAY);

        try (TestingSinks one = new TestingSinks();
                TestingSinks two = new TestingSinks();
                TestingSinks four = new TestingSinks()) {
            TestingReplay.run(1, List.of(write("one.jsonl", fleet)), List.of(), settings, one);
            List<Path> shuffled = spread(TestingTrail.withDuplicates(fleet, 0.03, 6), 5);
            TestingReplay.run(2, shuffled, List.of(), settings, two);
            TestingReplay.run(4, shuffled, List.of(), settings, four);

            assertThat(LearnedTrail.trips(one))
                    .hasSize(LearnedTrail.ROGUES)
                    .allMatch(LearnedTrail.LADDER_TRIP);
            assertThat(two.decisionLines()).isEqualTo(one.decisionLines());
            assertThat(four.decisionLines()).isEqualTo(one.decisionLines());
            assertThat(four.agentLines()).isEqualTo(one.agentLines());
        }
    }

    @Test
    void takesPriorsFromTheirDateOnAndNamesThemInDecisions() throws Exception {
        List<Line> fleet = LearnedTrail.all(5);
        DetectorSettings settings = LearnedTrail.settings(DetectorSettings.REPLAY);
        List<Path> files = List.of(write("fleet.jsonl", fleet));
        long incident = LearnedTrail.INCIDENT.toEpochMilli();
        PriorsVersion before = TestingPriors.version(incident - 3_600_000);
        PriorsVersion meanwhile = TestingPriors.version(incident + 1_000);

        try (TestingSinks without = new TestingSinks();
                TestingSinks with = new TestingSinks();
                TestingSinks late = new TestingSinks()) {
            TestingReplay.run(2, files, List.of(), settings, without);
            TestingReplay.run(2, files, List.of(Statement.of(before)), settings, with);
            TestingReplay.run(2, files, List.of(Statement.of(meanwhile)), settings, late);

            String own = PolicyVersion.idOf(LearnedTrail.PRIORS);
            assertThat(tripOf("0:role", without).priorsId()).isEqualTo(own);
            assertThat(tripOf("0:role", with).priorsId()).isEqualTo(before.id());
            assertThat(tripOf("0:role", with).resourcesLost())
                    .isLessThan(tripOf("0:role", without).resourcesLost());
            assertThat(with.all(Decision.class))
                    .filteredOn(decision -> decision.atMillis() < before.effectiveFromMillis())
                    .isNotEmpty()
                    .allSatisfy(d -> assertThat(d.priorsId()).isEqualTo(own));
            assertThat(tripOf("0:role", late).explanation())
                    .contains(
                            "Priors %s took effect meanwhile; how far it climbed is judged by %s"
                                    .formatted(meanwhile.id(), own));
        }
    }

    private static Decision tripOf(String agent, TestingSinks sinks) {
        return sinks.all(Decision.class).stream()
                .filter(decision -> decision.type() == Decision.Type.TRIP)
                .filter(decision -> decision.agent().contains(agent))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void triesAPolicyBesideWhatHoldsUntilItIsActivatedTheSameAtAnyParallelism() throws Exception {
        List<Line> fleet = LearnedTrail.all(5);
        DetectorSettings settings = LearnedTrail.settings(DetectorSettings.REPLAY);
        List<Path> files = spread(fleet, 3);
        // A cap that an ordinary day's one deletion stays below and the second one breaks.
        String strict = LearnedTrail.POLICY.replace("burstCap: 100000", "burstCap: 20");
        String id = PolicyVersion.idOf(strict);
        String staged = LearnedTrail.INCIDENT.minusSeconds(3_600).toString();
        String meanwhile = LearnedTrail.INCIDENT.plusSeconds(60).toString();
        List<Statement> trial = said(stage(strict, staged), activate(id, meanwhile));
        List<Statement> published = said(publish(strict, meanwhile));

        try (TestingSinks one = new TestingSinks();
                TestingSinks four = new TestingSinks();
                TestingSinks without = new TestingSinks()) {
            TestingReplay.run(1, files, trial, settings, one);
            TestingReplay.run(4, files, trial, settings, four);
            TestingReplay.run(2, files, published, settings, without);

            assertThat(one.decisionLines())
                    .as("a trial changes nothing, and to activate is to publish")
                    .isEqualTo(without.decisionLines());
            assertThat(four.decisionLines()).isEqualTo(one.decisionLines());
            assertThat(four.differenceLines()).isEqualTo(one.differenceLines());
            List<DecisionDifference> ofFirst =
                    one.all(DecisionDifference.class).stream()
                            .filter(difference -> difference.agent().contains("0:role"))
                            .filter(difference -> difference.agent().endsWith("fixer"))
                            .toList();
            assertThat(ofFirst.stream().map(DecisionDifference::kind).map(Enum::name))
                    .containsExactly("ONLY_CANDIDATE", "CANDIDATE_FIRST");
            assertThat(ofFirst.get(0).candidatePolicyId()).isEqualTo(id);
            assertThat(ofFirst.get(0).candidate().resourcesLost())
                    .isLessThan(ofFirst.get(1).active().resourcesLost());
            assertThat(one.all(DecisionDifference.class))
                    .as("nothing is on trial any more")
                    .allSatisfy(
                            difference ->
                                    assertThat(difference.atMillis())
                                            .isLessThan(Instant.parse(meanwhile).toEpochMilli()));
            assertThat(tripOf("1:role", one).policyId()).isEqualTo(id);
        }
    }

    @Test
    void refusesToActivateWhatIsNotOnTrial() throws Exception {
        try (TestingSinks sinks = new TestingSinks()) {
            TestingReplay.run(
                    2,
                    List.of(write("fleet.jsonl", TestingTrail.fleet(1))),
                    said(activate("0123456789ab", "2026-03-02T08:00:00Z")),
                    sinks);

            assertThat(sinks.all(Refusal.class))
                    .singleElement()
                    .satisfies(
                            refusal -> {
                                assertThat(refusal.what()).isEqualTo("activate");
                                assertThat(refusal.agent()).isEqualTo("version 0123456789ab");
                                assertThat(refusal.reason())
                                        .isEqualTo("no version of this id is on trial");
                            });
        }
    }

    private static List<Statement> said(String... lines) throws Exception {
        return ControlMessageReader.readLines(String.join("\n", lines), "control.jsonl");
    }

    private static String publish(String policy, String from) {
        return "{\"type\":\"policy\",\"effectiveFrom\":\"%s\",\"text\":\"%s\"}"
                .formatted(from, policy.replace("\"", "\\\"").replace("\n", "\\n"));
    }

    private static String stage(String policy, String from) {
        return publish(policy, from).replace("{\"type\"", "{\"stage\":true,\"type\"");
    }

    private static String activate(String version, String at) {
        return "{\"type\":\"activate\",\"version\":\"%s\",\"at\":\"%s\",\"by\":\"lee\"}"
                .formatted(version, at);
    }

    @Test
    void tripsEachAgentThatTearsDownWhatItDidNotMakeAndNobodyElse() throws Exception {
        try (TestingSinks sinks = new TestingSinks()) {
            TestingReplay.run(
                    2, List.of(write("fleet.jsonl", TestingTrail.fleet(1))), List.of(), sinks);

            assertThat(sinks.all(Decision.class))
                    .filteredOn(decision -> decision.type() == Decision.Type.TRIP)
                    .hasSize(TestingTrail.ROGUES)
                    .allSatisfy(
                            decision -> {
                                assertThat(decision.agent()).contains("rogue");
                                assertThat(decision.mode()).isEqualTo(EnforcementMode.SHADOW);
                            });
        }
    }

    @Test
    void countsEveryRecordOnce() throws Exception {
        List<Line> fleet = TestingTrail.fleet(3);
        Path records = write("records.jsonl", fleet);
        Path broken = Files.writeString(folder.resolve("broken.jsonl"), "not a record\n");
        Path digest =
                Files.writeString(
                        folder.resolve("digest.json"),
                        "{\"awsAccountId\":\"111122223333\",\"digestStartTime\":"
                                + "\"2026-03-02T07:00:00Z\",\"logFiles\":[]}");

        try (TestingSinks sinks = new TestingSinks()) {
            Counts counts =
                    TestingReplay.run(2, List.of(records, broken, digest), List.of(), sinks);

            assertThat(counts.records()).isEqualTo(fleet.size() + 2);
            assertThat(counts.accepted()).isEqualTo(fleet.size());
            assertThat(counts.deadLettered()).isEqualTo(1);
            assertThat(counts.skipped()).containsEntry("digest", 1L);
            assertThat(counts.firstEventTimeMillis()).isEqualTo(fleet.get(0).at().toEpochMilli());
            assertThat(counts.lastEventTimeMillis())
                    .isEqualTo(fleet.get(fleet.size() - 1).at().toEpochMilli());
            assertThat(counts.trips() + counts.alerts())
                    .isEqualTo(sinks.all(Decision.class).size());
            assertThat(counts.agents()).isEqualTo(sinks.all(AgentSummary.class).size());
            assertThat(sinks.all(DeadLetter.class))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.source()).isEqualTo(broken.toString()));
        }
    }

    @Test
    void takesARecordWithoutIdForADuplicateOfItsOwnCopyOnly() throws Exception {
        String record =
                """
                {"eventTime":"2026-03-02T07:00:%02dZ","eventName":"DescribeInstances",\
                "eventSource":"ec2.amazonaws.com","awsRegion":"eu-west-1",\
                "recipientAccountId":"111122223333","userIdentity":{"type":"IAMUser",\
                "principalId":"AIDAEXAMPLE","accountId":"111122223333",\
                "arn":"arn:aws:iam::111122223333:user/kim","userName":"kim"}}
                """;
        Path records =
                Files.writeString(
                        folder.resolve("records.jsonl"),
                        record.formatted(1) + record.formatted(2) + record.formatted(1));

        try (TestingSinks sinks = new TestingSinks()) {
            Counts counts = TestingReplay.run(1, List.of(records), List.of(), sinks);

            assertThat(counts.accepted()).isEqualTo(2);
            assertThat(counts.duplicates()).isEqualTo(1);
        }
    }

    @Test
    void readsWhatIsCompressedWhateverItsName() throws Exception {
        List<Line> fleet = TestingTrail.fleet(4);
        Path compressed = folder.resolve("delivered.json");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(text(fleet).getBytes(StandardCharsets.UTF_8));
        }

        try (TestingSinks sinks = new TestingSinks()) {
            Counts counts = TestingReplay.run(1, List.of(compressed), List.of(), sinks);

            assertThat(counts.accepted()).isEqualTo(fleet.size());
            assertThat(counts.deadLettered()).isZero();
        }
    }

    @Test
    void keepsWhatCameBeforeTheCutInAFileThatWasCutOff() throws Exception {
        List<Line> fleet = TestingTrail.fleet(5);
        Path whole = folder.resolve("whole.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write(text(fleet).getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.gz");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

        try (TestingSinks sinks = new TestingSinks()) {
            Counts counts = TestingReplay.run(1, List.of(cut), List.of(), sinks);

            assertThat(counts.accepted()).isBetween(1L, fleet.size() - 1L);
            assertThat(counts.deadLettered()).isPositive();
            assertThat(counts.records()).isEqualTo(counts.accepted() + counts.deadLettered());
            assertThat(sinks.all(DeadLetter.class))
                    .anySatisfy(letter -> assertThat(letter.reason()).contains("to its end"));
        }
    }

    @Test
    void judgesEachRecordByThePolicyOfItsOwnTime() throws Exception {
        List<Line> lines = new ArrayList<>();
        TestingTrail.teardown("111122223333", "before", TestingTrail.START, lines);
        TestingTrail.teardown(
                "444455556666", "after", TestingTrail.START.plusSeconds(7_200), lines);
        PolicyVersion people =
                PolicyVersion.of(
                        TestingTrail.START.plusSeconds(3_600).toEpochMilli(),
                        "version: 1\nbreakGlass:\n  - sessionName: \"*\"\n");

        try (TestingSinks sinks = new TestingSinks()) {
            TestingReplay.run(
                    2, List.of(write("two.jsonl", lines)), List.of(Statement.of(people)), sinks);

            assertThat(sinks.all(Decision.class))
                    .filteredOn(decision -> decision.agent().contains("before"))
                    .extracting(Decision::type)
                    .contains(Decision.Type.TRIP);
            assertThat(sinks.all(Decision.class))
                    .filteredOn(decision -> decision.agent().contains("after"))
                    .extracting(Decision::type)
                    .isNotEmpty()
                    .containsOnly(Decision.Type.ALERT);
        }
    }

    @Test
    void obeysWhatPeopleSaidAndDecidesTheSameToTheByteAtAnyParallelism() throws Exception {
        List<Line> fleet = TestingTrail.fleet(1);
        List<Path> ordered = List.of(write("ordered.jsonl", fleet));
        List<Path> shuffled = spread(TestingTrail.withDuplicates(fleet, 0.03, 2), 5);
        List<Decision> unjudged;
        try (TestingSinks sinks = new TestingSinks()) {
            TestingReplay.run(1, ordered, List.of(), sinks);
            unjudged = tripsByAccount(sinks);
        }
        String control =
                verdict(unjudged.get(0).agent(), unjudged.get(0).decisionId())
                        + approvalFor(unjudged.get(1).agent())
                        + verdict(unjudged.get(2).agent(), "0123456789abcdef0123456789abcdef");

        try (TestingSinks one = new TestingSinks();
                TestingSinks four = new TestingSinks()) {
            TestingReplay.run(
                    1, ordered, ControlMessageReader.readLines(control, "control.jsonl"), one);
            TestingReplay.run(
                    4, shuffled, ControlMessageReader.readLines(control, "control.jsonl"), four);

            assertThat(four.decisionLines()).isEqualTo(one.decisionLines());
            assertThat(four.agentLines()).isEqualTo(one.agentLines());
            assertThat(four.all(Refusal.class)).isEqualTo(one.all(Refusal.class));
            assertThat(one.all(Decision.class))
                    .extracting(Decision::decisionId)
                    .contains(unjudged.get(0).decisionId(), unjudged.get(2).decisionId());
            assertThat(one.all(Decision.class))
                    .as("what is approved trips nobody")
                    .noneMatch(decision -> decision.agent().equals(unjudged.get(1).agent()));
            assertThat(one.all(Refusal.class))
                    .extracting(Refusal::reason)
                    .containsExactly(
                            "its open incident is that of decision "
                                    + unjudged.get(2).decisionId());
            assertThat(one.all(BreakerStatus.class))
                    .filteredOn(status -> status.agent().equals(unjudged.get(0).agent()))
                    .extracting(BreakerStatus::state)
                    .startsWith(BreakerState.OPEN, BreakerState.HALF_OPEN);
        }
    }

    /** The account's view must hear of policies and approvals, too, and before its first record. */
    @Test
    void aPolicySetsAndApprovalsLowerTheSumsOfSwarmsInAReplay() throws Exception {
        List<Line> lines = new ArrayList<>(TestingTrail.fleet(1));
        List<String> agents = List.of("one", "two", "three", "four");
        for (int i = 0; i < TestingTrail.DATABASES; i++) {
            Instant at = TestingTrail.START.plusSeconds(i);
            String agent = agents.get(i % agents.size());
            String database = "orders-" + i;
            lines.add(
                    new Line(
                            at,
                            TestingTrail.record(
                                    "swarm-" + i,
                                    at,
                                    "111122223333",
                                    agent,
                                    "DeleteDBInstance",
                                    database)));
        }
        List<Path> files = spread(lines, 3);
        String wide =
                "{\"type\":\"policy\",\"effectiveFrom\":\"2020-01-01T00:00:00Z\",\"policy\":{\"swarms\":{\"roleHourCap\":9999,\"roleDayCap\":9999,\"environmentHourCap\":9999,\"environmentDayCap\":9999}}}\n";

        assertThat(swarmsIn(files, "")).isNotEmpty();
        assertThat(swarmsIn(files, wide)).isEmpty();
        assertThat(swarmsIn(files, approvalFor("*"))).isEmpty();
    }

    /** Decisions in which a swarm has part, the same at any parallelism. */
    private static List<String> swarmsIn(List<Path> files, String control) throws Exception {
        try (TestingSinks one = new TestingSinks();
                TestingSinks four = new TestingSinks()) {
            TestingReplay.run(
                    1, files, ControlMessageReader.readLines(control, "control.jsonl"), one);
            TestingReplay.run(
                    4, files, ControlMessageReader.readLines(control, "control.jsonl"), four);
            assertThat(four.decisionLines()).isEqualTo(one.decisionLines());
            return one.all(Decision.class).stream()
                    .flatMap(decision -> decision.reasons().stream())
                    .filter(reason -> reason.startsWith("swarm/"))
                    .toList();
        }
    }

    private static List<Decision> tripsByAccount(TestingSinks sinks) {
        return sinks.all(Decision.class).stream()
                .filter(decision -> decision.type() == Decision.Type.TRIP)
                .sorted(Comparator.comparing(Decision::account))
                .toList();
    }

    /** Judged in the second of the last deletions, and so before them. */
    private static String verdict(String agent, String decisionId) {
        return "{\"type\":\"verdict\",\"agent\":\"%s\",\"decisionId\":\"%s\",\"verdict\":\"legitimate\",\"to\":\"HALF_OPEN\",\"at\":\"%s\",\"by\":\"lee\"}\n"
                .formatted(agent, decisionId, TestingTrail.START.plusSeconds(3_607));
    }

    private static String approvalFor(String agent) {
        return "{\"type\":\"approval\",\"id\":\"CHG-1\",\"agent\":\"%s\",\"effects\":[\"DESTROY\"],\"resources\":[\"orders-*\"],\"count\":%d,\"at\":\"%s\",\"notBefore\":\"%s\",\"expiry\":\"%s\",\"ticket\":\"T\",\"approvers\":[\"lee\",\"ann\"]}\n"
                .formatted(
                        agent,
                        TestingTrail.DATABASES,
                        TestingTrail.START,
                        TestingTrail.START,
                        TestingTrail.START.plusSeconds(7_200));
    }

    private Path write(String name, List<Line> lines) throws IOException {
        return Files.writeString(folder.resolve(name), text(lines));
    }

    private List<Path> spread(List<Line> lines, int files) throws IOException {
        List<Path> written = new ArrayList<>();
        for (int file = 0; file < files; file++) {
            List<Line> part = new ArrayList<>();
            for (int i = file; i < lines.size(); i += files) {
                part.add(lines.get(i));
            }
            written.add(write("part-" + file + ".jsonl", part));
        }
        return written;
    }

    private static int lines(List<Path> files) throws IOException {
        int lines = 0;
        for (Path file : files) {
            lines += Files.readAllLines(file).size();
        }
        return lines;
    }

    private static String text(List<Line> lines) {
        return String.join("\n", lines.stream().map(Line::json).toList()) + "\n";
    }
}
