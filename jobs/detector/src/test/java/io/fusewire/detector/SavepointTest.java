package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Refusal;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.detector.AccountStoreContractTest.Backend;
import io.fusewire.detector.scenario.SavedStory;
import io.fusewire.testing.SavepointArchive;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the live job kept when a release was made is understood by today's. See "Upgrades" in the
 * module's README before changing what these tests hold.
 */
class SavepointTest {

    private static final SavepointArchive SAVED = SavepointArchive.of("0.1.0", SavepointTest.class);
    private static final Instant NOW = SavedStory.moment().plusSeconds(1);
    private static final String STACKS_CALLER =
            "aws-cn:444455556666:role/OperatorRole/kim@example.com:agent";
    private static final String ROGUE = "aws:222233334444:role/rogue/job-#";
    private static final String MONITOR = "aws:111122223333:role/Monitor/monitor";

    @ParameterizedTest
    @EnumSource(Backend.class)
    void noFieldOfAnyStateIsLost(Backend backend) throws Exception {
        try (TestingChain chain = restored(backend)) {
            SortedSet<String> lost = new TreeSet<>(SAVED.content());
            lost.removeAll(StateContent.of(chain));

            assertThat(lost.stream().limit(20)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whatWasSeenIsNotSeenAgain(Backend backend) throws Exception {
        try (TestingChain chain = restored(backend)) {
            for (String record : SavedStory.before()) {
                chain.read(record);
            }

            assertThat(chain.viewed).as("all of them duplicates").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void anAccountRemembersItsResourcesAndWhoEndsAStack(Backend backend) throws Exception {
        try (TestingChain chain = restored(backend)) {
            readOn(chain);

            assertThat(standingAtItsEnd("persons", chain))
                    .satisfies(
                            table -> {
                                assertThat(table.foreign()).isTrue();
                                assertThat(table.origin()).isEqualTo(Origin.HUMAN);
                                assertThat(table.createdAtMillis())
                                        .isEqualTo(SavedStory.moment().toEpochMilli() - 3_080_000);
                            });
            assertThat(standingAtItsEnd("own-1", chain).alreadyDestroyed()).isTrue();
            assertThat(chain.viewed)
                    .filteredOn(input -> input.event().chargedAgent().equals(STACKS_CALLER))
                    .as("its children that came after the savepoint")
                    .hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void anAgentsIncidentAndItsCountsGoOn(Backend backend) throws Exception {
        try (TestingChain chain = restored(backend)) {
            readOn(chain);

            assertThat(tripped(chain))
                    .as("whose breaker is open does not trip again; the others had not yet")
                    .containsExactlyInAnyOrder(ROGUE, TestingSavepoint.agent("cleaner"));
            assertThat(TestingSavepoint.tripOf(ROGUE, chain.decisions()).resourcesLost())
                    .as("with what it destroyed before the savepoint")
                    .isEqualTo(SavedStory.SERVICES_BEFORE + readUntilTrip(chain));
            assertThat(
                            TestingSavepoint.tripOf(
                                            TestingSavepoint.agent("cleaner"), chain.decisions())
                                    .resourcesLost())
                    .as("the approval covered the others")
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whatPeopleSaidStillCounts(Backend backend) throws Exception {
        try (TestingChain chain = restored(backend)) {
            chain.say(TestingSavepoint.hold("m-4", "unlucky", NOW), NOW);
            assertThat(TestingChain.side(chain.control, DetectorTopology.DEAD_LETTERS))
                    .extracting(DeadLetter::reason)
                    .singleElement()
                    .asString()
                    .startsWith("control message: replayed: ");

            chain.say(
                    TestingSavepoint.legitimate("m-6", TestingSavepoint.RUNNER, judged(), NOW),
                    NOW);
            assertThat(TestingChain.side(chain.guard, DetectorTopology.REFUSALS))
                    .extracting(Refusal::reason)
                    .singleElement()
                    .asString()
                    .endsWith("has been judged already");

            chain.say(TestingSavepoint.activate("m-7", NOW), NOW);
            readOn(chain);
            assertThat(chain.decisions())
                    .as("the version that was on trial")
                    .isNotEmpty()
                    .extracting(Decision::policyId)
                    .containsOnly(TestingSavepoint.STAGED_ID);
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void theSilentAreForgottenButForOpenBreakers(Backend backend) throws Exception {
        try (TestingChain chain = restored(backend)) {
            chain.guard.setProcessingTime(Duration.ofDays(500).toMillis());

            assertThat(StateContent.of(chain))
                    .noneMatch(line -> line.startsWith("guard agent " + MONITOR))
                    .anyMatch(
                            line ->
                                    line.equals(
                                            "guard agent "
                                                    + TestingSavepoint.agent("builder")
                                                    + ".breaker = FORCED_OPEN"));
        }
    }

    private static TestingChain restored(Backend backend) throws Exception {
        return TestingChain.open(TestingSavepoint.SETTINGS, backend.open(), SAVED.operators());
    }

    private static void readOn(TestingChain chain) throws Exception {
        for (String record : SavedStory.after()) {
            chain.read(record);
        }
    }

    private static ResourceStanding standingAtItsEnd(String table, TestingChain chain) {
        return chain.viewed.stream()
                .map(GuardInput::event)
                .filter(event -> event.event().eventName().equals("DeleteTable"))
                .map(AccountEvent::standings)
                .flatMap(List::stream)
                .filter(standing -> standing.resource().id().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** Services that the rogue had destroyed since the savepoint when it tripped. */
    private static int readUntilTrip(TestingChain chain) {
        long tripMillis = TestingSavepoint.tripOf(ROGUE, chain.decisions()).atMillis();
        return (int)
                chain.viewed.stream()
                        .map(GuardInput::event)
                        .filter(event -> event.chargedAgent().equals(ROGUE))
                        .filter(event -> event.event().eventTimeMillis() <= tripMillis)
                        .count();
    }

    private static List<String> tripped(TestingChain chain) {
        return chain.decisions().stream()
                .filter(decision -> decision.type() == Decision.Type.TRIP)
                .map(Decision::agent)
                .toList();
    }

    /** The decision that a person has called legitimate. */
    private static String judged() {
        String field = "guard agent " + TestingSavepoint.RUNNER + ".judgedDecisionId = ";
        return SAVED.content().stream()
                .filter(line -> line.startsWith(field))
                .findFirst()
                .orElseThrow()
                .substring(field.length());
    }
}
