package io.fusewire.bench.quality.peers;

import com.amazon.randomcutforest.RandomCutForest;

import io.fusewire.bench.quality.Detector;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.ResourceStanding;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * AWS's RandomCutForest, one per agent, over hours: foreign losses, losses of its own, losses in
 * use by others, kinds of resources lost and the hour of the day. The present hour is scored as it
 * grows; a finished one is learned.
 *
 * <p>A forest of an agent's first hours says little, so that its score is scaled by how much it has
 * seen; and it scores a quiet hour as well as a loud one, so that only hours with foreign losses
 * are asked about.
 */
public final class Forest implements Detector {

    private static final int DIMENSIONS = 5;
    private static final int TREES = 30;
    private static final int SAMPLES = 128;
    private static final int HOURS_UNTIL_FULL_TRUST = 32;
    private static final double NEWCOMERS_TRUST = 0.5;

    private static final class Hours {
        private final RandomCutForest forest =
                RandomCutForest.builder()
                        .dimensions(DIMENSIONS)
                        .numberOfTrees(TREES)
                        .sampleSize(SAMPLES)
                        .outputAfter(1)
                        .randomSeed(7)
                        .parallelExecutionEnabled(false)
                        .build();
        private long hour = Long.MIN_VALUE;
        private int learned;
        private int foreign;
        private int own;
        private int live;
        private final Set<String> types = new HashSet<>();

        float[] point() {
            return new float[] {
                (float) Math.log1p(foreign),
                (float) Math.log1p(own) / 2,
                (float) Math.log1p(live),
                (float) Math.log1p(types.size()),
                (float) Math.floorMod(hour, 24) / 24
            };
        }

        void turn(long next) {
            if (hour != Long.MIN_VALUE) {
                forest.update(point());
                learned++;
            }
            hour = next;
            foreign = 0;
            own = 0;
            live = 0;
            types.clear();
        }
    }

    private final Map<String, Hours> agents = new HashMap<>();

    @Override
    public double score(AccountEvent event) {
        if (!Deeds.isStoppable(event) || !event.event().isSuccessfulMutation()) {
            return 0;
        }
        Hours hours = agents.computeIfAbsent(event.chargedAgent(), agent -> new Hours());
        long hour = event.event().eventTimeMillis() / Deeds.HOUR_MILLIS;
        if (hour > hours.hour) {
            hours.turn(hour);
        }
        int foreign = Deeds.foreignDestroyed(event);
        hours.own += Deeds.destroyed(event.event()) - foreign;
        if (foreign == 0) {
            return 0;
        }
        hours.foreign += foreign;
        for (ResourceStanding standing : event.standings()) {
            hours.live += standing.liveness() == Liveness.LIVE ? 1 : 0;
            hours.types.add(standing.resource().type());
        }
        double trust =
                NEWCOMERS_TRUST
                        + (1 - NEWCOMERS_TRUST)
                                * Math.min(1, hours.learned / (double) HOURS_UNTIL_FULL_TRUST);
        double scored = hours.learned == 0 ? 1 : hours.forest.getAnomalyScore(hours.point());
        // The score saturates where nothing like it was ever seen; more of it is still worse.
        return scored * trust * Math.log1p(hours.foreign);
    }
}
