package io.fusewire.bench.quality;

import io.fusewire.bench.fleet.Actor;
import io.fusewire.bench.fleet.Block;
import io.fusewire.bench.fleet.FleetRecord;
import io.fusewire.core.event.AgentKind;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Who was watched for how long in one block: only agents count, by their labels. */
final class Watch {

    static final long DAY_MILLIS = 86_400_000;

    private final Map<String, Actor> actors = new HashMap<>();
    private final Map<String, long[]> firstAndLast = new TreeMap<>();

    Watch(Block block) {
        for (Actor actor : block.actors()) {
            actors.put(actor.id(), actor);
        }
    }

    void note(FleetRecord record) {
        Actor actor = actors.get(record.actor());
        if (actor != null && actor.kind() == AgentKind.AGENT) {
            long[] span =
                    firstAndLast.computeIfAbsent(
                            actor.id(), id -> new long[] {Long.MAX_VALUE, Long.MIN_VALUE});
            span[0] = Math.min(span[0], record.eventTimeMillis());
            span[1] = Math.max(span[1], record.eventTimeMillis());
        }
    }

    /** Days from an agent's first record to its last, at least one; by actor. */
    Map<String, Double> agentDays() {
        Map<String, Double> days = new TreeMap<>();
        firstAndLast.forEach(
                (actor, span) ->
                        days.put(actor, Math.max(1, (span[1] - span[0]) / (double) DAY_MILLIS)));
        return days;
    }

    /** What an actor does for a living. */
    String archetypeOf(String actor) {
        Actor known = actors.get(actor);
        return known == null ? "unknown" : known.archetype();
    }
}
