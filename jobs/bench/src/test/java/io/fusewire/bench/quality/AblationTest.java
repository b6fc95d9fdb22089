package io.fusewire.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.bench.quality.peers.Act;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.detection.AgentState;
import io.fusewire.core.event.Effect;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.policy.Policy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

final class AblationTest {

    private static final Training NOTHING_LEARNED = new Training(Priors.NONE);

    /** So that no ladder can speak. */
    private static final double NEVER = 1e15;

    /** So that nearly any harm speaks on the ladders. */
    private static final double AT_ONCE = 1;

    private static final AccountEvent DELETION = Act.deletion(100).event();

    /** A deletion of what a person made at a known time and an agent then let lapse. */
    private static AccountEvent telling() {
        ResourceStanding known = DELETION.standings().get(0);
        return withStanding(
                new ResourceStanding(
                        known.resource(),
                        true,
                        true,
                        false,
                        Origin.HUMAN,
                        "somebody",
                        1_000,
                        Liveness.LIVE,
                        List.of("somebody else")));
    }

    private static AccountEvent withStanding(ResourceStanding standing) {
        return new AccountEvent(
                DELETION.type(),
                DELETION.event(),
                DELETION.chargedAgent(),
                DELETION.chargedKind(),
                DELETION.chargedClass(),
                DELETION.chargedMode(),
                DELETION.chargedBreakGlass(),
                DELETION.chargedSession(),
                DELETION.sharedSession(),
                List.of(),
                DELETION.cascadeRoot(),
                DELETION.cascadeGuessed(),
                DELETION.knownChildren(),
                DELETION.environmentLive(),
                DELETION.environment(),
                DELETION.environmentSinceMillis(),
                List.of(standing),
                DELETION.recreations(),
                DELETION.withdrawnEventId(),
                DELETION.withdrawnResource(),
                DELETION.swarm(),
                DELETION.issuedBy());
    }

    private static ResourceStanding seenWithout(Ablation part) {
        return part.seen(telling()).standings().get(0);
    }

    private static boolean trips(Ablation without, double budget, AccountEvent event) {
        return new FusewireDetector(NOTHING_LEARNED, Policy.DEFAULT, budget, false, without)
                        .score(event)
                > 0;
    }

    @Test
    void withoutLivenessOnlyLivenessIsHidden() {
        ResourceStanding seen = seenWithout(Ablation.LIVENESS);

        assertThat(seen.liveness()).isEqualTo(Liveness.UNOBSERVABLE);
        assertThat(seen)
                .usingRecursiveComparison()
                .ignoringFields("liveness")
                .isEqualTo(telling().standings().get(0));
    }

    @Test
    void withoutOriginOnlyTheMakerIsHidden() {
        ResourceStanding seen = seenWithout(Ablation.ORIGIN);

        assertThat(seen.origin()).isEqualTo(Origin.UNKNOWN);
        assertThat(seen.lapsed()).isFalse();
        assertThat(seen.foreign()).isTrue();
        assertThat(seen.createdAtMillis()).isEqualTo(1_000);
        assertThat(seen.liveness()).isEqualTo(Liveness.LIVE);
    }

    @Test
    void withoutAgeOnlyTheTimeOfCreationIsHidden() {
        ResourceStanding seen = seenWithout(Ablation.AGE);

        assertThat(seen.createdAtMillis()).isEqualTo(ResourceStanding.CREATION_UNKNOWN);
        assertThat(seen)
                .usingRecursiveComparison()
                .ignoringFields("createdAtMillis")
                .isEqualTo(telling().standings().get(0));
    }

    @Test
    void withoutBlastEveryEnvironmentIsNew() {
        assertThat(Ablation.BLAST.seen(DELETION).environmentSinceMillis())
                .isEqualTo(DELETION.event().eventTimeMillis());
    }

    @Test
    void withoutNoveltyTheAgentHasDoneItBefore() {
        AgentState state = new AgentState();
        long now = DELETION.event().eventTimeMillis();
        assertThat(state.baseline.isNewEnvironment("environment", now)).isTrue();

        Ablation.NOVELTY.prepare(state, DELETION);

        assertThat(state.baseline.isNewEnvironment("environment", now)).isFalse();
        assertThat(state.baseline.isNewAction("DeleteDBInstance", "AWS::RDS::DBInstance", now))
                .isFalse();
    }

    @Test
    void withoutGuardNoRemovalIsRemembered() {
        AgentState state = new AgentState();
        state.lastGuardRemovalMillis = 5;

        Ablation.GUARD.prepare(state, DELETION);

        assertThat(state.lastGuardRemovalMillis).isEqualTo(AgentState.NEVER);
    }

    @Test
    void withoutHoursNoBurstIsRemembered() {
        AgentState state = new AgentState();
        state.baseline.burstsByHour[3] = 99;

        Ablation.HOURS.prepare(state, DELETION);

        assertThat(state.baseline.burstsByHour).containsOnly(0);
    }

    @Test
    void withoutTheFuseOnlyLaddersTrip() {
        AccountEvent flood = Act.deletion(0).units(500).event();

        assertThat(trips(Ablation.NOTHING, NEVER, flood)).isTrue();
        assertThat(trips(Ablation.FUSE, NEVER, flood)).isFalse();
        assertThat(trips(Ablation.FUSE, AT_ONCE, flood)).isTrue();
    }

    @Test
    void withoutTheFuseAuditSwitchedOffIsLesserTampering() {
        AccountEvent blinding =
                Act.deletion(0).operation("StopLogging", Effect.AUDIT_TAMPERING).impact(9).event();

        assertThat(trips(Ablation.NOTHING, NEVER, blinding)).isTrue();
        assertThat(trips(Ablation.FUSE, NEVER, blinding)).isFalse();
    }

    @Test
    void withoutLaddersOnlyTheFuseTrips() {
        AccountEvent single =
                Act.deletion(0).operation("ModifyDBInstance", Effect.PROTECTION_REMOVAL).event();
        AccountEvent flood = Act.deletion(0).units(500).event();

        assertThat(trips(Ablation.NOTHING, AT_ONCE, single)).isTrue();
        assertThat(trips(Ablation.LADDERS, AT_ONCE, single)).isFalse();
        assertThat(trips(Ablation.LADDERS, AT_ONCE, flood)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whatTakesNoHarmIsSeenAsItIs(Ablation part) {
        AccountEvent reading =
                Act.deletion(0).operation("DescribeDBInstances", Effect.READ).event();

        assertThat(part.seen(reading).event()).isEqualTo(reading.event());
    }
}
