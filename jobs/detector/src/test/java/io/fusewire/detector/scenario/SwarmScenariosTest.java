package io.fusewire.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Decision;
import io.fusewire.policy.ControlMessageReader;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** Many sessions or agents, each a little (detector specification, section 19). */
class SwarmScenariosTest {

    private static final Aws AWS = new Aws(Place.AWS);

    /** Unmarked principals page only; nobody answers for a swarm of them but all. */
    private static final String UNKNOWN_PAGES = "version: 1\nmode: shadow\nunknown: alert\n";

    /** How the hands of a swarm differ. */
    enum Hands {
        /** Fifteen agents of policy on one role that have worked for two weeks. */
        KNOWN_AGENTS,
        /** Fifteen sessions on one role that were never seen before. */
        NEW_SESSIONS,
        /** A name of its own for each call. */
        RENAMED_AT_EACH_CALL,
        /** Fifteen roles. */
        ROLES_OF_THEIR_OWN
    }

    private static String letters(int number) {
        return "" + (char) ('g' + number / 16) + (char) ('g' + number % 16);
    }

    private static Caller hand(Hands hands, int session, int call) {
        return switch (hands) {
            case KNOWN_AGENTS ->
                    Caller.role(Place.AWS, "agents/shared", "agent-" + letters(session), since(0));
            case NEW_SESSIONS ->
                    Caller.role(Place.AWS, "Worker", "hand-" + letters(session), since(-60));
            case RENAMED_AT_EACH_CALL ->
                    Caller.role(
                            Place.AWS,
                            "Worker",
                            letters(session) + "-" + letters(call),
                            since(60L * call));
            case ROLES_OF_THEIR_OWN ->
                    Caller.role(
                            Place.AWS, "Worker" + letters(session), letters(session), since(-60));
        };
    }

    private static String since(long seconds) {
        return Story.at(seconds);
    }

    /** Sixty instances in use. */
    private static void useInstances(Story story, int count) {
        Caller monitor = Caller.role(Place.AWS, "Monitor", "monitor", Story.at(-Story.days(1)));
        for (int i = 0; i < count; i++) {
            story.tell(-Story.hours(2) + i, monitor, AWS.describeInstance(Aws.id("i", i)));
        }
    }

    /** Fifteen hands, four deletions each, in half an hour, taking turns. */
    private static void takeTurns(Story story, Hands hands) {
        for (int i = 0; i < 60; i++) {
            story.tell(
                    30L * i,
                    hand(hands, i % 15, i / 15),
                    AWS.terminateInstances(List.of(Aws.id("i", i))));
        }
    }

    @ParameterizedTest
    @EnumSource(Hands.class)
    void eachHandOfASwarmIsStoppedAtItsOwnNextDeed(Hands hands) {
        Story story = new Story("swarm" + hands, Variant.POLICY);
        if (hands == Hands.KNOWN_AGENTS) {
            for (int day = -14; day < 0; day++) {
                for (int i = 0; i < 15; i++) {
                    story.tell(
                            Story.days(day) + i,
                            hand(hands, i, 0),
                            AWS.describeTable("orders-" + i));
                }
            }
        }
        useInstances(story, 60);
        takeTurns(story, hands);
        Judgement judgement = Judgement.of(story);

        List<Decision> trips = judgement.trips();
        assertThat(trips).as(judgement.told()).isNotEmpty();
        assertThat(trips.get(0).atMillis())
                .as("a third of the sixty is gone at most")
                .isLessThan(Story.START.plusSeconds(30 * 20).toEpochMilli());
        assertThat(trips)
                .allSatisfy(
                        trip -> {
                            assertThat(trip.reasons()).anyMatch(r -> r.startsWith("swarm/"));
                            assertThat(trip.reasons()).contains("pattern:many-sessions-one-hand");
                            assertThat(trip.sessions())
                                    .as("a trip names the sessions of its own agent")
                                    .hasSize(1);
                            assertThat(trip.explanation())
                                    .containsAnyOf("the limit for many", "together are a swarm");
                        });
        int lost = 60 - stoppedBy(judgement, story);
        assertThat(lost).as("lost, each stopped at its trip").isLessThanOrEqualTo(30);
    }

