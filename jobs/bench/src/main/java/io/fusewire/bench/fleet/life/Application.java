package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * A running application: its tasks start, and then name what they work with. It knows some six
 * tenths of what carries its name; the rest is left over, or used in ways that no record shows.
 */
final class Application extends Member {

    private static final double KNOWN = 0.6;
    private static final double STARTS_A_DAY = 1.6;

    private static final List<ResourceType> USED =
            List.of(
                    ResourceType.ECS_SERVICE,
                    ResourceType.TARGET_GROUP,
                    ResourceType.LOAD_BALANCER,
                    ResourceType.DATABASE,
                    ResourceType.DATABASE_CLUSTER,
                    ResourceType.TABLE,
                    ResourceType.FUNCTION,
                    ResourceType.QUEUE,
                    ResourceType.TOPIC,
                    ResourceType.SECRET,
                    ResourceType.PARAMETER,
                    ResourceType.KEY,
                    ResourceType.BUCKET,
                    ResourceType.CACHE,
                    ResourceType.INSTANCE,
                    ResourceType.LOG_GROUP,
                    ResourceType.STREAM,
                    ResourceType.ROLE);

    private final String group;
    private final List<Resource> known = new ArrayList<>();
    private long seenUntil = Long.MIN_VALUE;

    Application(Recruit recruit, String group) {
        super(recruit);
        this.group = group;
    }

    @Override
    public void plan(Day day) {
        learn();
        for (int i = dice().poisson(STARTS_A_DAY); i > 0; i--) {
            organisation().agenda().at(day.at(dice().uniform(0, 24)), this::start);
        }
    }

    /** Whatever was made for it since the last look may become a part of it. */
    private void learn() {
        long now = organisation().agenda().now();
        long since = seenUntil;
        List<Resource> fresh =
                organisation()
                        .inventory()
                        .in(
                                account(),
                                USED,
                                r ->
                                        group.equals(r.group())
                                                && r.madeAtMillis() > since
                                                && r.madeAtMillis() <= now);
        for (Resource resource : fresh) {
            if (dice().chance(KNOWN)) {
                known.add(resource);
            }
        }
        seenUntil = now;
    }

    private void start() {
        signIn();
        known.removeIf(resource -> !resource.isAlive());
        List<Runnable> looks = new ArrayList<>();
        for (Resource resource : known) {
            if (dice().chance(0.8)) {
                looks.add(() -> hands().use(resource));
            }
        }
        hands().inTurn(organisation().agenda().now(), 2, looks);
    }
}
