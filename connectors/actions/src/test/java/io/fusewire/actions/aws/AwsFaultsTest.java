package io.fusewire.actions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.containment.PolicyHolder;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.TargetLedger;
import io.fusewire.core.containment.WriteRequest;
import io.fusewire.core.containment.WriteResult;
import io.fusewire.core.containment.WriteResult.Confirmed;
import io.fusewire.standin.Faults;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Whatever goes wrong, nothing is confirmed that does not stand there, and asking again ends well.
 */
class AwsFaultsTest {

    private static final int TRIES_MAX = 2_000;

    private static final String LOGS =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Logs\",\"Effect\":\"Allow\","
                    + "\"Action\":\"logs:*\",\"Resource\":\"*\"}]}";

    private static Faults faults(Faults.Kind main) {
        Faults faults = Faults.NONE;
        for (Faults.Kind kind : Faults.Kind.values()) {
            double share = kind == main ? 0.3 : 0.02;
            faults = faults.with(kind, kind == Faults.Kind.HANG ? share / 4 : share);
        }
        return faults;
    }

    private static void writeUntilConfirmed(AwsScene scene, WriteRequest request, String expected) {
        String name = request.target().arn();
        String place =
                request.target().holder() == PolicyHolder.MANAGED_POLICY
                        ? name
                        : name + " policy FusewireBreaker";
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

    private static AwsScene scene(long seed) throws IOException {
        AwsScene scene = new AwsScene("aws", seed);
        scene.values.put("aws.call-timeout", "PT0.25S");
        scene.values.put("aws.write-timeout", "PT2S");
        scene.restart();
        return scene;
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
}
