package io.fusewire.detector;

import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.event.Timeline;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PriorsReader;

import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;

/**
 * The priors in one operator instance: their texts in broadcast state, and what they compile to
 * beside it.
 *
 * <p>The state holds at most {@link #VERSIONS_MAX} versions by the event time from which they hold.
 * Beyond that the oldest is forgotten and its successor rules its time too.
 */
final class KnownPriors {

    /** A text may have a million characters, so there are fewer than of policies. */
    static final int VERSIONS_MAX = 32;

    static final MapStateDescriptor<Long, PriorsVersion> STATE =
            new MapStateDescriptor<>("priors", Types.LONG, TypeInformation.of(PriorsVersion.class));

    private final Priors initial;
    private @Nullable Timeline<Priors> timeline;

    /**
     * @param initial holds before any control message does
     */
    KnownPriors(Priors initial) {
        this.initial = initial;
    }

    /** The timeline, rebuilt from state after a restart. */
    Timeline<Priors> timeline(ReadOnlyBroadcastState<Long, PriorsVersion> state) throws Exception {
        Timeline<Priors> known = timeline;
        if (known == null) {
            known = build(state.immutableEntries());
            timeline = known;
        }
        return known;
    }

    /** Takes a version that was checked when it was read; it replaces one of the same date. */
    void accept(PriorsVersion version, BroadcastState<Long, PriorsVersion> state) throws Exception {
        state.put(version.effectiveFromMillis(), version);
        TreeMap<Long, PriorsVersion> sorted = new TreeMap<>();
        state.immutableEntries().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        if (sorted.size() > VERSIONS_MAX) {
            state.remove(sorted.pollFirstEntry().getKey());
            Map.Entry<Long, PriorsVersion> successor = sorted.pollFirstEntry();
            state.remove(successor.getKey());
            state.put(Long.MIN_VALUE, successor.getValue());
        }
        timeline = build(state.immutableEntries());
    }

    private Timeline<Priors> build(Iterable<Map.Entry<Long, PriorsVersion>> entries) {
        Timeline<Priors> built = Timeline.of(initial);
        for (Map.Entry<Long, PriorsVersion> entry : entries) {
            built = built.with(entry.getKey(), compile(entry.getValue()));
        }
        return built;
    }

    static Priors compile(PriorsVersion version) {
        try {
            return PriorsReader.read(version);
        } catch (PolicyException e) {
            throw new IllegalArgumentException(
                    "priors " + version.id() + " must be usable, but were not:\n" + e.getMessage(),
                    e);
        }
    }
}
