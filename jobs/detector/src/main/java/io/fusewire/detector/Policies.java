package io.fusewire.detector;

import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.PolicyTimeline;
import io.fusewire.core.policy.PolicyTimeline.Dated;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.core.staging.StagedVersion;
import io.fusewire.core.staging.StagingStep;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;

import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.BaseBroadcastProcessFunction;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The policies in one operator instance: their texts in broadcast state, and what they compile to
 * beside it.
 *
 * <p>The state holds at most {@link PolicyTimeline#DATED_LIMIT} versions by the event time from
 * which they hold. Beyond that the oldest is forgotten and its successor rules its time too.
 */
final class Policies {

    static final MapStateDescriptor<Long, PolicyVersion> STATE =
            new MapStateDescriptor<>(
                    "policies", Types.LONG, TypeInformation.of(PolicyVersion.class));

    private final Policy initial;
    private @Nullable PolicyTimeline timeline;

    /**
     * @param initial holds before any control message does; null for the default
     * @throws IllegalArgumentException if it cannot be used
     */
    Policies(@Nullable PolicyVersion initial) {
        this.initial = initial == null ? Policy.DEFAULT : compile(initial);
    }

    /** The timeline, rebuilt from state after a restart. */
    PolicyTimeline timeline(ReadOnlyBroadcastState<Long, PolicyVersion> state) throws Exception {
        PolicyTimeline known = timeline;
        if (known == null) {
            known = build(state.immutableEntries());
            timeline = known;
        }
        return known;
    }

    /** Takes what a message publishes or activates. */
    void hear(ControlMessage message, Trials trials, BaseBroadcastProcessFunction.Context context)
            throws Exception {
        PolicyVersion published = message.policy();
        if (published != null) {
            accept(published, context.getBroadcastState(STATE));
        }
        StagingStep step = message.staging();
        StagedVersion activated =
                step == null
                        ? null
                        : trials.accept(step, context.getBroadcastState(Trials.STATE)).activated();
        if (step != null && activated != null && activated.kind() == StagedVersion.Kind.POLICY) {
            accept(Trials.policy(activated, step.atMillis()), context.getBroadcastState(STATE));
        }
    }

    /** Takes a version that was checked when it was read. */
    void accept(PolicyVersion version, BroadcastState<Long, PolicyVersion> state) throws Exception {
        state.put(version.effectiveFromMillis(), version);
        TreeMap<Long, PolicyVersion> sorted = new TreeMap<>();
        state.immutableEntries().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        if (sorted.size() > PolicyTimeline.DATED_LIMIT) {
            state.remove(sorted.pollFirstEntry().getKey());
            Map.Entry<Long, PolicyVersion> successor = sorted.pollFirstEntry();
            state.remove(successor.getKey());
            state.put(Long.MIN_VALUE, successor.getValue());
        }
        timeline = build(state.immutableEntries());
    }

    private PolicyTimeline build(Iterable<Map.Entry<Long, PolicyVersion>> entries) {
        List<Dated> dated = new ArrayList<>();
        for (Map.Entry<Long, PolicyVersion> entry : entries) {
            dated.add(new Dated(entry.getKey(), compile(entry.getValue())));
        }
        return PolicyTimeline.of(initial, dated);
    }

    static Policy compile(PolicyVersion version) {
        try {
            return PolicyReader.read(version);
        } catch (PolicyException e) {
            throw new IllegalArgumentException(
                    "policy " + version.id() + " must be usable, but was not:\n" + e.getMessage(),
                    e);
        }
    }
}
