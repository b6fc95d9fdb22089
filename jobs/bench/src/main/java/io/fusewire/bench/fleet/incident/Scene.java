package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Dice;
import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Hands;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Organisation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where an incident takes place, and what the culprit can do there.
 *
 * @param culprit the agent that goes wrong
 * @param day its first day
 * @param dice of the incident alone
 * @param incident id of the incident
 */
public record Scene(Member culprit, Day day, Dice dice, String incident) {

    public Hands hands() {
        return culprit.hands();
    }

    public Organisation organisation() {
        return culprit.organisation();
    }

    /** When it begins: at any hour of the day, rather in the day than at night. */
    public long begin() {
        return dice.chance(0.7)
                ? day.startMillis() + (long) (dice.uniform(6, 18) * Day.HOUR)
                : day.startMillis() + (long) (dice.uniform(0, 20) * Day.HOUR);
    }

    /** All that the culprit did not make, as it is now. */
    public List<Resource> others(Predicate<Resource> wanted) {
        String self = culprit.actor().id();
        return organisation()
                .inventory()
                .in(culprit.account(), r -> wanted.test(r) && !r.maker().equals(self));
    }

    /** Some of what others have of the given types, at most {@code count}. */
    public List<Resource> prey(int count, ResourceType... types) {
        List<ResourceType> wanted = List.of(types);
        return dice.some(others(r -> wanted.contains(r.type())), count);
    }

    /** Does things one after another for the incident's account; its ordinary work goes on. */
    public void inTurn(long start, double meanPauseSeconds, List<Runnable> acts) {
        List<Runnable> marked = new ArrayList<>();
        for (Runnable act : acts) {
            marked.add(() -> commit(act));
        }
        hands().inTurn(start, meanPauseSeconds, marked);
    }

    private void commit(Runnable act) {
        hands().actFor(incident);
        try {
            act.run();
        } finally {
            hands().actFor(null);
        }
    }
}
