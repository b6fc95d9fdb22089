package io.fusewire.detector;

import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.core.staging.Candidates;
import io.fusewire.core.staging.StagedVersion;
import io.fusewire.core.staging.Staging;
import io.fusewire.core.staging.StagingStep;
import io.fusewire.detector.DetectorSettings.Execution;

import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The versions on trial in one operator instance: their texts in broadcast state, and what they
 * compile to beside it.
 *
 * <p>Live, a trial that is over is forgotten when its end arrives. A replay hears everything that
 * was said before its first record, so it remembers all trials, at most {@link
 * Staging#VERSIONS_MAX}, and judges each record by the trial of its time.
 */
final class Trials {

    static final MapStateDescriptor<String, StagedVersion> STATE =
            new MapStateDescriptor<>(
                    "trials", Types.STRING, TypeInformation.of(StagedVersion.class));

    private final Execution execution;
    private @Nullable Candidates candidates;

    Trials(Execution execution) {
        this.execution = execution;
    }

    /** Who stands beside what holds, rebuilt from state after a restart. */
    Candidates candidates(ReadOnlyBroadcastState<String, StagedVersion> state) throws Exception {
        Candidates known = candidates;
        if (known == null) {
            known = compiled(sorted(state));
            candidates = known;
        }
        return known;
    }

    /** Takes a step, or refuses it. */
    Staging.Outcome accept(StagingStep step, BroadcastState<String, StagedVersion> state)
            throws Exception {
        Staging staging = Staging.of(sorted(state));
        Staging.Outcome outcome = staging.accept(step);
        if (outcome.denial() == null) {
            if (execution == Execution.STREAMING) {
                staging.forgetEnded();
            }
            state.clear();
            for (StagedVersion version : staging.versions()) {
                state.put(version.kind() + "@" + version.fromMillis(), version);
            }
            candidates = compiled(staging.versions());
        }
        return outcome;
    }

    private static List<StagedVersion> sorted(ReadOnlyBroadcastState<String, StagedVersion> state)
            throws Exception {
        List<StagedVersion> versions = new ArrayList<>();
        for (Map.Entry<String, StagedVersion> entry : state.immutableEntries()) {
            versions.add(entry.getValue());
        }
        versions.sort(
                Comparator.comparingLong(StagedVersion::fromMillis)
                        .thenComparing(StagedVersion::kind));
        return versions;
    }

    private static Candidates compiled(List<StagedVersion> versions) {
        List<Candidates.Trial> trials = new ArrayList<>();
        for (StagedVersion version : versions) {
            boolean isPolicy = version.kind() == StagedVersion.Kind.POLICY;
            trials.add(
                    new Candidates.Trial(
                            version.fromMillis(),
                            version.untilMillis(),
                            isPolicy ? Policies.compile(policy(version, 0)) : null,
                            isPolicy ? null : KnownPriors.compile(priors(version, 0))));
        }
        return Candidates.of(trials);
    }

    /** A version that was on trial, as the policy that holds from a time on. */
    static PolicyVersion policy(StagedVersion version, long fromMillis) {
        return new PolicyVersion(version.id(), fromMillis, version.text());
    }

    /** Likewise priors. */
    static PriorsVersion priors(StagedVersion version, long fromMillis) {
        return new PriorsVersion(version.id(), fromMillis, version.text());
    }
}
