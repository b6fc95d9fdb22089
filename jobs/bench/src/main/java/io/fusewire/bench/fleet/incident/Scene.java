package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Dice;
import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.cloud.ResourceType.Verb;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Hands;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Organisation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where an incident takes place, and what can be done there. The ordinary work of those who take
 * part goes on beside it.
 *
 * @param culprit the agent that goes wrong
 * @param accomplices others that take part
 * @param day its first day
 * @param dice of the incident alone
 * @param incident id of the incident
 */
public record Scene(Member culprit, List<Member> accomplices, Day day, Dice dice, String incident) {

    private static final double NEW_SESSION = 0.6;

    /** Share of incidents in which the first attempts are refused. */
    private static final double REFUSED_FIRST = 0.25;

    public Hands hands() {
        return culprit.hands();
    }

    public Organisation organisation() {
        return culprit.organisation();
    }

    /** A time to begin: at any hour, rather by day than at night. */
    public long begin() {
        double hour = dice.chance(0.7) ? dice.uniform(6, 18) : dice.uniform(0, 20);
        return day.at(hour);
    }

    // Whom it hits

    /** All that none of those who take part made, as it is now. */
    public List<Resource> others(Predicate<Resource> wanted) {
        return organisation()
                .inventory()
                .in(culprit.account(), r -> wanted.test(r) && !isTheirs(r));
    }

    private boolean isTheirs(Resource resource) {
        return resource.maker().equals(culprit.actor().id())
                || accomplices.stream().anyMatch(a -> resource.maker().equals(a.actor().id()));
    }

    /** Some of what others have of the given types, at most {@code count}. */
    public List<Resource> some(int count, Collection<ResourceType> types) {
        return dice.some(others(r -> types.contains(r.type())), count);
    }

    public List<Resource> some(int count, ResourceType... types) {
        return some(count, List.of(types));
    }

    /** Some of what others have, application by application, at most {@code count}. */
    public List<Resource> environment(int count, Collection<ResourceType> types) {
        List<Resource> all = some(Integer.MAX_VALUE, types);
        String first = organisation().names().anyApplication(dice);
        all.sort(
                Comparator.comparing((Resource r) -> !first.equals(r.group()))
                        .thenComparing(r -> String.valueOf(r.group())));
        return new ArrayList<>(all.subList(0, Math.min(count, all.size())));
    }

    // How it goes

    /** Deletes each, after its protection was taken away where there is one. */
    public List<Runnable> deletions(List<Resource> resources) {
        List<Runnable> acts = new ArrayList<>();
        for (Resource resource : resources) {
            if (resource.isGuarded()) {
                acts.add(() -> hands().unguard(resource));
            }
            acts.add(() -> hands().delete(resource));
        }
        return acts;
    }

    /** Looks at some of them first. */
    public List<Runnable> looks(List<Resource> resources, int count) {
        List<Runnable> acts = new ArrayList<>();
        for (Resource resource : dice.some(resources, count)) {
            acts.add(() -> hands().use(resource));
        }
        return acts;
    }

    /** Makes each anew under its name. */
    public List<Runnable> recreations(List<Resource> resources) {
        List<Runnable> acts = new ArrayList<>();
        for (Resource resource : resources) {
            acts.add(() -> recreate(resource));
        }
        return acts;
    }

    public void recreate(Resource resource) {
        hands().create(
                        resource.type(),
                        resource.name(),
                        resource.in(),
                        String.valueOf(resource.group()));
    }

    /** In some incidents the first attempts are refused. */
    public List<Runnable> refusals(List<Resource> resources) {
        List<Runnable> acts = new ArrayList<>();
        if (dice.chance(REFUSED_FIRST)) {
            for (Resource resource : dice.some(resources, dice.between(1, 6))) {
                acts.add(() -> hands().denied(resource.type().call(Verb.DELETE, resource, dice)));
            }
        }
        return acts;
    }

    /** Does all that, in the session that is open or in a new one. */
    public void go(double meanPauseSeconds, List<Runnable> acts) {
        go(begin(), meanPauseSeconds, acts);
    }

    public void go(long start, double meanPauseSeconds, List<Runnable> acts) {
        List<Runnable> all = new ArrayList<>();
        if (dice.chance(NEW_SESSION)) {
            all.add(culprit::signIn);
        }
        all.addAll(acts);
        go(culprit, start, meanPauseSeconds, all);
    }

    /** Lets one of those who take part do things one after another. */
    public void go(Member who, long start, double meanPauseSeconds, List<Runnable> acts) {
        List<Runnable> marked = new ArrayList<>();
        for (Runnable act : acts) {
            marked.add(() -> commit(who, act));
        }
        who.hands().inTurn(start, meanPauseSeconds, marked);
    }

    private void commit(Member who, Runnable act) {
        who.hands().actFor(incident);
        try {
            act.run();
        } finally {
            who.hands().actFor(null);
        }
    }

    /** One deletion of whatever stands then. */
    public void deleteOne(Member who, Collection<ResourceType> types) {
        List<Resource> any = others(r -> types.contains(r.type()));
        if (!any.isEmpty()) {
            who.hands().delete(dice.pick(any));
        }
    }
}
