package io.fusewire.core.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.baseline.Priors;
import io.fusewire.core.control.Cause;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.staging.Candidates.Trial;
import io.fusewire.core.staging.StagedVersion.Kind;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Objects;

class StagingTest {

    private final Staging staging = Staging.of(List.of());

    private Staging.Outcome stage(Kind kind, String id, long at) {
        return staging.accept(step(StagingStep.Type.STAGE, kind, id, "text of " + id, at));
    }

    private Staging.Outcome end(StagingStep.Type type, String id, long at) {
        return staging.accept(step(type, null, id, null, at));
    }

    private static StagingStep step(
            StagingStep.Type type, Kind kind, String id, String text, long at) {
        return new StagingStep(type, kind, id, text, at, "pol", "control.jsonl", 1);
    }

    private static StagedVersion version(Kind kind, String id, long from, long until) {
        return new StagedVersion(kind, id, "text of " + id, from, until);
    }

    @Test
    void triesAVersionUntilItIsActivatedOrWithdrawn() {
        stage(Kind.POLICY, "a", 10);
        stage(Kind.PRIORS, "p", 20);
        Staging.Outcome activated = end(StagingStep.Type.ACTIVATE, "a", 30);
        Staging.Outcome withdrawn = end(StagingStep.Type.WITHDRAW, "p", 40);

        assertThat(Objects.requireNonNull(activated.activated()).id()).isEqualTo("a");
        assertThat(withdrawn).isEqualTo(new Staging.Outcome(null, null));
        assertThat(staging.versions())
                .containsExactly(
                        version(Kind.POLICY, "a", 10, 30), version(Kind.PRIORS, "p", 20, 40));
        staging.forgetEnded();
        assertThat(staging.versions()).isEmpty();
    }

    @Test
    void endsTheTrialOfAnotherVersionOfItsKind() {
        stage(Kind.POLICY, "a", 10);
        stage(Kind.PRIORS, "p", 10);
        stage(Kind.POLICY, "b", 30);

        assertThat(staging.versions())
                .containsExactly(
                        version(Kind.POLICY, "a", 10, 30),
                        version(Kind.PRIORS, "p", 10, StagedVersion.OPEN),
                        version(Kind.POLICY, "b", 30, StagedVersion.OPEN));
    }

    @Test
    void forgetsATrialThatEndedBeforeItBegan() {
        stage(Kind.POLICY, "a", 10);
        end(StagingStep.Type.WITHDRAW, "a", 10);

        assertThat(staging.versions()).isEmpty();
    }

    @Test
    void refusesWhatFitsNoTrialAndChangesNothing() {
        stage(Kind.POLICY, "a", 10);
        List<StagedVersion> before = staging.versions();

        assertThat(causeOf(end(StagingStep.Type.ACTIVATE, "b", 20))).isEqualTo(Cause.NO_EFFECT);
        assertThat(causeOf(end(StagingStep.Type.WITHDRAW, "b", 20))).isEqualTo(Cause.NO_EFFECT);
        assertThat(causeOf(stage(Kind.POLICY, "a", 20))).isEqualTo(Cause.NO_EFFECT);
        assertThat(staging.versions()).isEqualTo(before);

        end(StagingStep.Type.ACTIVATE, "a", 30);
        assertThat(causeOf(end(StagingStep.Type.ACTIVATE, "a", 40)))
                .as("it is over")
                .isEqualTo(Cause.NO_EFFECT);
    }

    @Test
    void remembersNoMoreThanItsBound() {
        for (int i = 0; i < Staging.VERSIONS_MAX; i++) {
            assertThat(stage(Kind.POLICY, "v" + i, i).denial()).isNull();
        }
        assertThat(causeOf(stage(Kind.POLICY, "one-more", 1_000))).isEqualTo(Cause.TOO_MANY);
    }

    private static Cause causeOf(Staging.Outcome outcome) {
        return Objects.requireNonNull(outcome.denial()).cause();
    }

    @Test
    void tellsWhoStandsBesideWhatHoldsAtEachTime() {
        Policy policy = Policy.DEFAULT;
        Priors priors = new Priors("p", Priors.NONE.fleet(), Map.of());
        Candidates candidates =
                Candidates.of(
                        List.of(
                                new Trial(20, StagedVersion.OPEN, null, priors),
                                new Trial(10, 30, policy, null)));

        assertThat(candidates.at(9)).isNull();
        assertThat(candidates.at(10)).isEqualTo(new Candidate("default@10 ", policy, null, 10));
        assertThat(candidates.at(20))
                .isEqualTo(new Candidate("default@10 p@20 ", policy, priors, 20));
        assertThat(candidates.at(30)).isEqualTo(new Candidate("p@20 ", null, priors, 20));
        assertThat(candidates.at(20)).isSameAs(candidates.at(29));
        assertThat(Candidates.of(List.of())).isSameAs(Candidates.NONE);
    }

    @Test
    void putsPriorsOnTrialOverAllThatFollow() {
        Priors old = new Priors("old", Priors.NONE.fleet(), Map.of());
        Priors next = new Priors("next", Priors.NONE.fleet(), Map.of());
        Priors tried = new Priors("tried", Priors.NONE.fleet(), Map.of());
        Timeline<Priors> active = Timeline.of(Priors.NONE).with(5, old).with(50, next);

        Timeline<Priors> over = new Candidate("c", null, tried, 20).priorsOver(active);

        assertThat(over.at(4)).isSameAs(Priors.NONE);
        assertThat(over.at(19)).isSameAs(old);
        assertThat(over.at(20)).isSameAs(tried);
        assertThat(over.at(60)).isSameAs(tried);
    }
}
