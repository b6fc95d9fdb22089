package io.fusewire.core.staging;

import io.fusewire.core.control.Cause;
import io.fusewire.core.control.Denial;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Which versions are and were on trial. Of each kind at most one is at any time.
 *
 * <table>
 * <caption>Steps</caption>
 * <tr><th>step</th><th>effect</th></tr>
 * <tr><td>stage</td><td>the version is tried from the step's time on; another one of its kind that
 *     is on trial is withdrawn at that time</td></tr>
 * <tr><td>activate</td><td>the trial ends, and from that time on the version holds</td></tr>
 * <tr><td>withdraw</td><td>the trial ends, and nothing else changes</td></tr>
 * </table>
 *
 * <p>What is not on trial can be neither activated nor withdrawn.
 */
public final class Staging {

    /** Most trials that are remembered, those that are over included. */
    public static final int VERSIONS_MAX = 128;

    private final List<StagedVersion> versions = new ArrayList<>();

    private Staging() {}

    /** What is known already. */
    public static Staging of(Iterable<StagedVersion> known) {
        Staging staging = new Staging();
        known.forEach(staging.versions::add);
        return staging;
    }

    /**
     * What a step led to. Both are null where it changed a trial only.
     *
     * @param activated the version that holds from the step's time on
     * @param denial why the step took no effect
     */
    public record Outcome(@Nullable StagedVersion activated, @Nullable Denial denial) {
        private static Outcome denied(Cause cause, String reason) {
            return new Outcome(null, new Denial(cause, reason));
        }
    }

    /** Takes a step, or refuses it; then nothing changes. */
    public Outcome accept(StagingStep step) {
        return switch (step.type()) {
            case STAGE -> stage(step);
            case ACTIVATE, WITHDRAW -> end(step);
        };
    }

    private Outcome stage(StagingStep step) {
        StagedVersion.Kind kind = step.kind();
        String text = step.text();
        if (kind == null || text == null) {
            return Outcome.denied(Cause.MALFORMED, "must give what is to be tried");
        }
        StagedVersion open = open(kind);
        if (open != null && open.id().equals(step.versionId())) {
            return Outcome.denied(Cause.NO_EFFECT, "it is on trial already");
        }
        if (versions.size() >= VERSIONS_MAX) {
            return Outcome.denied(
                    Cause.TOO_MANY, VERSIONS_MAX + " trials are remembered, which is the limit");
        }
        if (open != null) {
            endAt(open, step.atMillis());
        }
        versions.add(
                new StagedVersion(
                        kind, step.versionId(), text, step.atMillis(), StagedVersion.OPEN));
        return new Outcome(null, null);
    }

    private Outcome end(StagingStep step) {
        for (StagedVersion version : versions) {
            if (version.isOpen() && version.id().equals(step.versionId())) {
                endAt(version, step.atMillis());
                return new Outcome(step.type() == StagingStep.Type.ACTIVATE ? version : null, null);
            }
        }
        return Outcome.denied(Cause.NO_EFFECT, "no version of this id is on trial");
    }

    /** A trial that ends before it began was none. */
    private void endAt(StagedVersion version, long atMillis) {
        int place = versions.indexOf(version);
        if (atMillis <= version.fromMillis()) {
            versions.remove(place);
        } else {
            versions.set(place, version.until(atMillis));
        }
    }

    private @Nullable StagedVersion open(StagedVersion.Kind kind) {
        for (StagedVersion version : versions) {
            if (version.kind() == kind && version.isOpen()) {
                return version;
            }
        }
        return null;
    }

    /** Forgets trials that are over, for whoever never looks back. */
    public void forgetEnded() {
        versions.removeIf(version -> !version.isOpen());
    }

    /** All that are remembered, in the order in which they were staged. */
    public List<StagedVersion> versions() {
        return List.copyOf(versions);
    }
}
