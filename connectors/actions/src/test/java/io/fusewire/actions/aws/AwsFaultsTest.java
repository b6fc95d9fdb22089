package io.fusewire.actions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.containment.CallMade;
import io.fusewire.core.containment.PolicyHolder;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.TargetLedger;
import io.fusewire.core.containment.WriteRequest;
import io.fusewire.core.containment.WriteResult;
import io.fusewire.core.containment.WriteResult.Confirmed;
import io.fusewire.core.containment.WriteResult.Unconfirmed;
import io.fusewire.standin.Call;
import io.fusewire.standin.Faults;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Whatever goes wrong, nothing is confirmed that does not stand there, and asking again ends well.
 */
class AwsFaultsTest {

    private static final int TRIES_MAX = 2_000;

    private static final int THROTTLED_SEEDS = 8;

    /** As IAM and STS word it, and as Organizations does. */
    private static final Set<String> THROTTLING =
            Set.of("Throttling HTTP 400", "TooManyRequestsException HTTP 400");

    /** Many times what a write may take. */
    private static final int HANG_SECONDS = 60;

    private static final String LOGS =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Logs\",\"Effect\":\"Allow\","
                    + "\"Action\":\"logs:*\",\"Resource\":\"*\"}]}";

    private static Faults faults(Faults.Kind main) {
        Faults faults = Faults.NONE;
        for (Faults.Kind kind : Faults.Kind.values()) {
            double share = kind == main ? 0.3 : 0.02;
            // A request that hangs costs the time of a call.
            faults = faults.with(kind, kind == Faults.Kind.HANG ? share / 16 : share);
        }
        return faults;
    }

    private static void writeUntilConfirmed(AwsScene scene, WriteRequest request, String expected) {
        String name = request.target().arn();
        writeUntilConfirmed(
                scene,
                request,
                request.target().holder() == PolicyHolder.MANAGED_POLICY
                        ? name
                        : name + " policy FusewireBreaker",
                expected);
    }

