package io.fusewire.core.detection;

import io.fusewire.core.baseline.ClassPriors;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.PriorsOfClass;
import io.fusewire.core.baseline.Resemblance;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Caps;

import org.jspecify.annotations.Nullable;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The priors of the agent that is being judged, over time: those of the class that policy declares,
 * else of the one that it is like ({@link Resemblance}), else of the fleet. One instance for all
 * events.
 */
final class PriorsNow implements PriorsOfClass {

    /** Versions that one agent's open episodes began under are few. */
    private static final int VERSIONS_KEPT = 16;

    private final Map<Priors, Resemblance> resemblances = new IdentityHashMap<>();
    private Timeline<Priors> versions = Timeline.of(Priors.NONE);
    private @Nullable String declaredClass;
    private boolean mayBeLikeOne;
    private @Nullable Priors likeIn;
    private long likeAsOf;
    private @Nullable String like;
    private AgentState agent = new AgentState();
    private @Nullable Priors widened;
    private @Nullable Caps widest;

    void turnTo(Timeline<Priors> known, AccountEvent event, AgentState state) {
        versions = known;
        declaredClass = event.chargedClass();
        mayBeLikeOne = declaredClass == null && event.chargedKind().mayBeAgent();
        agent = state;
        likeIn = null;
    }

    @Override
    public ClassPriors at(long eventTimeMillis) {
        ClassPriors ofClass = ofClassAt(eventTimeMillis);
        return ofClass == null ? ofFleetAt(eventTimeMillis) : ofClass;
    }

    /** Those of its class or of the one that it is like; null if there are none. */
    @Nullable ClassPriors ofClassAt(long eventTimeMillis) {
        String name = declaredClass == null ? likeAt(eventTimeMillis) : declaredClass;
        return name == null ? null : versions.at(eventTimeMillis).classes().get(name);
    }

    /** Those of the class that policy declares; null if there are none. */
    @Nullable ClassPriors ofDeclaredClassAt(long eventTimeMillis) {
        return declaredClass == null
                ? null
                : versions.at(eventTimeMillis).classes().get(declaredClass);
    }

    /**
     * The class that an agent without one is like; null if it has one, or is like none, as people
     * and services are. What it destroys in the open burst does not count.
     */
    @Nullable String likeAt(long eventTimeMillis) {
        if (!mayBeLikeOne) {
            return null;
        }
        long asOf =
                agent.burstStartMillis == AgentState.NEVER
                        ? eventTimeMillis
                        : Math.min(eventTimeMillis, agent.burstEarliestMillis);
        Priors version = versions.at(eventTimeMillis);
        if (version != likeIn || asOf != likeAsOf) {
            likeIn = version;
            likeAsOf = asOf;
            like =
                    resemblanceOf(version)
                            .classOf(agent.destroyedTypes, agent.firstSeenMillis, asOf);
        }
        return like;
    }

    private Resemblance resemblanceOf(Priors version) {
        Resemblance known = resemblances.get(version);
        if (known == null) {
            if (resemblances.size() == VERSIONS_KEPT) {
                resemblances.clear();
            }
            known = new Resemblance(version);
            resemblances.put(version, known);
        }
        return known;
    }

    ClassPriors ofFleetAt(long eventTimeMillis) {
        return versions.at(eventTimeMillis).fleet();
    }

    /** Worked out once for each version. */
    @Nullable Caps widestStrictAt(long eventTimeMillis, double agentDaysPerFalseTrip) {
        Priors version = versions.at(eventTimeMillis);
        if (version != widened) {
            widened = version;
            widest = version.widestStrictCaps(agentDaysPerFalseTrip);
        }
        return widest;
    }

    String idAt(long eventTimeMillis) {
        return versions.at(eventTimeMillis).id();
    }
}