    @Test
    void agentsThatReadForTwoWeeksAndBeginToDestroyTogetherAreFoundAtTheSecond() {
        Story story = new Story("swarm-newcomers", Variant.POLICY);
        for (int day = -14; day < 0; day++) {
            for (int i = 0; i < 15; i++) {
                story.tell(
                        Story.days(day) + i,
                        hand(Hands.KNOWN_AGENTS, i, 0),
                        AWS.describeTable("orders-" + i));
            }
        }
        takeTurns(story, Hands.KNOWN_AGENTS);
        Judgement judgement = Judgement.of(story);

        Decision first = judgement.trips().get(0);
        assertThat(first.atMillis()).isEqualTo(Story.START.plusSeconds(30).toEpochMilli());
        assertThat(first.reasons()).startsWith("swarm/newcomers");
        assertThat(first.explanation())
                .contains(
                        "2 agents not known to do harm in account 111122223333 began to within the 60 minutes")
                .contains("2 that begin together are a swarm, by a shipped default");
        assertThat(60 - stoppedBy(judgement, story)).as("one of each, two of one").isEqualTo(16);
    }

    /** Deletions of agents that had tripped before: those that a revocation prevents. */
    private static int stoppedBy(Judgement judgement, Story story) {
        int stopped = 0;
        for (Story.Line line : story.lines()) {
            boolean isDeletion = line.json().contains("TerminateInstances");
            String agent = judgement.event(line.eventId()).chargedAgent();
            long at = Story.START.plusSeconds(line.seconds()).toEpochMilli();
            boolean isRenamed = agent.contains("/Worker/") && !agent.contains("hand-");
            boolean isStopped =
                    judgement.trips().stream()
                            .anyMatch(trip -> trip.agent().equals(agent) && trip.atMillis() < at);
            // A session that is named once cannot be stopped before its deed, only be answered.
            boolean isAnswered =
                    isRenamed
                            && judgement.trips().stream()
                                    .anyMatch(trip -> trip.agent().equals(agent));
            if (isDeletion && (isStopped || isAnswered)) {
                stopped++;
            }
        }
        return stopped;
    }

    @Test
    void fortyInnocentAgentsOfTheRoleAreLeftAlone() {
        Story story = new Story("swarm-forty", Variant.POLICY);
        useInstances(story, 60);
        List<Caller> innocent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            innocent.add(
                    Caller.role(Place.AWS, "agents/shared", "honest-" + letters(i), since(-900)));
        }
        for (int i = 0; i < 40; i++) {
            story.tell(-600 + i, innocent.get(i), AWS.createTable("scratch-" + i));
            story.tell(200 + 10 * i, innocent.get(i), AWS.describeTable("orders"));
            story.tell(1_000 + 10 * i, innocent.get(i), AWS.deleteTable("scratch-" + i));
        }
        takeTurns(story, Hands.KNOWN_AGENTS);
        Judgement judgement = Judgement.of(story);

