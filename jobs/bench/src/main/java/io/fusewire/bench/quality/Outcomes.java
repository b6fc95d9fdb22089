package io.fusewire.bench.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The highest scores of one detector by agent and day, from which its trips follow at any
 * threshold.
 *
 * <p>A trip opens the agent's breaker for a day; until a person's verdict at its end the agent can
 * neither trip again nor count as watched.
 */
final class Outcomes {

    /** How long a trip keeps the breaker open, in days after the one on which it happens. */
    private static final int OPEN_DAYS = 1;

    private final Map<String, TreeMap<Long, Double>> byActor = new HashMap<>();

    void note(String actor, long epochDay, double score) {
        if (score > 0) {
            byActor.computeIfAbsent(actor, name -> new TreeMap<>())
                    .merge(epochDay, score, Math::max);
        }
    }

    /** All of another block's, whose actors are others. */
    void addAll(Outcomes other, String block) {
        other.byActor.forEach((actor, days) -> byActor.put(block + "/" + actor, days));
    }

    int trips(double threshold) {
        int trips = 0;
        for (String actor : byActor.keySet()) {
            trips += trips(actor, threshold);
        }
        return trips;
    }

    int trips(String actor, double threshold) {
        int trips = 0;
        long openUntil = Long.MIN_VALUE;
        for (Map.Entry<Long, Double> day :
                byActor.getOrDefault(actor, new TreeMap<>()).entrySet()) {
            if (day.getValue() >= threshold && day.getKey() > openUntil) {
                trips++;
                openUntil = day.getKey() + OPEN_DAYS;
            }
        }
        return trips;
    }

    /** Every score that some day reached, ascending. */
    double[] scores() {
        List<Double> scores = new ArrayList<>();
        byActor.values().forEach(days -> scores.addAll(days.values()));
        return scores.stream().mapToDouble(score -> score).sorted().distinct().toArray();
    }
}