    private static void writeUntilConfirmed(
            AwsScene scene, WriteRequest request, String place, String expected) {
        String name = request.target().arn();
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            WriteResult result = scene.write(request);
            assertThat(result).isNotInstanceOf(WriteResult.Refused.class);
            if (result instanceof Confirmed) {
                assertThat(scene.aws.documents().get(place))
                        .as("confirmed after %d tries", tries)
                        .isEqualTo(expected);
                for (String key : request.keysToDisable()) {
                    assertThat(scene.aws.documents())
                            .containsEntry(name + " key " + key, "Inactive");
                }
                for (String key : request.keysToEnable()) {
                    assertThat(scene.aws.documents()).containsEntry(name + " key " + key, "Active");
                }
                return;
            }
        }
        throw new AssertionError("not confirmed in " + TRIES_MAX + " tries");
    }

    /** With times in which a machine answers that others keep busy. */
    private static AwsScene scene(long seed) throws IOException {
        return scene(seed, "PT1S", "PT8S");
    }

    private static AwsScene scene(long seed, String callTimeout, String writeTimeout)
            throws IOException {
        AwsScene scene = new AwsScene("aws", seed);
        scene.values.put("aws.call-timeout", callTimeout);
        scene.values.put("aws.write-timeout", writeTimeout);
        scene.restart();
        return scene;
    }

    /**
     * Half of all requests throttled, and nothing else: each refusal is counted in the result of
     * the write that met it, with no call more or less than AWS saw.
     */
    @Example
    void ofAWriteOfWhichHalfTheCallsAreThrottledEveryCallIsCounted() throws Exception {
        long throttled = 0;
        for (long seed = 1; seed <= THROTTLED_SEEDS; seed++) {
            // Nothing hangs here: a timeout could only come from a slow machine.
            try (AwsScene scene = scene(seed, "PT10S", "PT1M")) {
                throttled += throttledCalls(scene);
            }
        }
        assertThat(throttled).as("throttled calls").isGreaterThan(THROTTLED_SEEDS);
    }

    private static long throttledCalls(AwsScene scene) throws Exception {
        String coder = scene.arn("role/agents/coder");
        String ci = scene.arn("user/agents/ci");
        scene.aws.addRole(coder, "AROACODER");
        scene.aws.addUser(ci, "AIDACI");
        scene.aws.addAccessKey(ci, "AKIACI", true);
        scene.joinOrganization();
        String sso = scene.arn("role/AWSReservedSSO_Dev_0a1b");
        TargetLedger person = scene.ledger(sso, "AROASSO", List.of("mei"));
        String guard =
                scene.aws.putServiceControlPolicy(
                        AwsScene.ACCOUNT,
                        Target.POLICY_NAME,
                        AwsScene.empty(person.target()).pack().document().text(),
                        List.of(AwsScene.ACCOUNT));
        scene.aws.setFaults(Faults.NONE.with(Faults.Kind.THROTTLED, 0.5));
        int before = scene.aws.calls().size();
        TargetLedger role = scene.ledger(coder, "AROACODER", List.of("a", "b"));
        var user = scene.measure("ci", "key:AIDACI/AKIACI", ci);
        List<WriteResult> results = new ArrayList<>();
        results.addAll(
                written(
                        scene,
                        new WriteRequest(role.target(), role, Set.of(), Set.of()),
                        coder + " policy FusewireBreaker",
                        role.pack().document().text()));
        TargetLedger denied = AwsScene.of(user.target(), user.entry());
        results.addAll(
                written(
                        scene,
                        new WriteRequest(user.target(), denied, Set.of("AKIACI"), Set.of()),
                        ci + " policy FusewireBreaker",
                        denied.pack().document().text()));
        assertThat(scene.aws.documents()).containsEntry(ci + " key AKIACI", "Inactive");
        results.addAll(
                written(
                        scene,
                        new WriteRequest(person.target(), person, Set.of(), Set.of()),
                        guard,
                        person.pack().document().text()));

        List<Call> asked = scene.aws.calls();
        asked = asked.subList(before, asked.size());
        List<String> answers =
                results.stream().flatMap(r -> r.calls().stream()).map(CallMade::answer).toList();
        long throttled = answers.stream().filter(THROTTLING::contains).count();
        // A call whose session was not to be had fails by the refusal that STS gave.
        assertThat(asked.stream().filter(call -> call.answer().equals("THROTTLED")).count())
                .isEqualTo(throttled);
        assertThat(
                        asked.stream()
                                .filter(call -> !call.service().equals("sts"))
                                .filter(call -> !call.answer().equals("THROTTLED"))
                                .count())
                .isEqualTo(answers.size() - throttled);
        return throttled;
    }

    /** All results until the first that is confirmed. */
    private static List<WriteResult> written(
            AwsScene scene, WriteRequest request, String place, String expected) throws Exception {
        List<WriteResult> results = new ArrayList<>();
        while (results.size() < TRIES_MAX) {
            WriteResult result = scene.writer.write(request).get(HANG_SECONDS, TimeUnit.SECONDS);
            results.add(result);
            if (result instanceof Confirmed) {
                assertThat(scene.aws.documents()).containsEntry(place, expected);
                return results;
            }
            assertThat(result).isInstanceOf(Unconfirmed.class);
            String answer = result.calls().get(result.calls().size() - 1).answer();
            assertThat(answer).isIn(THROTTLING);
            assertThat(((Unconfirmed) result).reason()).contains(answer.split(" ")[0]);
        }
        throw new AssertionError("not confirmed in " + TRIES_MAX + " tries");
    }

    @Property(tries = 25)
    void aRolesPolicyEndsAsTheLastRequestSays(
            @ForAll long seed,
            @ForAll Faults.Kind main,
            @ForAll boolean hasOthersStatements,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 3) Integer> counts)
            throws IOException {
        try (AwsScene scene = scene(seed)) {
            String coder = scene.arn("role/agents/coder");
            scene.aws.addRole(coder, "AROACODER");
            List<String> kept = List.of();
            if (hasOthersStatements) {
                scene.aws.addInlinePolicy(coder, Target.POLICY_NAME, LOGS);
                kept = List.of(LOGS.substring(LOGS.indexOf("[{") + 1, LOGS.length() - 2));
            }
            scene.aws.setFaults(faults(main));
            for (int count : counts) {
                TargetLedger ledger =
                        count == 0
                                ? AwsScene.empty(new Target(PolicyHolder.ROLE, coder))
                                : scene.ledger(
                                        coder,
                                        "AROACODER",
                                        IntStream.range(0, count).mapToObj(n -> "a" + n).toList());
                var document = ledger.pack(0, kept).document();
                writeUntilConfirmed(
                        scene,
                        new WriteRequest(ledger.target(), ledger, Set.of(), Set.of()),
                        document.isEmpty() ? null : document.text());
            }
        }
    }

    @Property(tries = 15)
    void aUsersKeyAndPolicyEndAsTheLastRequestSays(
            @ForAll long seed,
            @ForAll Faults.Kind main,
            @ForAll @Size(min = 1, max = 4) List<Boolean> opens)
            throws IOException {
        try (AwsScene scene = scene(seed)) {
            String ci = scene.arn("user/agents/ci");
            scene.aws.addUser(ci, "AIDACI");
            scene.aws.addAccessKey(ci, "AKIACI", true);
            var deny = scene.measure("ci", "key:AIDACI/AKIACI", ci);
            scene.aws.setFaults(faults(main));
            for (boolean open : opens) {
                TargetLedger ledger =
                        open
                                ? AwsScene.of(deny.target(), deny.entry())
                                : AwsScene.empty(deny.target());
                Set<String> key = Set.of("AKIACI");
                writeUntilConfirmed(
                        scene,
                        new WriteRequest(
                                deny.target(),
                                ledger,
                                open ? key : Set.of(),
                                open ? Set.of() : key),
                        open ? ledger.pack().document().text() : null);
            }
        }
    }

    @Property(tries = 15)
    void aSharedPolicyEndsAsTheLastRequestSays(
            @ForAll long seed,
            @ForAll Faults.Kind main,
            @ForAll @Size(min = 1, max = 7) List<@IntRange(min = 0, max = 3) Integer> counts)
            throws IOException {
        try (AwsScene scene = scene(seed)) {
            String coder = scene.arn("role/agents/coder");
            scene.aws.addRole(coder, "AROACODER");
            Target shared =
                    new Target(
                            PolicyHolder.MANAGED_POLICY, scene.arn("policy/breaker/AgentBreaker"));
            TargetLedger none = AwsScene.empty(shared);
            scene.aws.addManagedPolicy(shared.arn(), none.pack().document().text(), List.of(coder));
            scene.aws.setFaults(faults(main));
            for (int count : counts) {
                TargetLedger ledger = none;
                for (int n = 0; n < count; n++) {
                    ledger =
                            ledger.with(
                                    scene.measure("a" + n, "role:AROACODER:a" + n + "@x", coder)
                                            .entry());
                }
                writeUntilConfirmed(
                        scene,
                        new WriteRequest(shared, ledger, Set.of(), Set.of()),
                        ledger.pack().document().text());
            }
        }
    }

    @Property(tries = 15)
    void aServiceControlPolicyEndsAsTheLastRequestSays(
            @ForAll long seed,
            @ForAll Faults.Kind main,
            @ForAll boolean hasOthersStatements,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 0, max = 3) Integer> counts)
            throws IOException {
        try (AwsScene scene = scene(seed)) {
            scene.joinOrganization();
            String role = scene.arn("role/AWSReservedSSO_Dev_0a1b");
            Target account = scene.ledger(role, "AROASSO", List.of("a")).target();
            TargetLedger none = AwsScene.empty(account);
            List<String> kept =
                    hasOthersStatements
                            ? List.of(LOGS.substring(LOGS.indexOf("[{") + 1, LOGS.length() - 2))
                            : List.of();
            String place =
                    scene.aws.putServiceControlPolicy(
                            AwsScene.ACCOUNT,
                            Target.POLICY_NAME,
                            none.pack(0, kept).document().text(),
                            List.of(AwsScene.ACCOUNT));
            scene.aws.setFaults(faults(main));
            for (int count : counts) {
                TargetLedger ledger =
                        count == 0
                                ? none
                                : scene.ledger(
                                        role,
                                        "AROASSO",
                                        IntStream.range(0, count).mapToObj(n -> "a" + n).toList());
                writeUntilConfirmed(
                        scene,
                        new WriteRequest(account, ledger, Set.of(), Set.of()),
                        place,
                        ledger.pack(0, kept).document().text());
            }
        }
    }
}
