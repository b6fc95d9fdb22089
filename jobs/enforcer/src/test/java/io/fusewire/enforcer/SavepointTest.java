package io.fusewire.enforcer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.Claim;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.WriteRequest;
import io.fusewire.core.delivery.DeliveryResult.Delivered;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.delivery.Message.Stand;
import io.fusewire.core.event.Outcome;
import io.fusewire.testing.SavepointArchive;

import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the job kept when a release was made is understood by today's. See "Upgrades" in the
 * module's README before changing what these tests hold.
 */
class SavepointTest {

    private static final SavepointArchive SAVED = SavepointArchive.of("0.1.0", SavepointTest.class);
    private static final Instant MOMENT = TestingSavepoint.MOMENT;
    private static final ObjectMapper JSON = new ObjectMapper();

    enum Backend {
        HEAP,
        ROCKSDB;

        StateBackend open() {
            return switch (this) {
                case HEAP -> new HashMapStateBackend();
                case ROCKSDB -> new EmbeddedRocksDBStateBackend();
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void noFieldOfAnyStateIsLost(Backend backend) throws Exception {
        try (TestingChain chain = restored(backend)) {
            SortedSet<String> lost = new TreeSet<>(SAVED.content());
            lost.removeAll(chain.content());

            assertThat(lost.stream().limit(20)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aWriteUnderWayIsAskedAgainAndAPauseEnds(Backend backend) throws Exception {
        try (TestingChain chain = resumed(backend)) {
            assertThat(asked(chain)).contains(Said.role("Deployer"), Said.role("Builder"));
            chain.answerWrites();
            chain.until(MOMENT.plusSeconds(2));
            chain.answerWrites();

            assertThat(claims("d-asked", chain)).containsExactly(Claim.WRITTEN);
            assertThat(claims("d-again", chain)).containsExactly(Claim.WRITTEN);
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whatWasWrittenIsStillProvenCheckedAndTakenBack(Backend backend) throws Exception {
        try (TestingChain chain = resumed(backend)) {
            chain.observed(
                    TestingSavepoint.observation(
                            "d-spared", "Shared", Outcome.DENIED, MOMENT.plusSeconds(1)));
            assertThat(claims("d-spared", chain)).containsExactly(Claim.PROVEN);

            chain.answerWrites();
            chain.aws.account().asked.clear();
            chain.until(MOMENT.plusSeconds(61));
            assertThat(asked(chain))
                    .as("each is read again")
                    .contains(
                            Said.role("Coder"),
                            Said.role("Shared"),
                            Said.role("Tester"),
                            TestingSavepoint.USER);
            chain.answerWrites();

            close("Robot", chain);
            assertThat(last(TestingSavepoint.USER, chain).keysToEnable())
                    .containsExactly(TestingSavepoint.KEY);
            close("Coder", chain);
            assertThat(last(Said.role("Coder"), chain).ledger().isEmpty()).isTrue();
            close("Tester", chain);
            assertThat(chain.outcomes)
                    .filteredOn(outcome -> outcome.claim() == Claim.LIFTED)
                    .extracting(outcome -> outcome.tripCase().decisionId())
                    .as("the session that it came back in, too")
                    .containsExactly("d-user", "d-proven", "d-proven", "d-probation");
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void tripsAreCountedOnAndWhatWasHeldBackWaitsForAPerson(Backend backend) throws Exception {
        try (TestingChain chain = resumed(backend)) {
            decided("d-held", "Flooder", MOMENT, chain);
            assertThat(claims("d-held", chain)).as("nothing that is new").isEmpty();
            decided("d-more", "Newcomer", MOMENT, chain);
            assertThat(claims("d-more", chain)).containsExactly(Claim.HELD_BACK);
            decided("d-later", "Latecomer", MOMENT.plusSeconds(600), chain);
            assertThat(claims("d-later", chain)).containsExactly(Claim.REQUESTED);

            said("Flooder", BreakerState.FORCED_OPEN, "d-held", chain);
            assertThat(claims("d-held", chain)).containsExactly(Claim.REQUESTED);
            said("Sleeper", BreakerState.OPEN, "d-late", chain);
            assertThat(claims("d-late", chain)).as("it waited").containsExactly(Claim.REQUESTED);
            decided("d-over", "Helper", MOMENT.minusSeconds(144), chain);
            assertThat(claims("d-over", chain)).as("over for good").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aPageGoesOnWithItsRecord(Backend backend) throws Exception {
        try (TestingChain chain = resumed(backend)) {
            chain.until(MOMENT.plusSeconds(2));

            Message page = lastPage("d-asked", chain);
            assertThat(page.body())
                    .contains("aws cloudtrail start-logging --name org --region eu-west-1")
                    .contains("stop-execution --execution-arn " + Said.EXECUTION);
            String chainOf = "agent " + Said.agent("Deployer/ci-1");
            List<JsonNode> records = new ArrayList<>();
            for (String record : chain.records) {
                JsonNode json = JSON.readTree(record);
                if (json.path("chain").asText().equals(chainOf)) {
                    records.add(json);
                }
            }
            assertThat(records.get(0).path("previousHash").asText())
                    .isEqualTo(saved("keep-incidents chain " + chainOf + ".hash"));
            assertThat(records.get(0).path("sequence").asText())
                    .isEqualTo(
                            String.valueOf(
                                    1
                                            + Long.parseLong(
                                                    saved(
                                                            "keep-incidents chain "
                                                                    + chainOf
                                                                    + ".sequence"))));
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void messagesAreSentAgainInTheirOrderUntilTheyArrive(Backend backend) throws Exception {
        try (TestingChain chain = resumed(backend)) {
            String stored = "deliver-messages delivery webhook d-asked.";
            assertThat(sent(chain)).contains(saved(stored + "underWay.id"));
            assertThat(sent(chain)).doesNotContain(saved(stored + "waiting[0].id"));

            chain.answerMessages(new Delivered(202));

            assertThat(sent(chain)).contains(saved(stored + "waiting[0].id"));
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whatStandsOpenIsSaidAgainWhenItsTimeComes(Backend backend) throws Exception {
        try (TestingChain chain = resumed(backend)) {
            String standing = saved("deliver-messages delivery alertmanager d-proven.standing.id");
            assertThat(sent(chain)).doesNotContain(standing);

            chain.until(MOMENT.plusSeconds(10));

            assertThat(sent(chain)).contains(standing);
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aPageThatNoResetClosesEndsInItsTime(Backend backend) throws Exception {
        try (TestingChain chain = resumed(backend)) {
            chain.until(MOMENT.plusSeconds(3_590));

            assertThat(chain.messages)
                    .filteredOn(message -> message.stand() == Stand.CLOSED)
                    .extracting(Message::key)
                    .contains("a-1")
                    .doesNotContain("d-proven");
        }
    }

    private static TestingChain restored(Backend backend) throws Exception {
        return TestingChain.open(
                TestingSavepoint.SETTINGS,
                TestingSavepoint.PAGING,
                backend.open(),
                SAVED.operators(),
                MOMENT);
    }

    private static TestingChain resumed(Backend backend) throws Exception {
        TestingChain chain = restored(backend);
        chain.resume();
        return chain;
    }

    /** A value that was saved. */
    private static String saved(String field) {
        String start = field + " = ";
        return SAVED.content().stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was saved of " + field))
                .substring(start.length());
    }

    private static void decided(String decision, String role, Instant at, TestingChain chain)
            throws Exception {
        chain.decided(TestingSavepoint.trip(decision, role, at), at);
    }

    private static void close(String role, TestingChain chain) throws Exception {
        said(role, BreakerState.CLOSED, null, chain);
        chain.answerWrites();
    }

    private static void said(String role, BreakerState state, String decision, TestingChain chain)
            throws Exception {
        chain.breaker(Said.breaker(role, "ci-1", state, decision, MOMENT.plusSeconds(62)));
    }

    private static List<String> asked(TestingChain chain) {
        return chain.aws.account().asked.stream().map(request -> request.target().arn()).toList();
    }

    private static WriteRequest last(String arn, TestingChain chain) {
        List<WriteRequest> requests =
                chain.aws.account().asked.stream()
                        .filter(request -> request.target().arn().equals(arn))
                        .toList();
        return requests.get(requests.size() - 1);
    }

    private static List<Claim> claims(String decision, TestingChain chain) {
        return chain.outcomes.stream()
                .filter(outcome -> outcome.tripCase().decisionId().equals(decision))
                .map(ContainmentOutcome::claim)
                .toList();
    }

    private static List<String> sent(TestingChain chain) {
        return chain.receivers.underWay().stream().map(call -> call.message().id()).toList();
    }

    private static Message lastPage(String key, TestingChain chain) {
        List<Message> pages =
                chain.messages.stream()
                        .filter(message -> message.receiver().equals("webhook"))
                        .filter(message -> message.key().equals(key))
                        .toList();
        return pages.get(pages.size() - 1);
    }
}
