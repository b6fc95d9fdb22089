package io.fusewire.enforcer;

import io.fusewire.actions.page.PagerSettings;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.WriteResult;
import io.fusewire.core.delivery.DeliveryResult.Again;
import io.fusewire.core.delivery.DeliveryResult.Delivered;
import io.fusewire.core.event.Outcome;
import io.fusewire.testing.SavepointArchive;

import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Makes a savepoint of the job of today's state types. It is run once for each release, by hand
 * over the test class path; what an earlier release left is never made anew.
 */
final class TestingSavepoint {

    /** When the savepoint is taken. */
    static final Instant MOMENT = Instant.parse("2026-09-21T14:30:00Z");

    private static final Instant START = MOMENT.minusSeconds(240);

    /** Trips of the last five minutes that are revoked; one more has come. */
    private static final int ADMITTED = 9;

    /** For answers: the tests give them when they see fit, however long that takes. */
    private static final int TIMEOUT_MILLIS = 3_600_000;

    static final EnforcerSettings SETTINGS =
            new EnforcerSettings(
                    null,
                    List.of(),
                    false,
                    1_000,
                    1_000,
                    10,
                    TIMEOUT_MILLIS,
                    900_000,
                    60_000,
                    ADMITTED,
                    20,
                    300_000);

    static final PagingSettings PAGING =
            new PagingSettings(
                    new PagerSettings(
                            List.of("alertmanager", "webhook"),
                            false,
                            TIMEOUT_MILLIS,
                            1_000,
                            1_000,
                            100,
                            PagerSettings.PAGERDUTY_URL,
                            null,
                            "https://alerts.example",
                            null,
                            null,
                            60_000,
                            3_600_000,
                            "https://hooks.example/x",
                            "no-file"),
                    false,
                    3_600_000,
                    "https://runbooks.example/fusewire",
                    false);

    /** The key that a trip of {@link #user} sets inactive. */
    static final String KEY = "AKIAIOSFODNN7EXAMPLE";

    static final String USER = "arn:aws:iam::" + Said.ACCOUNT + ":user/robot";

    private TestingSavepoint() {}

    /** Writes the savepoint of a release into the file that the argument names. */
    public static void main(String[] arguments) throws Exception {
        try (TestingChain chain =
                TestingChain.open(SETTINGS, PAGING, new HashMapStateBackend(), Map.of(), START)) {
            tell(chain);
            new SavepointArchive(chain.savepoint(), chain.content()).write(Path.of(arguments[0]));
        }
    }

    private static void tell(TestingChain chain) throws Exception {
        whatIsProvenAndCameBack(chain);
        otherHolders(chain);
        whatPeopleHaveEnded(chain);
        whatRevokesNothing(chain);
        chain.until(MOMENT.minusSeconds(50));
        chain.answerWrites();
        while (!chain.receivers.underWay().isEmpty()) {
            chain.answerMessages(new Delivered(202));
        }
        whatIsUnderWay(chain);
    }

    /** Proven, and repaired after somebody had taken the policy away. */
    private static void whatIsProvenAndCameBack(TestingChain chain) throws Exception {
        trip(chain, "d-proven", "Coder", START);
        chain.breaker(Said.breaker("Coder", "ci-1", BreakerState.OPEN, "d-proven", START));
        chain.answerWrites();
        pass(chain, 5);
        chain.observed(observation("d-proven", "Coder", Outcome.DENIED, START.plusSeconds(4)));
        for (String call : Said.sabotage("d-proven", "Coder", "ci-2", START.plusSeconds(6))) {
            chain.observed(call);
        }
        pass(chain, 10);
        chain.answerMessages(new Delivered(202));
        chain.aws.account().documents.remove(Said.role("Coder"));
        pass(chain, 90);
    }