        assertThat(judgement.trips()).hasSizeGreaterThan(5);
        assertThat(new TreeSet<>(judgement.decisions.stream().map(Decision::agent).toList()))
                .noneMatch(agent -> agent.contains("honest"));
    }

    @Test
    void aPolicySignsOtherLimits() {
        Story story =
                new Story(
                        "swarm-signed",
                        Variant.POLICY
                                + """
                                swarms:
                                  roleHourCap: 400
                                  roleDayCap: 400
                                  environmentHourCap: 300
                                  environmentDayCap: 400
                                  newcomersMin: 3
                                """);
        useInstances(story, 60);
        takeTurns(story, Hands.NEW_SESSIONS);
        Judgement judgement = Judgement.of(story);

        assertThat(judgement.trips()).as(judgement.told()).isNotEmpty();
        Decision first = judgement.trips().get(0);
        assertThat(first.reasons().get(0)).isEqualTo("swarm/environment");
        assertThat(first.limit()).isEqualTo(300);
        assertThat(first.atMillis())
                .as("fifty instances of six points")
                .isEqualTo(Story.START.plusSeconds(30 * 49).toEpochMilli());
        assertThat(first.explanation()).contains("300 is the limit for many, and of one");
    }

    @Test
    void whatIsApprovedMakesNoSwarm() {
        Story story = new Story("swarm-approved", Variant.POLICY);
        useInstances(story, 60);
        takeTurns(story, Hands.NEW_SESSIONS);
        Judgement unapproved = Judgement.of(story);
        Judgement approved = Judgement.inTotalOrder(story.lines(), story.policy(), approvalOf(4));
        Judgement usedUp = Judgement.inTotalOrder(story.lines(), story.policy(), approvalOf(1));

        assertThat(unapproved.trips()).hasSizeGreaterThan(5);
        assertThat(approved.decisions).as(approved.told()).isEmpty();
        assertThat(usedUp.trips().get(0).atMillis())
                .as("the first of each of fifteen is approved, and no more")
                .isEqualTo(unapproved.trips().get(0).atMillis() + 15 * 30_000);
    }

    private static List<Statement> approvalOf(int count) {
        String line =
                "{\"type\":\"approval\",\"id\":\"CHG-9\",\"agent\":\"*\",\"effects\":[\"DESTROY\"],\"resources\":[\"*\"],\"count\":%d,\"at\":\"%s\",\"notBefore\":\"%s\",\"expiry\":\"%s\",\"ticket\":\"CHG-9\",\"approvers\":[\"lee@example.com\",\"ann@example.com\"]}"
                        .formatted(count, Story.at(-3_600), Story.at(-3_600), Story.at(7_200));
        try {
            return ControlMessageReader.readLines(line, "control.jsonl");
        } catch (PolicyException e) {
            throw new AssertionError("the scenario's control file must be valid", e);
        }
    }

    @Test
    void oneAlertNamesAllSessionsWhereNobodyCanBeTripped() {
        Story story = new Story("swarm-alert", UNKNOWN_PAGES);
        useInstances(story, 60);
        takeTurns(story, Hands.NEW_SESSIONS);
        Judgement judgement = Judgement.of(story);

        List<Decision> swarms =
                judgement.alerts().stream()
                        .filter(alert -> alert.reasons().get(0).startsWith("swarm/"))
                        .toList();
        assertThat(judgement.trips()).isEmpty();
        assertThat(swarms).as(judgement.told()).hasSize(1);
        assertThat(swarms.get(0).sessions())
                .hasSizeGreaterThanOrEqualTo(10)
                .anyMatch(session -> session.contains("hand-gg"))
                .anyMatch(session -> session.contains("hand-gh"));
    }

    /** Thirty cleaners of one role, each deleting what nobody uses any more. */
    @Test
    void aBusyEnvironmentIsNoSwarm() {
        Story story = new Story("swarm-busy", Variant.POLICY);
        for (int i = 0; i < 30; i++) {
            Caller cleaner =
                    Caller.role(Place.AWS, "agents/cleaner", "clean-" + letters(i), since(-60));
            story.tell(60L * i, cleaner, AWS.createTable("work-" + i));
            story.tell(60L * i + 10, cleaner, AWS.deleteSnapshot(Aws.id("snap", 2 * i)));
            story.tell(60L * i + 20, cleaner, AWS.deleteSnapshot(Aws.id("snap", 2 * i + 1)));
            story.tell(60L * i + 30, cleaner, AWS.deleteTable("work-" + i));
        }
        Judgement judgement = Judgement.of(story);

        assertThat(judgement.decisions).as(judgement.told()).isEmpty();
    }

    /** The same in the other order of arrival, and as the records arrive instead of sorted. */
    @Test
    void whoIsStoppedDoesNotDependOnTheOrderOfASecond() {
        Story story = new Story("swarm-simultaneous", Variant.POLICY);
        useInstances(story, 60);
        for (int i = 0; i < 60; i++) {
            story.tell(
                    i / 15,
                    hand(Hands.KNOWN_AGENTS, i % 15, i / 15),
                    AWS.terminateInstances(List.of(Aws.id("i", i))));
        }
        List<Story.Line> lines = new ArrayList<>(story.lines());
        Judgement inOrder = Judgement.asTheyArrive(lines, story.policy());
        Collections.reverse(lines.subList(60, 120));
        Judgement reversed = Judgement.asTheyArrive(lines, story.policy());

        assertThat(agentsOf(reversed)).isEqualTo(agentsOf(inOrder)).hasSize(15);
    }

    private static TreeSet<String> agentsOf(Judgement judgement) {
        return new TreeSet<>(judgement.trips().stream().map(Decision::agent).toList());
    }
}
