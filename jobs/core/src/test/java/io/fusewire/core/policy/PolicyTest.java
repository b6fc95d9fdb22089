package io.fusewire.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class PolicyTest {

    private static Policy withClasses(Map<String, ClassCaps> classes) {
        Policy base = Policy.DEFAULT;
        return new Policy(
                "test",
                1,
                base.mode(),
                base.unknown(),
                base.sharedSession(),
                List.of(),
                List.of(),
                List.of(),
                classes);
    }

    private static Policy named(String id) {
        Policy base = Policy.DEFAULT;
        return new Policy(
                id,
                1,
                base.mode(),
                base.unknown(),
                base.sharedSession(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    @Test
    void shadowsAndTripsByDefault() {
        assertThat(Policy.DEFAULT.mode()).isEqualTo(EnforcementMode.SHADOW);
        assertThat(Policy.DEFAULT.unknown()).isEqualTo(Reaction.TRIP);
        assertThat(Policy.DEFAULT.sharedSession()).isEqualTo(Reaction.TRIP);
    }

    @ParameterizedTest
    @CsvSource({
        "coder, 64, 64, 64, 45",
        "deploy-bot, 64, 32, 32, 11",
        "operator-agent, 96, 128, 181, 64",
        "operator, 64, 181, 362, 128",
        "terraform, 640, 256, 512, 90",
        "nightly-teardown, 384, 256, 512, 128",
        "cost-optimiser, 96, 724, 1448, 4",
        "unknown, 256, 512, 1024, 90"
    })
    void shipsTheCapsOfTheSpecification(
            String agentClass, double burst, double week, double month, double strike) {
        assertThat(Policy.DEFAULT.capsFor(agentClass, AgentKind.AGENT))
                .isEqualTo(new Caps(burst, week, month, strike, true));
        assertThat(ShippedCaps.classes()).contains(agentClass).hasSize(8);
    }

    @ParameterizedTest
    @EnumSource(AgentKind.class)
    void givesCodersCapsToAgentsWithoutAClassAndOperatorAgentsToTheRest(AgentKind kind) {
        Caps expected =
                kind == AgentKind.AGENT
                        ? new Caps(64, 64, 64, 45, true)
                        : new Caps(96, 128, 181, 64, true);

        assertThat(Policy.DEFAULT.capsFor(null, kind)).isEqualTo(expected);
        assertThat(Policy.DEFAULT.capsFor("a-class-nobody-knows", kind)).isEqualTo(expected);
    }

    @Test
    void putsSignedCapsOverShippedOnes() {
        Policy policy =
                withClasses(
                        Map.of(
                                "coder", new ClassCaps(null, 10.0, null, null, null),
                                "mine", new ClassCaps(4.0, 1.0, 2.0, 3.0, null)));

        assertThat(policy.capsFor("coder", AgentKind.AGENT))
                .isEqualTo(new Caps(64, 10, 64, 45, true));
        assertThat(policy.capsFor("mine", AgentKind.AGENT)).isEqualTo(new Caps(4, 1, 2, 3, false));
    }

    @Test
    void refusesCapsThatAreNotPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Caps(1, 0, 1, 1, true))
                .withMessage("week cap must be a positive, finite number, but was 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Caps(1, 1, Double.NaN, 1, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Caps(Double.POSITIVE_INFINITY, 1, 1, 1, true));
    }

    @Test
    void listsClassesThatNothingHasCapsFor() {
        PrincipalMatcher anybody =
                new PrincipalMatcher(null, null, Glob.compile("*"), null, null, null);
        Policy policy =
                new Policy(
                        "test",
                        1,
                        EnforcementMode.SHADOW,
                        Reaction.TRIP,
                        Reaction.TRIP,
                        List.of(
                                new AgentRule(anybody, "codr", null, null),
                                new AgentRule(anybody, "coder", null, null),
                                new AgentRule(anybody, "mine", null, null),
                                new AgentRule(anybody, null, null, null)),
                        List.of(),
                        List.of(),
                        Map.of("mine", new ClassCaps(null, null, null, null, null)));

        assertThat(policy.classesWithoutCaps()).containsExactly("codr");
    }

    @Test
    void refusesAMatcherThatMatchesEverybody() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrincipalMatcher(null, null, null, null, null, null))
                .withMessageContaining("at least one of roleArn, userArn, sessionName");
    }

    @Test
    void judgesARecordByThePolicyOfItsOwnTime() {
        Policy first = named("first");
        Policy second = named("second");
        PolicyTimeline timeline =
                PolicyTimeline.of(
                        Policy.DEFAULT,
                        List.of(
                                new PolicyTimeline.Dated(2000, second),
                                new PolicyTimeline.Dated(1000, first)));

        assertThat(timeline.at(999)).isSameAs(Policy.DEFAULT);
        assertThat(timeline.at(1000)).isSameAs(first);
        assertThat(timeline.at(1999)).isSameAs(first);
        assertThat(timeline.at(2000)).isSameAs(second);
        assertThat(timeline.at(Long.MAX_VALUE)).isSameAs(second);
    }

    @Test
    void letsTheLastOfSeveralPoliciesWithOneDateHold() {
        Policy first = named("first");
        Policy second = named("second");
        PolicyTimeline timeline =
                PolicyTimeline.DEFAULT
                        .with(new PolicyTimeline.Dated(0, first))
                        .with(new PolicyTimeline.Dated(0, second));

        assertThat(timeline.at(0)).isSameAs(second);
        assertThat(timeline.datedPolicies()).isEqualTo(1);
    }

    @Test
    void forgetsTheOldestPolicyAtTheLimit() {
        List<PolicyTimeline.Dated> dated = new ArrayList<>();
        for (int i = 0; i <= PolicyTimeline.DATED_LIMIT; i++) {
            dated.add(new PolicyTimeline.Dated(i, named("p" + i)));
        }
        PolicyTimeline timeline = PolicyTimeline.of(Policy.DEFAULT, dated);

        assertThat(timeline.datedPolicies()).isLessThanOrEqualTo(PolicyTimeline.DATED_LIMIT);
        assertThat(timeline.at(0).id()).isEqualTo("p1");
        assertThat(timeline.at(2).id()).isEqualTo("p2");
        assertThat(timeline.at(PolicyTimeline.DATED_LIMIT).id())
                .isEqualTo("p" + PolicyTimeline.DATED_LIMIT);
    }

    @Test
    void namesAVersionByItsText() {
        assertThat(PolicyVersion.of(1, "version: 1"))
                .isEqualTo(PolicyVersion.of(1, "version: 1"))
                .extracting(PolicyVersion::id)
                .asString()
                .matches("[0-9a-f]{12}");
        assertThat(PolicyVersion.idOf("a")).isNotEqualTo(PolicyVersion.idOf("b"));
    }
}