    /** A user's key; a person's own session beside the agent's; the account's root. */
    private static void otherHolders(TestingChain chain) throws Exception {
        Instant at = START.plusSeconds(91);
        String key = "key:AIDAROBOT/" + KEY;
        chain.decided(
                trip("d-user", "Robot", at)
                        .replace(Said.session("Robot", "ci-1"), key)
                        .replace(Said.role("Robot"), USER),
                at);
        String person = "role:AROASHARED:ci-1@2026-09-21T12:00:00Z";
        chain.decided(
                trip("d-spared", "Shared", at)
                        .replace("\"mode\"", "\"namesakes\":[\"%s\"],\"mode\"".formatted(person)),
                at);
        chain.decided(
                trip("d-root", "Root", at)
                        .replace(
                                Said.session("Root", "ci-1"),
                                "root:" + Said.ACCOUNT + "@2026-09-21T13:00:00Z")
                        .replace(Said.role("Root"), "arn:aws:iam::" + Said.ACCOUNT + ":root"),
                at);
        chain.answerWrites();
        pass(chain, 95);
    }

    private static void whatPeopleHaveEnded(TestingChain chain) throws Exception {
        Instant at = START.plusSeconds(96);
        trip(chain, "d-probation", "Tester", at);
        trip(chain, "d-over", "Helper", at);
        chain.answerWrites();
        pass(chain, 100);
        chain.breaker(
                Said.breaker("Tester", "ci-1", BreakerState.HALF_OPEN, null, at.plusSeconds(4)));
        chain.breaker(Said.breaker("Helper", "ci-1", BreakerState.CLOSED, null, at.plusSeconds(4)));
        chain.answerWrites();
        pass(chain, 105);
    }

    private static void whatRevokesNothing(TestingChain chain) throws Exception {
        Instant at = START.plusSeconds(106);
        chain.decided(Said.trip("d-shadow", "SHADOW", "Watched", "ci-1", at), at);
        Instant earlier = START.minusSeconds(7_200);
        chain.decided(trip("d-late", "Sleeper", earlier), earlier);
        chain.decided(
                trip("a-1", "Person", at).replace("\"type\":\"TRIP\"", "\"type\":\"ALERT\""), at);
        chain.breaker(Said.breaker("Held", "ci-1", BreakerState.FORCED_OPEN, null, at));
        pass(chain, 110);
    }

    /** A pause, a write and messages, and changes that nobody was told of yet. */
    private static void whatIsUnderWay(TestingChain chain) throws Exception {
        Instant at = MOMENT.minusSeconds(5);
        chain.until(at);
        trip(chain, "d-asked", "Deployer", at);
        trip(chain, "d-tenth", "Builder", at);
        chain.until(MOMENT.minusSeconds(3));
        chain.answerMessages(new Again("no answer.", 0));
        chain.until(MOMENT.minusSeconds(1));
        List<String> calls = Said.sabotage("d-asked", "Deployer", "ci-1", at.plusSeconds(1));
        chain.observed(calls.get(0));
        chain.until(MOMENT);
        chain.observed(calls.get(1));
        chain.aws.account().nextAnswers.add(new WriteResult.Unconfirmed("throttled."));
        trip(chain, "d-again", "Cleaner", MOMENT);
        chain.answerWrite(Said.role("Cleaner"));
        trip(chain, "d-held", "Flooder", MOMENT);
    }

    private static void trip(TestingChain chain, String decision, String role, Instant at)
            throws Exception {
        chain.decided(trip(decision, role, at), at.plusMillis(400));
    }

    /** A trip of the agent of that role, as full of fields as a topic may have it. */
    static String trip(String decision, String role, Instant at) {
        return Said.trip(decision, role, "ci-1", at)
                .replace(
                        "\"resources\":[]",
                        """
                        "agentClass":"coder","principalArn":"%s","score":85.5,"limit":64,\
                        "reasons":["fuse:burst-cap"],"resourcesLost":3,"resourcesLostAtLeast":true,\
                        "resources":[{"type":"AWS::CloudFormation::Stack","id":"web"}],\
                        "trails":[{"call":"StopLogging","id":"org","region":"eu-west-1",\
                        "eventId":"e-0"}],"executions":["%s"],"eventIds":["e-0","e"],\
                        "policy":"p-1","priors":"shipped","explanation":"It destroyed three."\
                        """
                                .formatted(Said.role(role), Said.EXECUTION));
    }

    static String observation(String decision, String role, Outcome outcome, Instant at) {
        return Said.observation(decision, role, "ci-1", outcome, at);
    }

    private static void pass(TestingChain chain, long seconds) throws Exception {
        chain.until(START.plusSeconds(seconds));
        chain.answerWrites();
    }
}
