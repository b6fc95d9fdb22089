package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.cloud.ResourceType.Verb;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Recruit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What agents of all archetypes have in common: what they made, an eye for what is there, a pace of
 * work that changes over the weeks, days on which a permission is missing, now and then an errand
 * that is not its trade, and seldom a large legitimate operation that nobody announced.
 */
abstract class Agent extends Member {

    private static final double STORMS_A_DAY = 1.0 / 120;
    private static final double ERRANDS_A_DAY = 1.0 / 1_000;

    private final List<Resource> made = new ArrayList<>();
    private final double growthPerWeek;
    private final double largeOperationsPerDay;

    Agent(Recruit recruit) {
        super(recruit);
        growthPerWeek = dice().uniform(-0.03, 0.08);
        largeOperationsPerDay = 1 / dice().uniform(2_000, 10_000);
    }

    @Override
    public final void plan(Day day) {
        work(day);
        if (dice().chance(STORMS_A_DAY)) {
            at(day.at(dice().uniform(0, 24)), this::storm);
        }
        if (dice().chance(ERRANDS_A_DAY)) {
            at(day.office(dice().uniform(0, 8)), this::errand);
        }
        if (dice().chance(largeOperationsPerDay)) {
            at(day.office(dice().uniform(0, 8)), this::takeDownAnEnvironment);
        }
    }

    /** Plans an ordinary day. */
    abstract void work(Day day);

    /** How much it works, relative to its first day. */
    final double pace(Day day) {
        return Math.max(0.2, 1 + growthPerWeek * day.number() / 7);
    }

    /** H8: for some minutes a permission is missing, and hundreds of calls fail. */
    private void storm() {
        List<Resource> things = dice().some(there(r -> true), dice().heavy(15, 1.0, 300));
        run(
                1.5,
                each(
                        things,
                        r ->
                                hands().denied(
                                                r.type()
                                                        .call(
                                                                dice().chance(0.6)
                                                                        ? Verb.USE
                                                                        : dice().pick(
                                                                                        Verb.CREATE,
                                                                                        Verb
                                                                                                .DELETE),
                                                                r,
                                                                dice()))));
    }

    /** Somebody asks it to take away a thing or two of whatever kind, because it is there. */
    private void errand() {
        String self = actor().id();
        List<Resource> all = there(r -> r.type() != ResourceType.OBJECT && !r.maker().equals(self));
        signIn();
        run(20, each(dice().some(idle(all, 0.9), dice().heavy(1, 1.3, 8)), hands()::delete));
    }

    /** An environment is given up, and the agent is told to take it down. */
    private void takeDownAnEnvironment() {
        String group = someGroup();
        String self = actor().id();
        List<Resource> all =
                there(
                        r ->
                                group.equals(r.group())
                                        && r.type() != ResourceType.OBJECT
                                        && !r.maker().equals(self));
        List<Resource> chosen = dice().some(idle(all, 0.9), dice().heavy(15, 0.9, 150));
        signIn();
        run(dice().uniform(2, 20), each(chosen, hands()::delete));
    }

    // Time

    final void at(long millis, Runnable act) {
        organisation().agenda().at(millis, act);
    }

    final long now() {
        return organisation().agenda().now();
    }

    /** Does things one after another from now on. */
    final void run(double meanPauseSeconds, List<Runnable> acts) {
        hands().inTurn(now(), meanPauseSeconds, acts);
    }

    /** The same for each. */
    static List<Runnable> each(Collection<Resource> resources, Consumer<Resource> act) {
        List<Runnable> acts = new ArrayList<>(resources.size());
        for (Resource resource : resources) {
            acts.add(() -> act.accept(resource));
        }
        return acts;
    }

    /** The same some times. */
    static List<Runnable> times(int count, Runnable act) {
        List<Runnable> acts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            acts.add(act);
        }
        return acts;
    }

    // Things

    /** Its own things that are still there, oldest first. */
    final List<Resource> own() {
        made.removeIf(resource -> !resource.isAlive());
        return made;
    }

    final List<Resource> own(ResourceType... types) {
        List<ResourceType> wanted = List.of(types);
        List<Resource> found = new ArrayList<>(own());
        found.removeIf(r -> !wanted.contains(r.type()));
        return found;
    }

    /** Makes something and remembers it. */
    final @Nullable Resource make(ResourceType type, String group) {
        return makeIn(type, null, group);
    }

    final @Nullable Resource makeIn(ResourceType type, @Nullable Resource in, String group) {
        Resource resource = hands().create(type, in, group);
        if (resource != null) {
            made.add(resource);
        }
        return resource;
    }

    final void remember(Resource resource) {
        made.add(resource);
    }

    /** What is in its account and wanted. */
    final List<Resource> there(Predicate<Resource> wanted) {
        return organisation().inventory().in(account(), wanted);
    }

    final List<Resource> there(ResourceType type) {
        return organisation().inventory().in(account(), type);
    }

    final List<Resource> there(Collection<ResourceType> types) {
        return organisation().inventory().in(account(), types, r -> true);
    }

    /** What others made in its account, of the given types, each named once. */
    final List<Resource> foreign(Collection<ResourceType> types) {
        String self = actor().id();
        return organisation().inventory().in(account(), types, r -> !r.maker().equals(self));
    }

    /**
     * Leaves out what others used within a day.
     *
     * @param care how likely the agent is to notice that
     */
    final List<Resource> idle(List<Resource> resources, double care) {
        String self = actor().id();
        long horizon = now() - Day.MILLIS;
        List<Resource> found = new ArrayList<>(resources);
        found.removeIf(r -> r.lastUseByOthers(self) > horizon && dice().chance(care));
        return found;
    }

    /** Those that have been there for some time. */
    final List<Resource> old(List<Resource> resources, long ageMillis) {
        List<Resource> found = new ArrayList<>(resources);
        found.removeIf(r -> now() - r.madeAtMillis() < ageMillis);
        return found;
    }

    /** Some application of the organisation. */
    final String someGroup() {
        return organisation().names().anyApplication(dice());
    }

    /** Looks at some of what is there. */
    final void look(int count) {
        List<Resource> all = organisation().inventory().in(account());
        for (int i = 0; i < count && !all.isEmpty(); i++) {
            Resource resource = dice().pick(all);
            if (resource.type() != ResourceType.OBJECT) {
                hands().use(resource);
            }
        }
    }

    /** Looks at one of those, if there are any. */
    final void useOne(List<Resource> choices) {
        if (!choices.isEmpty()) {
            hands().use(dice().pick(choices));
        }
    }

    final void changeOne(List<Resource> choices) {
        if (!choices.isEmpty()) {
            hands().change(dice().pick(choices));
        }
    }

    final void deleteOne(List<Resource> choices) {
        if (!choices.isEmpty()) {
            hands().delete(dice().pick(choices));
        }
    }
}
