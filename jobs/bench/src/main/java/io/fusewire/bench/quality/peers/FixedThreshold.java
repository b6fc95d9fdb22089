package io.fusewire.bench.quality.peers;

import io.fusewire.bench.quality.Detector;
import io.fusewire.core.inventory.AccountEvent;

import java.util.HashMap;
import java.util.Map;

/**
 * So many resources destroyed by one principal within an hour, whoever made them: the alarm that
 * most teams write first.
 */
public final class FixedThreshold implements Detector {

    private final Map<String, Window> hours = new HashMap<>();

    @Override
    public double score(AccountEvent event) {
        int destroyed = Deeds.isStoppable(event) ? Deeds.destroyed(event.event()) : 0;
        return destroyed == 0
                ? 0
                : hours.computeIfAbsent(
                                event.chargedAgent(), agent -> new Window(Deeds.HOUR_MILLIS))
                        .add(event.event().eventTimeMillis(), destroyed);
    }
}
