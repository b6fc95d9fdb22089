package io.fusewire.detector;

import io.fusewire.control.SharedDocument;
import io.fusewire.control.SigningKey;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.detector.scenario.SavedStory;
import io.fusewire.testing.SavepointArchive;

import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Makes a savepoint of the live job of today's state types out of {@link SavedStory}. It is run
 * once for each release, by hand over the test class path; what an earlier release left is never
 * made anew.
 */
final class TestingSavepoint {

    /** Who may say what; nobody's key is kept, for a key of the same name will do. */
    static final DetectorSettings SETTINGS =
            settings(new ControlTrust(TestingKeys.file(), false), DetectorSettings.LIVE);

    /** On trial while the savepoint was taken. */
    static final String STAGED =
            SavedStory.POLICY
                    + "classes:\n"
                    + "  coder: { burstCap: 21, weekCap: 21, monthCap: 21, strikeCap: 21 }\n";

    /** From when priors hold that are known already. */
    private static final Instant NEVER_YET = Instant.parse("2038-01-01T00:00:00Z");

    static final String STAGED_ID = PolicyVersion.idOf(STAGED);

    static final String RUNNER = "aws-cn:444455556666:role/TerraformRunner/run-#";

    private TestingSavepoint() {}

    /** Key of an agent on a role of its own. */
    static String agent(String role) {
        return "aws:111122223333:role/" + role + "/job-#";
    }

    private static DetectorSettings settings(ControlTrust trust, DetectorSettings live) {
        return new DetectorSettings(
                live.execution(),
                live.policyText(),
                live.priorsText(),
                live.agentDaysPerFalseTrip(),
                trust,
                live.alwaysShadow(),
                live.recordBytesMax(),
                live.seenIdsMax(),
                live.resourcesMax(),
                live.agentRetentionMillis(),
                live.breakerStatesMax());
    }

    /** Writes the savepoint of a release into the file that the argument names. */
    public static void main(String[] arguments) throws Exception {
        try (TestingChain chain =
                TestingChain.open(SETTINGS, new HashMapStateBackend(), Map.of())) {
            tell(chain);
            new SavepointArchive(chain.savepoint(), StateContent.of(chain))
                    .write(Path.of(arguments[0]));
        }
    }

    private static void tell(TestingChain chain) throws Exception {
        Instant morning = SavedStory.moment().minusSeconds(20 * 86_400);
        chain.say(policy("m-1", SavedStory.POLICY, morning, false), morning);
        chain.say(policy("m-2", STAGED, morning, true), morning);
        chain.say(priors("m-0", NEVER_YET), morning);
        chain.say(approval("m-3"), SavedStory.moment().minusSeconds(3_600));
        List<String> records = SavedStory.before();
        for (String record : records) {
            chain.read(record);
        }
        Instant now = SavedStory.moment();
        chain.say(hold("m-4", "builder", now), now);
        chain.say(legitimate("m-5", tripOf(RUNNER, chain.decisions()), now), now);
    }

    static Decision tripOf(String agent, List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.agent().equals(agent))
                .filter(decision -> decision.type() == Decision.Type.TRIP)
                .findFirst()
                .orElseThrow(() -> new AssertionError(agent + " has not tripped"));
    }

    private static String policy(String id, String text, Instant at, boolean isStaged) {
        return signed(
                TestingKeys.POL,
                "{\"type\":\"policy\",\"effectiveFrom\":\"%s\",\"text\":\"%s\"%s"
                        .formatted(at, escaped(text), isStaged ? ",\"stage\":true" : ""),
                id,
                at);
    }

    private static String priors(String id, Instant from) {
        return signed(
                TestingKeys.POL,
                "{\"type\":\"priors\",\"effectiveFrom\":\"%s\",\"text\":\"%s\""
                        .formatted(from, escaped(TestingPriors.text())),
                id,
                SavedStory.moment().minusSeconds(20 * 86_400));
    }

    private static String escaped(String text) {
        return text.replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String approval(String id) throws Exception {
        Instant from = SavedStory.moment().minusSeconds(3_600);
        return SharedDocument.begin(
                        ("{\"type\":\"approval\",\"id\":\"CHG-17\",\"agent\":\"*:role/cleaner/*\","
                                        + "\"effects\":[\"DESTROY\"],\"resources\":[\"approved-*\"],"
                                        + "\"count\":%d,\"notBefore\":\"%s\",\"expiry\":\"%s\","
                                        + "\"ticket\":\"T\",\"jti\":\"%s\",\"iat\":%d}")
                                .formatted(
                                        SavedStory.APPROVED_TABLES,
                                        from,
                                        from.plusSeconds(86_400),
                                        id,
                                        from.getEpochSecond()),
                        TestingKeys.LEE)
                .countersign(TestingKeys.ANN)
                .text();
    }

    static String hold(String id, String agent, Instant at) {
        return signed(
                TestingKeys.LEE,
                "{\"type\":\"hold\",\"agent\":\"%s\"".formatted(agent(agent)),
                id,
                at);
    }

    static String legitimate(String id, Decision trip, Instant at) {
        return legitimate(id, trip.agent(), trip.decisionId(), at);
    }

    static String legitimate(String id, String agent, String decision, Instant at) {
        return signed(
                TestingKeys.LEE,
                "{\"type\":\"verdict\",\"agent\":\"%s\",\"decisionId\":\"%s\",\"verdict\":\"legitimate\""
                        .formatted(agent, decision),
                id,
                at);
    }

    /** Lets hold what is on trial. */
    static String activate(String id, Instant at) {
        return signed(
                TestingKeys.POL,
                "{\"type\":\"activate\",\"version\":\"%s\"".formatted(STAGED_ID),
                id,
                at);
    }

    private static String signed(SigningKey key, String statement, String id, Instant at) {
        return key.sign(
                statement + ",\"jti\":\"%s\",\"iat\":%d}".formatted(id, at.getEpochSecond()));
    }
}
